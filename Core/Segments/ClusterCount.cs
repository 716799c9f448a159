using System.Globalization;
using Core.Customers;
using Core.Estimators;
using Core.Segments.Mixture;

namespace Core.Segments;

/// <param name="MaxClusters">Largest k tried, at least 2; never more than n − 1. Default 10.</param>
/// <param name="Starts">k-means starts for each k, at least 1. Default 5.</param>
/// <param name="SilhouetteRows">Rows that silhouettes are taken from, at least 2. Default 5 000.</param>
/// <param name="GapReferences">Sets without clusters for the gap statistic, at least 2, or 0 for none of it. Default 20.</param>
/// <param name="GapRows">Above this many rows the gap statistic is that of a random sample of this size; at least 3. Default 2 000.</param>
/// <param name="BicRows">Above this many rows the BIC is that of a random sample of this size; at least 2, or 0 for none of it. Default 10 000.</param>
public sealed record ClusterCountOptions(
    int MaxClusters = 10,
    int Starts = 5,
    int SilhouetteRows = 5_000,
    int GapReferences = 20,
    int GapRows = 2_000,
    int BicRows = 10_000
);

/// <param name="Clusters">k, from 1 up.</param>
/// <param name="Inertia">Of the best k-means with k clusters.</param>
/// <param name="Silhouette">Its mean silhouette; null for k = 1 and where it is not defined.</param>
/// <param name="Gap">Gap statistic, higher is better; null where it was not taken or is not defined (see <see cref="GapStatistic"/>).</param>
/// <param name="GapStandardError">Of the gap.</param>
/// <param name="Bic">
/// Of a Gaussian mixture with k full covariances, lower is better; null where it was not taken or a component does not vary in some
/// direction, so that its likelihood says nothing.
/// </param>
public sealed record ClusterCountPoint(
    int Clusters,
    double Inertia,
    double? Silhouette,
    double? Gap = null,
    double? GapStandardError = null,
    double? Bic = null
);

/// <param name="Points">One per k, ascending.</param>
/// <param name="Elbow">k where the inertia curve bends most.</param>
/// <param name="BestSilhouette">k with the highest silhouette.</param>
/// <param name="Suggested">One of the two.</param>
/// <param name="Reason">Why, in one to three sentences.</param>
/// <param name="BestGap">k by the rule of one standard error of the gap statistic; may be 1. Null where it was not taken.</param>
/// <param name="BestBic">k with the lowest BIC; may be 1. Null where it was not taken.</param>
public sealed record ClusterCountSuggestion(
    IReadOnlyList<ClusterCountPoint> Points,
    int Elbow,
    int BestSilhouette,
    int Suggested,
    string Reason,
    int? BestGap = null,
    int? BestBic = null
);

/// <summary>
/// How many clusters to ask for. The elbow is the point of the inertia curve farthest from the chord between its ends (Satopää et al.,
/// "Finding a kneedle in a haystack", ICDCS Workshops 2011, section III); the other opinion is the highest mean silhouette. The gap statistic
/// and the BIC of a mixture are given beside them: both can say 1, and the BIC counts bell shapes, of which a long-tailed group needs several.
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
        Guard.Range(options.GapReferences, 0, int.MaxValue, nameof(ClusterCount));
        Guard.Range(options.GapRows, 3, int.MaxValue, nameof(ClusterCount));
        Guard.Range(options.BicRows, 0, int.MaxValue, nameof(ClusterCount));
        FiniteData.Require(data, 3, nameof(ClusterCount), cancellation);
        var most = Math.Min(options.MaxClusters, data.Rows - 1);
        var points = new List<ClusterCountPoint>();
        var gaps = Gaps(data, options, most, seed, cancellation);
        var forBic = options.BicRows > 0 ? Sample(data, Math.Max(options.BicRows, 2), seed) : null;
        for (var k = 1; k <= most; k++)
        {
            var fitted = KMeans.Fit(data, new KMeansOptions(k, k == 1 ? 1 : options.Starts), seed, null, cancellation);
            var quality = new ClusterQualityOptions(options.SilhouetteRows);
            var silhouette = k == 1 ? null : ClusterQuality.Measure(data, fitted.Labels, quality, seed, cancellation).Silhouette;
            var gap = gaps?.FirstOrDefault(g => g.Clusters == k);
            var bic = forBic is null || k > forBic.Rows ? null : Bic(forBic, k, seed, cancellation);
            points.Add(new ClusterCountPoint(k, fitted.Inertia, silhouette, gap?.Gap, gap?.StandardError, bic));
            progress?.Report(new Progress((double)k / most, $"{k} of {most} clusters tried"));
        }
        return Decide(points);
    }

    private static IReadOnlyList<GapPoint>? Gaps(
        FeatureMatrix data,
        ClusterCountOptions options,
        int most,
        ulong seed,
        CancellationToken cancellation
    )
    {
        if (options.GapReferences == 0)
        {
            return null;
        }
        const int starts = 3;
        var rows = Sample(data, options.GapRows, seed);
        return GapStatistic.Curve(rows, Math.Min(most, rows.Rows - 1), Math.Max(2, options.GapReferences), starts, seed, cancellation);
    }

    private static double? Bic(FeatureMatrix rows, int clusters, ulong seed, CancellationToken cancellation)
    {
        var fitted = GaussianMixture.Fit(rows, new GaussianMixtureOptions(clusters), seed, null, cancellation);
        return fitted.SingularComponents.Count == 0 ? fitted.Bic : null;
    }

    private static FeatureMatrix Sample(FeatureMatrix data, int rows, ulong seed) =>
        data.Rows <= rows ? data : data.TakeRows(new SeededRandom(seed).Sample(data.Rows, rows));

    /// <summary>The suggestion for curves computed before.</summary>
    /// <param name="points">k = 1, 2, … ascending; at least two.</param>
    public static ClusterCountSuggestion Decide(IReadOnlyList<ClusterCountPoint> points)
    {
        Guard.Rows(points.Count, 2, nameof(ClusterCount));
        var elbow = Elbow(points);
        var best = points.Where(p => p.Silhouette is not null).MaxBy(p => p.Silhouette) ?? points[1];
        var atElbow = points.First(p => p.Clusters == elbow).Silhouette;
        var suggested = atElbow >= best.Silhouette - NearlyAsGood ? elbow : best.Clusters;
        var gaps = points.Where(p => p.Gap is not null).Select(p => new GapPoint(p.Clusters, p.Gap, p.GapStandardError ?? 0));
        var bestGap = GapStatistic.Choose([.. gaps]);
        var bestBic = points.Where(p => p.Bic is not null).MinBy(p => p.Bic)?.Clusters;
        var reason = Reason(elbow, best, atElbow, suggested) + Others(bestGap, bestBic);
        return new ClusterCountSuggestion(points, elbow, best.Clusters, suggested, reason, bestGap, bestBic);
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

    private static string Others(int? gap, int? bic) =>
        (gap, bic) switch
        {
            ({ } g, { } b) when g == b => $" The gap statistic and a mixture's BIC say {g}.",
            ({ } g, { } b) => $" The gap statistic says {g}, a mixture's BIC {b}.",
            ({ } g, null) => $" The gap statistic says {g}.",
            (null, { } b) => $" A mixture's BIC says {b}.",
            _ => "",
        };

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
