using Core.Customers;

namespace Core.Segments;

/// <summary>A cluster that lost all its rows takes the row farthest from its own center, as scikit-learn's _relocate_empty_clusters_dense.</summary>
internal static class EmptyClusters
{
    /// <param name="data">n × p.</param>
    /// <param name="means">p; sums are of rows less these.</param>
    /// <param name="weights">n, or null.</param>
    /// <param name="labels">n labels, left as they are: the next iteration finds the new ones.</param>
    /// <param name="old">k × p centers by which the labels were found.</param>
    /// <param name="sums">Changed: the far rows leave their clusters for the empty ones.</param>
    public static void Relocate(FeatureMatrix data, double[] means, double[]? weights, int[] labels, double[][] old, ClusterSums sums)
    {
        int[] empty = [.. Enumerable.Range(0, old.Length).Where(sums.IsEmpty)];
        var distances = new double[data.Rows];
        for (var j = 0; j < data.Columns; j++)
        {
            var column = data.Column(j);
            for (var row = 0; row < distances.Length; row++)
            {
                var difference = column[row] - old[labels[row]][j];
                distances[row] += difference * difference;
            }
        }
        // A row of weight 0 or on its center would leave the cluster as empty as it was.
        var farthest = Enumerable
            .Range(0, data.Rows)
            .Where(row => distances[row] > 0 && (weights is null || weights[row] > 0))
            .OrderByDescending(row => distances[row])
            .Take(empty.Length)
            .ToArray();
        foreach (var (cluster, row) in empty.Zip(farthest))
        {
            var values = new double[data.Columns];
            for (var j = 0; j < values.Length; j++)
            {
                values[j] = data.Column(j)[row] - means[j];
            }
            sums.Move(values, weights?[row] ?? 1, labels[row], cluster);
        }
    }
}
