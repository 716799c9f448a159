using App.Shell;
using Core.Customers;
using Core.Segments;

namespace App.Features.Explorer;

/// <summary>The charts beside the scatter.</summary>
public static class ExplorerFigures
{
    /// <summary>Box plots of one feature: the chosen customers over everyone else.</summary>
    public static Figure Boxes(
        CustomerFeature feature,
        ReadOnlySpan<double> chosen,
        ReadOnlySpan<double> others,
        string name,
        string colour
    )
    {
        List<object> traces = [];
        Add("Everyone else", others, Palette.Noise);
        Add(name, chosen, colour);
        return new Figure(
            traces,
            new
            {
                showlegend = false,
                xaxis = new { type = IsSkewed(feature) ? "log" : "linear", title = new { text = feature.Label } },
                yaxis = new { automargin = true },
                margin = new
                {
                    l = 8,
                    r = 8,
                    t = 8,
                    b = 40,
                },
            }
        );

        void Add(string label, ReadOnlySpan<double> values, string shade)
        {
            if (BoxSummary.Of(values) is { } box)
            {
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
                        marker = new { color = shade },
                        line = new { color = shade },
                        hoverinfo = "x",
                    }
                );
            }
        }
    }

    /// <summary>Smoothed distributions of one feature: the chosen customers over everyone else.</summary>
    public static Figure Densities(
        CustomerFeature feature,
        ReadOnlySpan<double> chosen,
        ReadOnlySpan<double> others,
        string name,
        string colour
    )
    {
        var log = IsSkewed(feature);
        List<object> traces = [];
        Add("Everyone else", others, Palette.Noise);
        Add(name, chosen, colour);
        return new Figure(
            traces,
            new
            {
                showlegend = false,
                xaxis = new { type = log ? "log" : "linear", title = new { text = feature.Label } },
                yaxis = new { visible = false },
                margin = new
                {
                    l = 8,
                    r = 8,
                    t = 8,
                    b = 40,
                },
            }
        );

        void Add(string label, ReadOnlySpan<double> values, string shade)
        {
            if (Density.Of(values, new DensityOptions(Log: log)) is { } density)
            {
                var shown = Enumerable.Range(0, density.Grid.Count).Where(i => !log || density.Grid[i] > 0).ToList();
                traces.Add(
                    new
                    {
                        type = "scatter",
                        mode = "lines",
                        fill = "tozeroy",
                        name = label,
                        x = shown.Select(i => density.Grid[i]),
                        y = shown.Select(i => density.Values[i]),
                        line = new { color = shade, width = 2 },
                        hovertemplate = label + " around %{x:,.3~g}<extra></extra>",
                    }
                );
            }
        }
    }

    /// <summary>Which features make the two components.</summary>
    public static Figure Loadings(IReadOnlyList<Loading> loadings) =>
        new(
            [
                LoadingBars("Component 1", loadings, l => l.First, Palette.Colour(0)),
                LoadingBars("Component 2", loadings, l => l.Second, Palette.Colour(1)),
            ],
            new
            {
                barmode = "group",
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
                    b = 32,
                },
                xaxis = new { zeroline = true },
                yaxis = new { automargin = true },
            }
        );

    private static object LoadingBars(string name, IReadOnlyList<Loading> loadings, Func<Loading, double> value, string colour) =>
        new
        {
            type = "bar",
            orientation = "h",
            name,
            y = loadings.Reverse().Select(l => l.Label),
            x = loadings.Reverse().Select(l => Math.Round(value(l), 4)),
            marker = new { color = colour },
            hovertemplate = "%{y}: %{x:.2f}<extra>" + name + "</extra>",
        };

    private static bool IsSkewed(CustomerFeature feature) =>
        feature.Unit == FeatureUnit.Money || feature.Key is "items" or "items_per_order";
}
