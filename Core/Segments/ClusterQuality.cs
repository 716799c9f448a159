using Core.Customers;
using Core.Estimators;

namespace Core.Segments;

/// <param name="SilhouetteRows">Above this many rows silhouettes come from a random sample of this size, with a standard error; at least 2. Default 10 000.</param>
public sealed record ClusterQualityOptions(int SilhouetteRows = 10_000);

/// <summary>How well separated clusters are. Noise (−1) is left out of every figure. Figures are null where they are not defined.</summary>
/// <param name="Clusters">Clusters with at least one row.</param>
/// <param name="Rows">Rows in clusters.</param>
/// <param name="Noise">Rows labelled −1.</param>
/// <param name="Silhouette">Mean silhouette, in [−1, 1], higher is better; needs two clusters and more rows than clusters.</param>
/// <param name="SilhouetteStandardError">Of the mean when it comes from a sample; null when exact.</param>
/// <param name="SilhouetteByCluster">Mean silhouette by label 0, 1, …; null for a label without (sampled) rows.</param>
/// <param name="DaviesBouldin">At least 0, lower is better. Davies and Bouldin, IEEE PAMI 1(2), 1979.</param>
/// <param name="CalinskiHarabasz">Above 0, higher is better. Caliński and Harabasz, Communications in Statistics 3, 1974.</param>
/// <param name="Inertia">Σ of squared distances to the mean of the cluster.</param>
/// <param name="Dunn">
/// Smallest distance between two cluster means over the largest spread (twice the mean distance of a cluster's rows to its mean): above 0, higher is
/// better, above 1 no two clusters reach into each other on average. O(n p), unlike Dunn's own index. Source: Bezdek and Pal, "Some new indexes
/// of cluster validity", IEEE SMC-B 28(3), 1998, index ν₄₃.
/// </param>
public sealed record ClusterQuality(
    int Clusters,
    int Rows,
    int Noise,
    double? Silhouette,
    double? SilhouetteStandardError,
    IReadOnlyList<double?> SilhouetteByCluster,
    double? DaviesBouldin,
    double? CalinskiHarabasz,
    double Inertia,
    double? Dunn = null
)
{
    /// <param name="data">n × p as they were clustered (scaled), finite.</param>
    /// <param name="labels">n labels, −1 for noise.</param>
    /// <param name="options">The size of the sample.</param>
    /// <param name="seed">Chooses the sample.</param>
    /// <param name="cancellation">Honoured between rows.</param>
    /// <exception cref="ArgumentException">The lengths differ or a value is not finite.</exception>
    public static ClusterQuality Measure(
        FeatureMatrix data,
        IReadOnlyList<int> labels,
        ClusterQualityOptions options,
        ulong seed,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        Guard.Range(options.SilhouetteRows, 2, int.MaxValue, nameof(ClusterQuality));
        FiniteData.Require(data, 1, nameof(ClusterQuality), cancellation);
        var clusters = new LabelledRows(labels, data.Rows);
        var (rows, k) = (clusters.SortedRows.Length, clusters.Count);
        var spread = ClusterSpread.Of(data, clusters);
        var (mean, error, byCluster) = MeanSilhouette(data, labels, clusters, options, seed, cancellation);
        return new ClusterQuality(
            k,
            rows,
            data.Rows - rows,
            mean,
            error,
            byCluster,
            k < 2 ? null : spread.DaviesBouldin(),
            k < 2 || rows <= k || !(spread.Within > 0) ? null : spread.Between / (k - 1) / (spread.Within / (rows - k)),
            spread.Within,
            k < 2 ? null : spread.Dunn()
        );
    }

    private static (double? Mean, double? Error, double?[] ByCluster) MeanSilhouette(
        FeatureMatrix data,
        IReadOnlyList<int> labels,
        LabelledRows clusters,
        ClusterQualityOptions options,
        ulong seed,
        CancellationToken cancellation
    )
    {
        var byCluster = new double?[clusters.Count == 0 ? 0 : clusters.Labels[^1] + 1];
        if (clusters.Count < 2 || clusters.SortedRows.Length <= clusters.Count)
        {
            return (null, null, byCluster);
        }
        var sampled = clusters.SortedRows.Length > options.SilhouetteRows;
        int[] rows = sampled
            ? [.. new SeededRandom(seed).Sample(clusters.SortedRows.Length, options.SilhouetteRows).Select(i => clusters.SortedRows[i])]
            : clusters.SortedRows;
        int[] own = [.. rows.Select(row => labels[row])];
        var silhouettes = Segments.Silhouette.Samples(data.TakeRows(rows), own, cancellation);
        if (double.IsNaN(silhouettes[0]))
        {
            return (null, null, byCluster);
        }
        foreach (var group in own.Zip(silhouettes).GroupBy(s => s.First, s => s.Second))
        {
            byCluster[group.Key] = group.Average();
        }
        var mean = silhouettes.Average();
        var variance = silhouettes.Sum(s => (s - mean) * (s - mean)) / Math.Max(1, silhouettes.Length - 1);
        return (mean, sampled ? Math.Sqrt(variance / silhouettes.Length) : null, byCluster);
    }
}
