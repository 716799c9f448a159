using System.Globalization;
using App.Shell;

namespace App.Features.Import;

/// <summary>The chart of the data-quality page.</summary>
public static class QualityFigures
{
    public static Figure Trend(IReadOnlyList<QualityPoint> points) =>
        new(
            [
                Line(points, "Left out", p => p.RejectedShare, Palette.Colour(5), "circle"),
                Line(points, "Repaired", p => p.RepairedShare, Palette.Colour(0), "diamond"),
            ],
            new
            {
                xaxis = new
                {
                    title = new { text = "Import" },
                    type = "category",
                    showticklabels = points.Count <= 12,
                },
                yaxis = new { rangemode = "tozero", tickformat = ".0%" },
                legend = new
                {
                    orientation = "h",
                    y = 1.02,
                    yanchor = "bottom",
                },
            }
        );

    public static ChartTable Table(IReadOnlyList<QualityPoint> points) =>
        new(
            ["Import", "File", "Left out", "Repaired"],
            [
                .. points.Select(p =>
                    (IReadOnlyList<string>)
                        [
                            p.ImportId.ToString(CultureInfo.InvariantCulture),
                            p.FileName,
                            Format.Percent(p.RejectedShare),
                            Format.Percent(p.RepairedShare),
                        ]
                ),
            ]
        );

    private static object Line(
        IReadOnlyList<QualityPoint> points,
        string name,
        Func<QualityPoint, double> value,
        string colour,
        string symbol
    ) =>
        new
        {
            type = "scatter",
            mode = "lines+markers",
            name,
            x = points.Select(p => $"{p.ImportId}"),
            y = points.Select(value),
            customdata = points.Select(p => p.FileName),
            line = new { color = colour },
            marker = new { symbol },
            hovertemplate = $"%{{customdata}}<br>{name}: %{{y:.1%}}<extra></extra>",
        };
}
