using System.Globalization;
using App.Shell;

namespace App.Features.Report.Sections;

/// <summary>The few kinds of charts that sections draw.</summary>
internal static class SectionFigures
{
    private const int RowHeight = 34;
    private const int Around = 90;

    /// <summary>Enough room for every horizontal bar and its name.</summary>
    public static int Height(int rows) => Around + rows * RowHeight;

    /// <summary>Upright bars over names, in the order given.</summary>
    public static Figure Bars(IEnumerable<string> names, IEnumerable<double> values, string axis, string hover, int colour = 0) =>
        new(
            [
                new
                {
                    type = "bar",
                    x = names,
                    y = values,
                    marker = new { color = Palette.Colour(colour) },
                    hovertemplate = hover + "<extra></extra>",
                },
            ],
            new
            {
                xaxis = new { type = "category", showgrid = false },
                yaxis = new { rangemode = "tozero", title = new { text = axis } },
                bargap = 0.25,
            }
        );

    /// <summary>Shares in one or more respects beside each other for each name, the first name on top.</summary>
    public static Figure Shares(IReadOnlyList<string> names, params IReadOnlyList<(string Name, IReadOnlyList<double> Shares)> respects) =>
        new(
            [.. respects.Select((r, i) => Share(names, r.Name, r.Shares, i)).Reverse()],
            new
            {
                barmode = "group",
                showlegend = respects.Count > 1,
                xaxis = new { tickformat = ".0%", rangemode = "tozero" },
                yaxis = new
                {
                    type = "category",
                    automargin = true,
                    showgrid = false,
                },
                legend = new
                {
                    orientation = "h",
                    y = 1.02,
                    yanchor = "bottom",
                    x = 0,
                    traceorder = "reversed",
                },
                margin = new
                {
                    l = 8,
                    r = 16,
                    t = 32,
                    b = 40,
                },
                bargap = 0.3,
            }
        );

    private static object Share(IReadOnlyList<string> names, string respect, IReadOnlyList<double> shares, int colour) =>
        new
        {
            type = "bar",
            orientation = "h",
            name = respect,
            y = names.Reverse(),
            x = shares.Reverse(),
            marker = new { color = Palette.Colour(colour) },
            hovertemplate = "%{y}: %{x:.1%} (" + respect.ToLowerInvariant() + ")<extra></extra>",
        };

    /// <summary>Months on the axis, as Plotly reads days.</summary>
    public static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Month(DateOnly date) => date.ToString("MMM yyyy", CultureInfo.InvariantCulture);
}
