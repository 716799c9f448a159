using Core.Estimators;

namespace Core.Explore;

/// <summary>What a column looks like in figures. Those that need more values than there are, are null.</summary>
/// <param name="Count">Values that are there.</param>
/// <param name="Missing">Values that are not (NaN).</param>
/// <param name="Mean">Arithmetic mean; from one value on.</param>
/// <param name="StandardDeviation">Of the sample (n − 1); from two values on.</param>
/// <param name="Min">Smallest value.</param>
/// <param name="Q1">First quartile, type 7.</param>
/// <param name="Median">Second quartile.</param>
/// <param name="Q3">Third quartile.</param>
/// <param name="Max">Largest value.</param>
/// <param name="Skewness">
/// Adjusted Fisher–Pearson coefficient G₁: 0 where both sides are alike, above 0 with a long tail to the right; from three values on, and
/// only where values differ. Source: Joanes and Gill, "Comparing measures of sample skewness and kurtosis", The Statistician 47(1), 1998.
/// </param>
public sealed record ColumnSummary(
    long Count,
    long Missing,
    double? Mean,
    double? StandardDeviation,
    double? Min,
    double? Q1,
    double? Median,
    double? Q3,
    double? Max,
    double? Skewness
)
{
    /// <summary>In [0, 1]; 0 where there are no rows.</summary>
    public double MissingShare => Count + Missing == 0 ? 0 : (double)Missing / (Count + Missing);

    /// <summary>Q3 − Q1.</summary>
    public double? InterquartileRange => Q3 - Q1;

    /// <param name="values">n ≥ 0 values; NaN means missing.</param>
    /// <exception cref="ArgumentException">A value is infinite.</exception>
    public static ColumnSummary Of(ReadOnlySpan<double> values)
    {
        var sorted = KnownValues.Sorted(values, nameof(ColumnSummary));
        if (sorted.Length == 0)
        {
            return new ColumnSummary(0, values.Length, null, null, null, null, null, null, null, null);
        }
        var mean = sorted.Average();
        var squares = Simd.SquaredDifferences(sorted, mean);
        return new ColumnSummary(
            sorted.Length,
            values.Length - sorted.Length,
            mean,
            sorted.Length > 1 ? Math.Sqrt(squares / (sorted.Length - 1)) : null,
            sorted[0],
            Quantile.OfSorted(sorted, 0.25),
            Quantile.OfSorted(sorted, 0.5),
            Quantile.OfSorted(sorted, 0.75),
            sorted[^1],
            SkewnessOf(sorted, mean, squares)
        );
    }

    private static double? SkewnessOf(double[] values, double mean, double squares)
    {
        double n = values.Length;
        // Equal values may leave a trace of rounding in the mean.
        if (n < 3 || values[^1] == values[0])
        {
            return null;
        }
        var cubes = 0.0;
        foreach (var value in values)
        {
            var off = value - mean;
            cubes += off * off * off;
        }
        return Math.Sqrt(n * (n - 1)) / (n - 2) * (cubes / n) / Math.Pow(squares / n, 1.5);
    }
}
