namespace Core.Explore;

/// <summary>The correlations of p columns, each over the rows that know both (pairwise deletion).</summary>
/// <param name="Coefficients">p × p, symmetric; NaN where a column does not vary or fewer than two rows know both. 1 on the diagonal.</param>
/// <param name="Pairs">p × p: over how many rows each was computed.</param>
public sealed record CorrelationMatrix(double[,] Coefficients, int[,] Pairs)
{
    /// <param name="columns">p columns of n values; NaN means missing.</param>
    /// <param name="method">Default: Pearson's.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ArgumentException">The columns differ in length, or a value is infinite.</exception>
    public static CorrelationMatrix Of(
        IReadOnlyList<double[]> columns,
        CorrelationMethod method = CorrelationMethod.Pearson,
        CancellationToken cancellation = default
    )
    {
        // Where nothing is missing, the ranks of a column are the same in every pair.
        double[][]? ranks =
            method == CorrelationMethod.Spearman && columns.All(c => !c.AsSpan().Contains(double.NaN))
                ? [.. columns.Select(Correlation.Ranks)]
                : null;
        var (coefficients, pairs) = (new double[columns.Count, columns.Count], new int[columns.Count, columns.Count]);
        for (var i = 0; i < columns.Count; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                cancellation.ThrowIfCancellationRequested();
                var correlation = ranks is null ? Correlation.Of(columns[i], columns[j], method) : Correlation.Of(ranks[i], ranks[j]);
                coefficients[i, j] = coefficients[j, i] = correlation.Coefficient;
                pairs[i, j] = pairs[j, i] = correlation.Pairs;
            }
        }
        return new CorrelationMatrix(coefficients, pairs);
    }
}
