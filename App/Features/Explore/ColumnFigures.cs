using App.Shell;
using Core.Customers;
using Core.Explore;
using Data.Queries;

namespace App.Features.Explore;

/// <summary>The charts of one column.</summary>
public static class ColumnFigures
{
    // Of outliers, so many are drawn.
    private const int OutliersDrawn = 100;

    /// <summary>How figures of this column are written.</summary>
    public static string Write(ExploreColumn column, double? value) =>
        value is { } known && double.IsFinite(known)
            ? Format.Feature(new CustomerFeature(column.Key, column.Label, column.Unit, ""), known)
            : "–";

    /// <summary>How often which values are there; those far out are put together in grey bars at the ends.</summary>
    public static Figure Histogram(ExploreColumn column, ReadOnlySpan<double> values)
    {
        var bars = Bars(column, values);
        return new(
            [
                new
                {
                    type = "bar",
                    x = bars.Select(b => b.Middle),
                    y = bars.Select(b => b.Count),
                    width = bars.Select(b => b.Width),
                    customdata = bars.Select(b => b.Name),
                    marker = new { color = bars.Select(b => b.IsEnd ? Palette.Noise : Palette.Colour(0)), line = new { width = 0 } },
                    hovertemplate = "%{customdata}<br>%{y:,} rows<extra></extra>",
                },
            ],
            new
            {
                xaxis = new { title = new { text = column.Label } },
                yaxis = new { rangemode = "tozero" },
                bargap = 0.04,
                margin = ChartParts.Margin(),
            }
        );
    }

    public static ChartTable HistogramTable(ExploreColumn column, ReadOnlySpan<double> values) =>
        ChartParts.Table(column.Label, "Rows", Bars(column, values).Select(b => (b.Name, Format.Count(b.Count))));

    /// <summary>A box for each group, the first on top, with the outliers beyond its whiskers.</summary>
    public static Figure Boxes(ExploreColumn column, IReadOnlyList<(string Name, string Colour, double[] Values)> groups)
    {
        List<object> traces = [];
        foreach (var (name, colour, values) in groups.Reverse())
        {
            if (BoxSummary.Of(values) is not { } box)
            {
                continue;
            }
            var label = ChartParts.Shortened(name);
            traces.Add(
                new
                {
                    type = "box",
                    orientation = "h",
                    name = label,
                    y = new[] { label },
                    lowerfence = new[] { box.LowerWhisker },
                    q1 = new[] { box.Q1 },
                    median = new[] { box.Median },
                    q3 = new[] { box.Q3 },
                    upperfence = new[] { box.UpperWhisker },
                    mean = new[] { box.Mean },
                    marker = new { color = colour },
                    line = new { color = colour },
                    hoverinfo = "x",
                    showlegend = false,
                }
            );
            if (TukeyFences.Of(values, OutliersDrawn) is { Examples.Count: > 0 } fences)
            {
                traces.Add(
                    new
                    {
                        type = "scatter",
                        mode = "markers",
                        x = fences.Examples,
                        y = fences.Examples.Select(_ => label),
                        marker = new
                        {
                            color = colour,
                            symbol = "circle-open",
                            size = 5,
                            opacity = 0.7,
                        },
                        hovertemplate = "%{x:,.4~f}: an outlier<extra></extra>",
                        showlegend = false,
                    }
                );
            }
        }
        return new Figure(
            traces,
            new
            {
                xaxis = BoxAxis(column, groups),
                yaxis = new
                {
                    type = "category",
                    automargin = true,
                    showticklabels = groups.Count > 1,
                },
                margin = ChartParts.Margin(left: 8),
            }
        );
    }

    // Where a few values far out would press the boxes into a corner, the axis holds every box with its whiskers, and what lies near.
    private static object BoxAxis(ExploreColumn column, IReadOnlyList<(string Name, string Colour, double[] Values)> groups)
    {
        if (DrawnRange.Of([.. groups.SelectMany(g => g.Values)]) is not { IsCut: true } range)
        {
            return new { title = new { text = column.Label } };
        }
        BoxSummary[] boxes = [.. groups.Select(g => BoxSummary.Of(g.Values)).OfType<BoxSummary>()];
        var (low, high) = (Math.Min(range.Low, boxes.Min(b => b.LowerWhisker)), Math.Max(range.High, boxes.Max(b => b.UpperWhisker)));
        return new { title = new { text = column.Label }, range = new[] { low - 0.03 * (high - low), high + 0.03 * (high - low) } };
    }

