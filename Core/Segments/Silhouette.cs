using System.Numerics;
using Core.Customers;
using Core.Estimators;

namespace Core.Segments;

/// <summary>
/// Silhouettes: for each row (b − a) / max(a, b), where a is its mean distance to its own cluster and b to the nearest other one; 0 when it
/// is alone. In [−1, 1]. O(n² p) time and O(n p) memory. Source: Rousseeuw, Journal of Computational and Applied Mathematics 20, 1987, section 2.
/// </summary>
public static class Silhouette
{
    // Above this many rows distances are taken in single precision: twice as fast, and the mean agrees to about 7 digits.
    private const int DoublePrecisionRows = 2000;

    /// <param name="data">n × p, finite.</param>
    /// <param name="labels">n labels; rows of noise (−1) are left out.</param>
    /// <param name="cancellation">Honoured between rows.</param>
    /// <returns>n silhouettes; NaN for noise, and for all when there are fewer than two clusters.</returns>
    /// <exception cref="ArgumentException">The lengths differ or a value is not finite.</exception>
    public static double[] Samples(FeatureMatrix data, IReadOnlyList<int> labels, CancellationToken cancellation = default)
    {
        FiniteData.Require(data, 1, nameof(Silhouette), cancellation);
        var clusters = new LabelledRows(labels, data.Rows);
        var silhouettes = new double[data.Rows];
        Array.Fill(silhouettes, double.NaN);
        if (clusters.Count < 2)
        {
            return silhouettes;
        }
        if (clusters.SortedRows.Length > DoublePrecisionRows)
        {
            Fill<float>(data, clusters, silhouettes, cancellation);
        }
        else
        {
            Fill<double>(data, clusters, silhouettes, cancellation);
        }
        return silhouettes;
    }

    /// <summary>Silhouettes from dissimilarities instead of features.</summary>
    /// <param name="distances">n × n, symmetric, at least 0.</param>
    /// <param name="labels">n labels; −1 is noise.</param>
    public static double[] Samples(double[][] distances, IReadOnlyList<int> labels)
    {
        var clusters = new LabelledRows(labels, distances.Length);
        var silhouettes = new double[distances.Length];
        Array.Fill(silhouettes, double.NaN);
        for (var i = 0; i < clusters.SortedRows.Length && clusters.Count >= 2; i++)
        {
            var row = distances[clusters.SortedRows[i]];
            var sums = new double[clusters.Count];
            for (var k = 0; k < sums.Length; k++)
            {
                sums[k] = clusters.Rows(k).Sum(other => row[other]);
            }
            silhouettes[clusters.SortedRows[i]] = One(sums, clusters.ClusterAt(i), clusters);
        }
        return silhouettes;
    }

    private static void Fill<T>(FeatureMatrix data, LabelledRows clusters, double[] silhouettes, CancellationToken cancellation)
        where T : unmanaged, INumber<T>
    {
        var distances = new ClusterDistanceSums<T>(data, clusters.SortedRows, clusters.Starts);
        const int group = ClusterDistanceSums<T>.Group;
        new RowChunks(clusters.SortedRows.Length, leastRows: 64).ForEach(
            (_, start, end) =>
            {
                var sums = new double[group * clusters.Count];
                for (var i = start; i < end; i += group)
                {
                    cancellation.ThrowIfCancellationRequested();
                    distances.Compute(i, sums);
                    for (var g = 0; g < group && i + g < end; g++)
                    {
                        var own = sums.AsSpan(g * clusters.Count, clusters.Count);
                        silhouettes[clusters.SortedRows[i + g]] = One(own, clusters.ClusterAt(i + g), clusters);
                    }
                }
            },
            cancellation
        );
    }

    private static double One(ReadOnlySpan<double> sums, int cluster, LabelledRows clusters)
    {
        if (clusters.Size(cluster) == 1)
        {
            return 0;
        }
        var inside = sums[cluster] / (clusters.Size(cluster) - 1);
        var outside = double.PositiveInfinity;
        for (var k = 0; k < sums.Length; k++)
        {
            if (k != cluster)
            {
                outside = Math.Min(outside, sums[k] / clusters.Size(k));
            }
        }
        var larger = Math.Max(inside, outside);
        return larger > 0 ? (outside - inside) / larger : 0;
    }
}
