using System.Globalization;
using Core.Customers;
using Core.Estimators;

namespace Core.Segments;

/// <param name="MaxClusters">Largest k tried, at least 2; never more than n − 1. Default 10.</param>
/// <param name="Starts">k-means starts for each k, at least 1. Default 5.</param>
/// <param name="SilhouetteRows">Rows that silhouettes are taken from, at least 2. Default 5 000.</param>
public sealed record ClusterCountOptions(int MaxClusters = 10, int Starts = 5, int SilhouetteRows = 5_000);

/// <param name="Clusters">k, from 1 up.</param>
/// <param name="Inertia">Of the best k-means with k clusters.</param>
/// <param name="Silhouette">Its mean silhouette; null for k = 1 and where it is not defined.</param>
public sealed record ClusterCountPoint(int Clusters, double Inertia, double? Silhouette);

/// <param name="Points">One per k, ascending.</param>
/// <param name="Elbow">k where the inertia curve bends most.</param>
/// <param name="BestSilhouette">k with the highest silhouette.</param>
/// <param name="Suggested">One of the two.</param>
/// <param name="Reason">Why, in one or two sentences.</param>
public sealed record ClusterCountSuggestion(
    IReadOnlyList<ClusterCountPoint> Points,
    int Elbow,
    int BestSilhouette,
    int Suggested,
    string Reason
);

/// <summary>
/// How many clusters to ask for. The elbow is the point of the inertia curve farthest from the chord between its ends (Satopää et al.,
/// "Finding a kneedle in a haystack", ICDCS Workshops 2011, section III); the other opinion is the highest mean silhouette.
/// </summary>
public static class ClusterCount
{
    // Two silhouettes this near are a tie; then the elbow decides, because silhouettes lean to few, coarse clusters.
    private const double NearlyAsGood = 0.05;

    // Kaufman and Rousseeuw, "Finding Groups in Data", 1990, table 4: up to 0.25 no substantial structure has been found.
    private const double NoStructure = 0.25;

    /// <param name="data">n × p, n ≥ 3, finite, scaled.</param>
    /// <param name="options">The range tried.</param>
    /// <param name="seed">Chooses starts and the sample.</param>
    /// <param name="progress">Told after each k.</param>
    /// <param name="cancellation">Honoured.</param>
    /// <exception cref="ArgumentException">Too few rows or a value that is not finite.</exception>
    public static ClusterCountSuggestion Suggest(
        FeatureMatrix data,
        ClusterCountOptions options,
        ulong seed,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        Guard.Range(options.MaxClusters, 2, int.MaxValue, nameof(ClusterCount));
        Guard.Range(options.Starts, 1, int.MaxValue, nameof(ClusterCount));
        Guard.Range(options.SilhouetteRows, 2, int.MaxValue, nameof(ClusterCount));
        FiniteData.Require(data, 3, nameof(ClusterCount), cancellation);
        var most = Math.Min(options.MaxClusters, data.Rows - 1);
        var points = new List<ClusterCountPoint>();
        for (var k = 1; k <= most; k++)
        {
            var fitted = KMeans.Fit(data, new KMeansOptions(k, k == 1 ? 1 : options.Starts), seed, null, cancellation);
            var quality = new ClusterQualityOptions(options.SilhouetteRows);
            var silhouette = k == 1 ? null : ClusterQuality.Measure(data, fitted.Labels, quality, seed, cancellation).Silhouette;
            points.Add(new ClusterCountPoint(k, fitted.Inertia, silhouette));
            progress?.Report(new Progress((double)k / most, $"{k} of {most} clusters tried"));
        }
        return Decide(points);
    }

    /// <summary>The suggestion for curves computed before.</summary>
    /// <param name="points">k = 1, 2, … ascending; at least two.</param>
    public static ClusterCountSuggestion Decide(IReadOnlyList<ClusterCountPoint> points)
    {
        Guard.Rows(points.Count, 2, nameof(ClusterCount));
        var elbow = Elbow(points);
        var best = points.Where(p => p.Silhouette is not null).MaxBy(p => p.Silhouette) ?? points[1];
        var atElbow = points.First(p => p.Clusters == elbow).Silhouette;
        var suggested = atElbow >= best.Silhouette - NearlyAsGood ? elbow : best.Clusters;
        return new ClusterCountSuggestion(points, elbow, best.Clusters, suggested, Reason(elbow, best, atElbow, suggested));
    }

    private static int Elbow(IReadOnlyList<ClusterCountPoint> points)
    {
        var (first, last) = (points[0], points[^1]);
        var (width, height) = (last.Clusters - first.Clusters, first.Inertia - last.Inertia);
        // In the unit square the chord runs from (0, 1) to (1, 0); the distance below it is proportional to 1 − x − y.
        double Below(ClusterCountPoint p) =>
            1 - (double)(p.Clusters - first.Clusters) / width - (height > 0 ? (p.Inertia - last.Inertia) / height : 1);
        return points.Skip(1).MaxBy(Below)!.Clusters;
    }

    private static string Reason(int elbow, ClusterCountPoint best, double? atElbow, int suggested)
    {
        static string Number(double? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "undefined";
        var reason =
            elbow == best.Clusters
                ? $"{elbow} clusters: more of them hardly lower the inertia, and the silhouette is best there ({Number(best.Silhouette)})."
            : suggested == elbow
                ? $"{elbow} clusters: more of them hardly lower the inertia, and the silhouette ({Number(atElbow)}) is nearly as good as "
                    + $"the best ({Number(best.Silhouette)} with {best.Clusters})."
            : $"{best.Clusters} clusters: the silhouette is best there ({Number(best.Silhouette)}); {elbow}, where the inertia curve bends, "
                + $"separates worse ({Number(atElbow)}).";
        return best.Silhouette <= NoStructure
            ? reason + " The groups overlap a lot: take them as a convenient cut, not as natural groups."
            : reason;
    }
}