    public static ChartTable BoxTable(ExploreColumn column, IReadOnlyList<(string Name, string Colour, double[] Values)> groups) =>
        new(
            ["Group", "Rows", "Lower whisker", "Q1", "Median", "Q3", "Upper whisker", "Outliers"],
            [
                .. groups
                    .Select(g => (g.Name, Box: BoxSummary.Of(g.Values)))
                    .Where(g => g.Box is not null)
                    .Select(g =>
                        (IReadOnlyList<string>)
                            [
                                g.Name,
                                Format.Count(g.Box!.Count),
                                Write(column, g.Box.LowerWhisker),
                                Write(column, g.Box.Q1),
                                Write(column, g.Box.Median),
                                Write(column, g.Box.Q3),
                                Write(column, g.Box.UpperWhisker),
                                Format.Count(g.Box.OutliersBelow + g.Box.OutliersAbove),
                            ]
                    ),
            ]
        );

    /// <summary>How often each value is there, with what is not listed and what is missing in grey.</summary>
    public static Figure Values(ValueCounts counts, string what, Func<string, string>? colourOf = null)
    {
        var rows = Rows(counts);
        return ChartParts.LyingBars(
            [.. rows.Select(r => r.Name)],
            [.. rows.Select(r => (double)r.Count)],
            what,
            [.. rows.Select((r, i) => i >= counts.Values.Count ? Palette.Noise : colourOf?.Invoke(r.Name) ?? Palette.Colour(0))]
        );
    }

    public static ChartTable ValueTable(ExploreColumn column, ValueCounts counts) =>
        ChartParts.Table(column.Label, "Rows", Rows(counts).Select(r => (r.Name, Format.Count(r.Count))));

    private static List<(string Name, long Count)> Rows(ValueCounts counts)
    {
        List<(string Name, long Count)> rows = [.. counts.Values];
        if (counts.Others > 0)
        {
            rows.Add(($"{Format.Count(counts.Distinct - counts.Values.Count)} others", counts.Others));
        }
        if (counts.Missing > 0)
        {
            rows.Add(("not known", counts.Missing));
        }
        return rows;
    }

    private sealed record Bar(double Middle, double Width, long Count, string Name, bool IsEnd = false);

    private static List<Bar> Bars(ExploreColumn column, ReadOnlySpan<double> values)
    {
        if (DrawnRange.Of(values) is not { } range)
        {
            return [];
        }
        double[] inside = [.. values.ToArray().Where(v => v >= range.Low && v <= range.High)];
        var histogram = Core.Explore.Histogram.Of(inside)!;
        var edges = histogram.Edges;
        // Bins of whole numbers begin and end between two of them.
        var trim = edges.All(e => e - Math.Floor(e) == 0.5) ? 0.5 : 0;
        List<Bar> bars = [];
        for (var i = 0; i < histogram.Counts.Count; i++)
        {
            var (from, to) = (edges[i] + trim, edges[i + 1] - trim);
            var name =
                from == to || histogram.Counts.Count == 1
                    ? Write(column, (from + to) / 2)
                    : $"{Write(column, from)} to {Write(column, to)}";
            bars.Add(new Bar((edges[i] + edges[i + 1]) / 2, edges[i + 1] - edges[i], histogram.Counts[i], name));
        }
        if (range.Below > 0)
        {
            bars.Insert(
                0,
                bars[0] with
                {
                    Middle = bars[0].Middle - 1.5 * bars[0].Width,
                    Count = range.Below,
                    Name = $"below {Write(column, range.Low)}",
                    IsEnd = true,
                }
            );
        }
        if (range.Above > 0)
        {
            bars.Add(
                bars[^1] with
                {
                    Middle = bars[^1].Middle + 1.5 * bars[^1].Width,
                    Count = range.Above,
                    Name = $"above {Write(column, range.High)}",
                    IsEnd = true,
                }
            );
        }
        return bars;
    }
}
