using Core.Estimators;

namespace Core.Explore;

/// <summary>
/// Outliers by Tukey's fences: beyond 1.5 interquartile ranges from the box, and "far out" beyond 3. Source: Tukey, "Exploratory Data
/// Analysis", 1977, section 2E. A rule of thumb, no test: of normally distributed values 0.7 % lie beyond, of skewed ones many more.
/// </summary>
/// <param name="Lower">Q1 − 1.5 (Q3 − Q1).</param>
/// <param name="Upper">Q3 + 1.5 (Q3 − Q1).</param>
/// <param name="Count">Values that are there.</param>
/// <param name="Below">Values below the lower fence.</param>
/// <param name="Above">Values above the upper fence.</param>
/// <param name="FarOut">Values beyond 3 interquartile ranges, on both sides; they are among those counted before.</param>
/// <param name="Examples">Outliers to draw, ascending, at most as many as asked for: evenly by rank, with the most extreme of each side.</param>
public sealed record TukeyFences(double Lower, double Upper, int Count, int Below, int Above, int FarOut, IReadOnlyList<double> Examples)
{
    private const double Inner = 1.5,
        Outer = 3;

    /// <summary>Of the values that are there, in [0, 1].</summary>
    public double OutlierShare => (double)(Below + Above) / Count;

    /// <param name="values">NaN means missing.</param>
    /// <param name="mostExamples">At least 0. Default 100.</param>
    /// <returns>Null when every value is missing.</returns>
    /// <exception cref="ArgumentException">A value is infinite.</exception>
    public static TukeyFences? Of(ReadOnlySpan<double> values, int mostExamples = 100)
    {
        Guard.Range(mostExamples, 0, int.MaxValue, nameof(TukeyFences));
        var sorted = KnownValues.Sorted(values, nameof(TukeyFences));
        if (sorted.Length == 0)
        {
            return null;
        }
        var (q1, q3) = (Quantile.OfSorted(sorted, 0.25), Quantile.OfSorted(sorted, 0.75));
        var range = q3 - q1;
        var (lower, upper) = (q1 - Inner * range, q3 + Inner * range);
        var below = sorted.Count(v => v < lower);
        var above = sorted.Count(v => v > upper);
        var farOut = sorted.Count(v => v < q1 - Outer * range || v > q3 + Outer * range);
        double[] outliers = [.. sorted[..below], .. sorted[(sorted.Length - above)..]];
        return new TukeyFences(lower, upper, sorted.Length, below, above, farOut, Thinned(outliers, mostExamples));
    }

    // Evenly by rank from the first to the last: only the most extreme ones would leave a gap beside the whiskers that is not there.
    private static double[] Thinned(double[] values, int most) =>
        values.Length <= most ? values
        : most == 1 ? [values.MaxBy(Math.Abs)]
        : [.. Enumerable.Range(0, most).Select(i => values[(long)i * (values.Length - 1) / (most - 1)])];
}
