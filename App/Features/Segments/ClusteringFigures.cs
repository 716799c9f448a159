using App.Shell;
using Core.Segments;
using Core.Segments.Density;

namespace App.Features.Segments;

/// <summary>The curves that help to choose the number of clusters.</summary>
public static class ClusteringFigures
{
    public static Figure Elbow(ClusterCountSuggestion choice, int used) =>
        Curve(choice.Points.Select(p => (p.Clusters, (double?)p.Inertia)), used, "Inertia", ",.0f");

    public static Figure Silhouettes(ClusterCountSuggestion choice, int used) =>
        Curve(choice.Points.Select(p => (p.Clusters, p.Silhouette)), used, "Silhouette", ".2f");

    public static Figure Gaps(ClusterCountSuggestion choice, int used) =>
        Curve(choice.Points.Select(p => (p.Clusters, p.Gap)), used, "Gap", ".2f");

    public static Figure Bics(ClusterCountSuggestion choice, int used) =>
        Curve(choice.Points.Select(p => (p.Clusters, p.Bic)), used, "BIC", ",.0f");

    /// <summary>How far customers are from their neighbours, sorted: where the curve turns up, dense places end.</summary>
    public static Figure KDistances(KDistanceCurve curve, double used) =>
        new(
            [
                new
                {
                    type = "scatter",
                    mode = "lines",
                    x = curve.Points.Select(p => p.Rows),
                    y = curve.Points.Select(p => p.Distance),
                    line = new { color = Palette.Colour(0) },
                    hovertemplate = "%{x:,} customers have their neighbours within %{y:.3g}<extra></extra>",
                },
            ],
            new
            {
                xaxis = new { title = new { text = "Customers, sorted" } },
                yaxis = new { title = new { text = "Distance after scaling" }, rangemode = "tozero" },
                showlegend = false,
                shapes = new[]
                {
                    new
                    {
                        type = "line",
                        xref = "paper",
                        x0 = 0,
                        x1 = 1,
                        y0 = used,
                        y1 = used,
                        line = new { color = Palette.Colour(5), dash = "dash" },
                    },
                },
            }
        );

    public static ChartTable Table(KDistanceCurve curve) =>
        new(
            ["Customers", "Distance"],
            [.. curve.Points.Select(p => (IReadOnlyList<string>)[Format.Count(p.Rows), Format.Number(p.Distance)])]
        );

    public static ChartTable Table(ClusterCountSuggestion choice) =>
        new(
            ["Clusters", "Inertia", "Silhouette", "Gap", "BIC"],
            [
                .. choice.Points.Select(p =>
                    (IReadOnlyList<string>)
                        [Format.Count(p.Clusters), Format.Number(p.Inertia), Known(p.Silhouette), Known(p.Gap), Known(p.Bic)]
                ),
            ]
        );

    private static string Known(double? value) => value is { } v ? Format.Number(v) : "–";

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
