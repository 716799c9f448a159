using App.Shell;
using Core.Explore;
using Data.Queries;

namespace App.Features.Explore;

/// <summary>The charts of how columns go together.</summary>
public static class RelationFigures
{
    /// <summary>Points of a scatter: beyond, they only cover each other.</summary>
    public const int ScatterPoints = 1200;

    /// <summary>Points of each panel of a pair plot.</summary>
    public const int PairPoints = 200;

    private const int MostCorrelated = 12;

    // Blue, grey at zero, orange.
    private static readonly object[] Diverging =
    [
        new object[] { 0, "#0072B2" },
        new object[] { 0.5, "#9AA0A6" },
        new object[] { 1, "#E69F00" },
    ];

    /// <summary>Of these columns those that are known and vary, so that they can go together with another.</summary>
    public static List<ExploreColumn> Varying(ExploreSample sample, IEnumerable<ExploreColumn> columns) =>
        [.. columns.Where(c => sample.Columns.TryGetValue(c.Key, out var v) && Varies(v)).Take(MostCorrelated)];

    public static Figure HeatMap(IReadOnlyList<ExploreColumn> columns, CorrelationMatrix matrix)
    {
        string[] names = [.. columns.Select(c => ChartParts.Shortened(c.Label, 22))];
        double?[][] rows =
        [
            .. columns.Select(
                (_, i) =>
                    columns
                        .Select(
                            (_, j) => double.IsNaN(matrix.Coefficients[i, j]) ? (double?)null : Math.Round(matrix.Coefficients[i, j], 3)
                        )
                        .ToArray()
            ),
        ];
        return new Figure(
            [
                new
                {
                    type = "heatmap",
                    x = names,
                    y = names,
                    z = rows,
                    zmin = -1,
                    zmax = 1,
                    colorscale = Diverging,
                    xgap = 1,
                    ygap = 1,
                    text = rows.Select(r => r.Select(v => v is { } known ? Sign(known) : "")),
                    texttemplate = columns.Count <= 8 ? "%{text}" : null,
                    textfont = new { color = "#000000" },
                    customdata = columns.Select((_, i) => columns.Select((_, j) => Format.Count(matrix.Pairs[i, j]))),
                    hovertemplate = "%{y} and %{x}<br>%{z:.2f} over %{customdata} rows<extra></extra>",
                    colorbar = new
                    {
                        thickness = 10,
                        outlinewidth = 0,
                        len = 0.9,
                    },
                },
            ],
            new
            {
                xaxis = new { showgrid = false, tickangle = -40 },
                yaxis = new { showgrid = false, autorange = "reversed" },
                margin = ChartParts.Margin(left: 8, bottom: 8),
            }
        );
    }

    public static ChartTable HeatMapTable(IReadOnlyList<ExploreColumn> columns, CorrelationMatrix matrix) =>
        new(
            ["", .. columns.Select(c => c.Label)],
            [
                .. columns.Select(
                    (c, i) =>
                        (IReadOnlyList<string>)
                            [
                                c.Label,
                                .. columns.Select(
                                    (_, j) => double.IsNaN(matrix.Coefficients[i, j]) ? "–" : Sign(matrix.Coefficients[i, j])
                                ),
                            ]
                ),
            ]
        );

    /// <summary>Two columns against each other, with the straight line.</summary>
    public static Figure Scatter(ExploreSample sample, ExploreColumn x, ExploreColumn y)
    {
        var (across, up) = (sample.Columns[x.Key], sample.Columns[y.Key]);
        var rows = Chosen([across, up], ScatterPoints);
        List<object> traces = [Points(rows.Select(r => across[r]), rows.Select(r => up[r]), "x", "y", 6, x.Label, y.Label)];
        if (LinearTrend.Fit(across, up) is { } line && rows.Count > 2)
        {
            double[] ends = [rows.Min(r => across[r]), rows.Max(r => across[r])];
            traces.Add(
                new
                {
                    type = "scatter",
                    mode = "lines",
                    x = ends,
                    y = ends.Select(line.At),
                    line = new { color = Palette.Colour(5), width = 2 },
                    hoverinfo = "skip",
                    showlegend = false,
                }
            );
        }
        return new Figure(
            traces,
            new
            {
                xaxis = ChartParts.Axis(x.Label, across),
                yaxis = ChartParts.Axis(y.Label, up),
                hovermode = "closest",
                margin = ChartParts.Margin(),
            }
        );
    }

