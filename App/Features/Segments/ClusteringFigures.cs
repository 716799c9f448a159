using App.Shell;
using Core.Segments;

namespace App.Features.Segments;

/// <summary>The curves that help to choose the number of clusters.</summary>
public static class ClusteringFigures
{
    public static Figure Elbow(ClusterCountSuggestion choice, int used) =>
        Curve(choice.Points.Select(p => (p.Clusters, (double?)p.Inertia)), used, "Inertia", ",.0f");

    public static Figure Silhouettes(ClusterCountSuggestion choice, int used) =>
        Curve(choice.Points.Select(p => (p.Clusters, p.Silhouette)), used, "Silhouette", ".2f");

    public static ChartTable Table(ClusterCountSuggestion choice) =>
        new(
            ["Clusters", "Inertia", "Silhouette"],
            [
                .. choice.Points.Select(p =>
                    (IReadOnlyList<string>)
                        [Format.Count(p.Clusters), Format.Number(p.Inertia), p.Silhouette is { } s ? Format.Number(s) : "–"]
                ),
            ]
        );

    private static Figure Curve(IEnumerable<(int K, double? Value)> points, int used, string label, string format)
    {
        var known = points.Where(p => p.Value is not null).ToList();
        return new Figure(
            [
                new
                {
                    type = "scatter",
                    mode = "lines+markers",
                    x = known.Select(p => p.K),
                    y = known.Select(p => p.Value),
                    line = new { color = Palette.Colour(0) },
                    marker = new
                    {
                        color = known.Select(p => p.K == used ? Palette.Colour(5) : Palette.Colour(0)),
                        size = known.Select(p => p.K == used ? 12 : 7),
                        symbol = known.Select(p => p.K == used ? "diamond" : "circle"),
                    },
                    hovertemplate = $"%{{x}} clusters: {label.ToLowerInvariant()} %{{y:{format}}}<extra></extra>",
                },
            ],
            new
            {
                xaxis = new { title = new { text = "Number of clusters (used: diamond)" }, dtick = 1 },
                yaxis = new { title = new { text = label } },
                showlegend = false,
            }
        );
    }
}
