using App.Shell;
using Data.Queries;

namespace App.Features.Segments;

/// <summary>The growth of a segment.</summary>
public static class SegmentFigures
{
    public static Figure Growth(IReadOnlyList<SegmentDay> days, int colour) =>
        new(
            [
                new
                {
                    type = "scatter",
                    mode = "lines+markers",
                    x = days.Select(d => d.Date.ToString("O", System.Globalization.CultureInfo.InvariantCulture)),
                    y = days.Select(d => d.Size),
                    line = new { color = Palette.Colour(colour), shape = "hv" },
                    hovertemplate = "%{x}: %{y:,} customers<extra></extra>",
                },
            ],
            new { yaxis = new { rangemode = "tozero" }, showlegend = false }
        );

    public static ChartTable Table(IReadOnlyList<SegmentDay> days) =>
        new(
            ["Day", "Customers", "Revenue"],
            [.. days.Select(d => (IReadOnlyList<string>)[Format.Date(d.Date), Format.Count(d.Size), Format.Money(d.Revenue)])]
        );
}
