using Core.Customers;
using Core.Estimators;

namespace Core.Segments;

/// <summary>Labels rows by the nearest of k centers (Euclidean; the first of equally near ones). Can be saved as JSON.</summary>
/// <param name="Names">p column names.</param>
/// <param name="Centers">k × p, finite.</param>
public sealed record NearestCenters(IReadOnlyList<string> Names, double[][] Centers)
{
    /// <param name="rows">m × p with the same columns in the same order and scale.</param>
    /// <returns>m labels, 0 … k − 1.</returns>
    /// <exception cref="ArgumentException">The columns differ or a value is not finite.</exception>
    public int[] Assign(FeatureMatrix rows)
    {
        FiniteData.RequireSameColumns(Names, rows, nameof(NearestCenters));
        FiniteData.Require(rows, 0, nameof(NearestCenters));
        var labels = new int[rows.Rows];
        double[] shift = [.. Enumerable.Range(0, rows.Columns).Select(c => Centers.Average(center => center[c]))];
        var search = new NearestCenterSearch(Centers, shift);
        new RowChunks(rows.Rows).ForEach((_, start, end) => search.Label(rows, start, end, labels.AsSpan(start, end - start)));
        return labels;
    }
}