    /// <summary>Each of up to five columns against each other: below the diagonal points, on it how each is spread.</summary>
    public static Figure Pairs(ExploreSample sample, IReadOnlyList<ExploreColumn> columns)
    {
        var n = columns.Count;
        double[][] values = [.. columns.Select(c => sample.Columns[c.Key])];
        var rows = Chosen(values, PairPoints);
        List<object> traces = [];
        var layout = new Dictionary<string, object>
        {
            ["hovermode"] = "closest",
            ["showlegend"] = false,
            ["bargap"] = 0.04,
            ["margin"] = ChartParts.Margin(left: 8, bottom: 8),
        };
        for (var row = 0; row < n; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var number = row * n + column + 1;
                var axis = number == 1 ? "" : number.ToString(System.Globalization.CultureInfo.InvariantCulture);
                layout["xaxis" + axis] = Axis(column, n, row == n - 1 ? columns[column].Label : null, "y" + axis, values[column]);
                layout["yaxis" + axis] = Axis(
                    n - 1 - row,
                    n,
                    column == 0 ? columns[row].Label : null,
                    "x" + axis,
                    row == column ? [] : values[row]
                );
                if (
                    row == column
                    && DrawnRange.Of(values[row]) is { } range
                    && Histogram.Of([.. values[row].Where(v => v >= range.Low && v <= range.High)], new HistogramOptions(Most: 20))
                        is { } histogram
                )
                {
                    traces.Add(
                        new
                        {
                            type = "bar",
                            x = histogram.Counts.Select((_, i) => (histogram.Edges[i] + histogram.Edges[i + 1]) / 2),
                            y = histogram.Counts,
                            xaxis = "x" + axis,
                            yaxis = "y" + axis,
                            marker = new { color = Palette.Noise },
                            hovertemplate = "%{x:,.3~f}: %{y:,} rows<extra></extra>",
                        }
                    );
                }
                else if (row != column)
                {
                    traces.Add(
                        Points(
                            rows.Select(r => values[column][r]),
                            rows.Select(r => values[row][r]),
                            "x" + axis,
                            "y" + axis,
                            4,
                            columns[column].Label,
                            columns[row].Label
                        )
                    );
                }
            }
        }
        return new Figure(traces, layout);
    }

    /// <summary>What a scatter shows, in a sentence.</summary>
    public static string Sentence(ExploreSample sample, ExploreColumn x, ExploreColumn y)
    {
        var (across, up) = (sample.Columns[x.Key], sample.Columns[y.Key]);
        var pearson = Correlation.Of(across, up);
        var spearman = Correlation.Of(across, up, CorrelationMethod.Spearman);
        if (pearson.Interval is not { } interval)
        {
            return $"{x.Label} and {y.Label} are known together, and vary, in too few rows to compare them.";
        }
        var size = Math.Abs(pearson.Coefficient) switch
        {
            >= 0.7 => "go closely together",
            >= 0.4 => "go together",
            >= 0.1 => "go weakly together",
            _ => "hardly go together",
        };
        return $"{x.Label} and {y.Label} {size}: correlation {Sign(pearson.Coefficient)} ({Sign(interval.Lower)} to {Sign(interval.Upper)}), "
            + $"by rank {Sign(spearman.Coefficient)}, over {Format.Count(pearson.Pairs)} rows.";
    }

    private static object Points(
        IEnumerable<double> x,
        IEnumerable<double> y,
        string xaxis,
        string yaxis,
        int size,
        string xLabel,
        string yLabel
    ) =>
        new
        {
            type = "scatter",
            mode = "markers",
            // Now, not when it is written: the caller's loop has gone on by then.
            x = x.Select(Brief).ToArray(),
            y = y.Select(Brief).ToArray(),
            xaxis,
            yaxis,
            marker = new
            {
                color = Palette.Colour(0),
                size,
                opacity = 0.45,
            },
            showlegend = false,
            hovertemplate = $"{xLabel}: %{{x:,.3~f}}<br>{yLabel}: %{{y:,.3~f}}<extra></extra>",
        };

    private static object Axis(int place, int of, string? label, string anchor, double[] values)
    {
        const double gap = 0.03;
        var width = (1 - gap * (of - 1)) / of;
        var from = place * (width + gap);
        return new
        {
            domain = new[] { from, Math.Min(1, from + width) },
            anchor,
            range = DrawnRange.Of(values) is { IsCut: true } range ? new[] { range.Low, range.High } : null,
            title = label is null ? null : new { text = ChartParts.Wrapped(label), standoff = 4 },
            showticklabels = false,
            zeroline = false,
        };
    }

    /// <summary>Rows that know all the columns: all, or as many as asked for, evenly from first to last.</summary>
    private static List<int> Chosen(double[][] columns, int most)
    {
        List<int> rows = [.. Enumerable.Range(0, columns[0].Length).Where(r => Array.TrueForAll(columns, c => !double.IsNaN(c[r])))];
        return rows.Count <= most ? rows : [.. Enumerable.Range(0, most).Select(i => rows[(int)((long)i * rows.Count / most)])];
    }

    // Five digits are more than a screen can show, and keep what goes to the browser small.
    private static double Brief(double value) =>
        value == 0 ? 0
        : 4 - (int)Math.Floor(Math.Log10(Math.Abs(value))) is var digits and >= 0 and <= 15 ? Math.Round(value, digits)
        : value;

    private static bool Varies(double[] values)
    {
        var first = Array.Find(values, v => !double.IsNaN(v));
        return Array.Exists(values, v => !double.IsNaN(v) && v != first);
    }

    private static string Sign(double value) => value.ToString("0.00;−0.00;0.00", System.Globalization.CultureInfo.InvariantCulture);
}
