using App.Shell;
using Core.Customers;
using Core.Segments;

namespace App.Features.Segments;

/// <summary>The charts of a comparison.</summary>
public static class CompareFigures
{
    public static Figure Densities(GroupComparison comparison, CustomerFeature feature)
    {
        var log = IsSkewed(feature);
        List<object> traces = [];
        foreach (var group in comparison.Groups)
        {
            if (Density.Of(Values(comparison, group, feature), new DensityOptions(Log: log)) is { } density)
            {
                var shown = Enumerable.Range(0, density.Grid.Count).Where(i => !log || density.Grid[i] > 0).ToList();
                traces.Add(
                    new
                    {
                        type = "scatter",
                        mode = "lines",
                        fill = "tozeroy",
                        name = group.Name,
                        x = shown.Select(i => density.Grid[i]),
                        y = shown.Select(i => density.Values[i]),
                        line = new { color = Palette.Colour(group.Colour), width = 2 },
                        hovertemplate = group.Name + " around %{x:,.3~g}<extra></extra>",
                    }
                );
            }
        }
        return new Figure(traces, Layout(feature, log, showDensity: true));
    }

    public static Figure Boxes(GroupComparison comparison, CustomerFeature feature)
    {
        List<object> traces = [];
        foreach (var group in comparison.Groups.Reverse())
        {
            if (BoxSummary.Of(Values(comparison, group, feature)) is { } box)
            {
                traces.Add(
                    new
                    {
                        type = "box",
                        orientation = "h",
                        name = group.Name,
                        y = new[] { group.Name },
                        lowerfence = new[] { box.LowerWhisker },
                        q1 = new[] { box.Q1 },
                        median = new[] { box.Median },
                        q3 = new[] { box.Q3 },
                        upperfence = new[] { box.UpperWhisker },
                        mean = new[] { box.Mean },
                        marker = new { color = Palette.Colour(group.Colour) },
                        line = new { color = Palette.Colour(group.Colour) },
                        showlegend = false,
                        hoverinfo = "x",
                    }
                );
            }
        }
        return new Figure(traces, Layout(feature, IsSkewed(feature), showDensity: false));
    }

    private static object Layout(CustomerFeature feature, bool log, bool showDensity) =>
        new
        {
            xaxis = new { type = log ? "log" : "linear", title = new { text = feature.Label } },
            yaxis = new { visible = !showDensity, automargin = true },
            legend = new
            {
                orientation = "h",
                y = 1.02,
                yanchor = "bottom",
                x = 0,
            },
            margin = new
            {
                l = 8,
                r = 8,
                t = 24,
                b = 44,
            },
        };

    private static double[] Values(GroupComparison comparison, ComparedGroup group, CustomerFeature feature)
    {
        var column = comparison.Data.Column(feature.Key).ToArray();
        return [.. group.Rows.Select(r => column[r])];
    }

    private static bool IsSkewed(CustomerFeature feature) =>
        feature.Unit == FeatureUnit.Money || feature.Key is "items" or "items_per_order";
}
