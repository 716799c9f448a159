using Core.Explore;

namespace App.Shell;

/// <summary>Parts of figures that many charts share.</summary>
public static class ChartParts
{
    /// <summary>A legend above the chart, in one line.</summary>
    public static object LegendOnTop { get; } = new
    {
        orientation = "h",
        y = 1.02,
        yanchor = "bottom",
        x = 0,
    };

    /// <summary>Room around a chart.</summary>
    public static object Margin(int top = 12, int bottom = 44, int left = 52, int right = 12) =>
        new
        {
            l = left,
            r = right,
            t = top,
            b = bottom,
        };

    /// <summary>Bars, one for each name.</summary>
    public static Figure Bars(IEnumerable<string> names, IEnumerable<double> values, string what, string? colour = null) =>
        new(
            [
                new
                {
                    type = "bar",
                    x = names,
                    y = values,
                    marker = new { color = colour ?? Palette.Colour(0) },
                    hovertemplate = "%{x}<br>%{y:,.3~f} " + what + "<extra></extra>",
                },
            ],
            new
            {
                xaxis = new { type = "category", showgrid = false },
                yaxis = new { rangemode = "tozero", title = new { text = what } },
                bargap = 0.25,
                margin = Margin(),
            }
        );

    /// <summary>Bars that lie, the first on top: for long names.</summary>
    public static Figure LyingBars(
        IReadOnlyList<string> names,
        IReadOnlyList<double> values,
        string what,
        IReadOnlyList<string>? colours = null
    ) =>
        new(
            [
                new
                {
                    type = "bar",
                    orientation = "h",
                    y = names.Reverse().Select(n => Shortened(n)),
                    x = values.Reverse(),
                    customdata = names.Reverse(),
                    marker = new { color = (object?)colours?.Reverse() ?? Palette.Colour(0) },
                    hovertemplate = "%{customdata}<br>%{x:,.3~f} " + what + "<extra></extra>",
                },
            ],
            new
            {
                xaxis = new { rangemode = "tozero", title = new { text = what } },
                yaxis = new { type = "category", automargin = true },
                bargap = 0.25,
                margin = Margin(left: 8),
            }
        );

    /// <summary>An axis that shows these values; a few far out may lie outside, which a double click on the chart brings in.</summary>
    public static object Axis(string label, ReadOnlySpan<double> values)
    {
        var range = DrawnRange.Of(values);
        var room = range is null ? 0 : 0.03 * (range.High - range.Low);
        return new
        {
            title = new { text = label },
            range = range is { IsCut: true } ? new[] { range.Low - room, range.High + room } : null,
        };
    }

    /// <summary>A label in short lines.</summary>
    public static string Wrapped(string label, int width = 12)
    {
        List<string> lines = [];
        foreach (var word in label.Split(' '))
        {
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= width)
            {
                lines[^1] += " " + word;
            }
            else
            {
                lines.Add(Shortened(word, width));
            }
        }
        return string.Join("<br>", lines.Take(3));
    }

    /// <summary>A table of names with one figure each.</summary>
    public static ChartTable Table(string name, string what, IEnumerable<(string Name, string Figure)> rows) =>
        new([name, what], [.. rows.Select(r => (IReadOnlyList<string>)[r.Name, r.Figure])]);

    /// <summary>A name that fits beside a bar.</summary>
    public static string Shortened(string name, int most = 28) => name.Length <= most ? name : name[..(most - 1)].TrimEnd() + "…";
}
