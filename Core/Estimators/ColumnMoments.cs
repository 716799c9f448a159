using Core.Customers;

namespace Core.Estimators;

/// <summary>Means and population variances of p columns, and the check that every value is finite, in one pass over the data.</summary>
/// <param name="Means">p means.</param>
/// <param name="Variances">p variances (over n).</param>
internal sealed record ColumnMoments(double[] Means, double[] Variances)
{
    /// <exception cref="ArgumentException">Too few rows, no column, or a value that is not finite.</exception>
    public static ColumnMoments Of(FeatureMatrix data, int atLeastRows, string caller, CancellationToken cancellation)
    {
        FiniteData.RequireShape(data, atLeastRows, caller);
        var chunks = new RowChunks(data.Rows);
        var (sums, squares) = (new double[chunks.Count][], new double[chunks.Count][]);
        chunks.ForEach(
            (chunk, start, end) =>
            {
                (sums[chunk], squares[chunk]) = (new double[data.Columns], new double[data.Columns]);
                for (var c = 0; c < data.Columns; c++)
                {
                    // About the first value, so that large means cost no digits.
                    var column = data.Column(c);
                    (sums[chunk][c], squares[chunk][c]) = Simd.ShiftedMoments(column[start..end], column[0]);
                }
            },
            cancellation
        );
        var (means, variances) = (new double[data.Columns], new double[data.Columns]);
        for (var c = 0; c < data.Columns; c++)
        {
            var (sum, square) = (sums.Sum(s => s[c]), squares.Sum(s => s[c]));
            if (!double.IsFinite(square))
            {
                // NaN and infinities end here; so do squares beyond 10^308, which are no fault of the data.
                Guard.Finite(data.Column(c), data.Names[c], caller);
            }
            means[c] = data.Column(c)[0] + sum / data.Rows;
            variances[c] = Math.Max(0, square / data.Rows - sum / data.Rows * (sum / data.Rows));
        }
        return new ColumnMoments(means, variances);
    }
}
