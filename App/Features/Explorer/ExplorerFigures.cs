using App.Shell;
using Core.Segments;

namespace App.Features.Explorer;

/// <summary>The charts beside the scatter.</summary>
public static class ExplorerFigures
{
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
}
