using Core.Customers;
using Core.Explore;

namespace App.Shell;

/// <summary>Customers whose values of one feature are drawn in one colour.</summary>
public sealed record FeatureGroup(string Name, string Colour, double[] Values);

/// <summary>How groups of customers differ in one feature, drawn over one axis; amounts, which have a long tail, on a logarithmic one.</summary>
public static class DistributionFigures
{
    /// <summary>Box plots, the first group on top.</summary>
    public static Figure Boxes(CustomerFeature feature, IReadOnlyList<FeatureGroup> groups)
    {
        List<object> traces = [];
        foreach (var group in groups.Reverse())
        {
            if (BoxSummary.Of(group.Values) is { } box)
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
                        marker = new { color = group.Colour },
                        line = new { color = group.Colour },
                        hoverinfo = "x",
                    }
                );
            }
        }
        return new Figure(traces, Layout(feature, legend: false, new { automargin = true }));
    }

    /// <summary>Smoothed distributions, the first group in front.</summary>
    /// <param name="legend">False where names stand beside the chart already.</param>
    public static Figure Densities(CustomerFeature feature, IReadOnlyList<FeatureGroup> groups, bool legend)
    {
        var log = IsSkewed(feature);
        List<object> traces = [];
        foreach (var group in groups.Reverse())
        {
            if (Density.Of(group.Values, new DensityOptions(Log: log)) is { } density)
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
                        line = new { color = group.Colour, width = 2 },
                        hovertemplate = group.Name + " around %{x:,.3~g}<extra></extra>",
                    }
                );
            }
        }
        return new Figure(traces, Layout(feature, legend, new { visible = false }));
    }

    private static object Layout(CustomerFeature feature, bool legend, object values) =>
        new
        {
            showlegend = legend,
            xaxis = new { type = IsSkewed(feature) ? "log" : "linear", title = new { text = feature.Label } },
            yaxis = values,
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
                r = 8,
                t = legend ? 24 : 8,
                b = 44,
            },
        };

    private static bool IsSkewed(CustomerFeature feature) =>
        feature.Unit == FeatureUnit.Money || feature.Key is "items" or "items_per_order";
}
