using Core.Estimators;

namespace Core.Segments;

/// <summary>What a group of customers looks like in one feature. Figures are null when no value is there.</summary>
/// <param name="Feature">Name of the column.</param>
/// <param name="Count">Values that are there.</param>
/// <param name="Missing">Values that are not (NaN).</param>
/// <param name="Mean">Arithmetic mean.</param>
/// <param name="Median">Quantile of type 7, as the quartiles.</param>
/// <param name="Q1">First quartile.</param>
/// <param name="Q3">Third quartile.</param>
/// <param name="Min">Smallest value.</param>
/// <param name="Max">Largest value.</param>
/// <param name="StandardDeviation">Of the sample (n − 1); null below two values.</param>
public sealed record FeatureSummary(
    string Feature,
    int Count,
    int Missing,
    double? Mean,
    double? Median,
    double? Q1,
    double? Q3,
    double? Min,
    double? Max,
    double? StandardDeviation
)
{
    /// <summary>The summary of these values; NaN means missing.</summary>
    public static FeatureSummary Of(string feature, ReadOnlySpan<double> values)
    {
        var known = Quantile.Known(values);
        if (known.Length == 0)
        {
            return new FeatureSummary(feature, 0, values.Length, null, null, null, null, null, null, null);
        }
        var mean = known.Average();
        var deviation = known.Length > 1 ? Math.Sqrt(Simd.SquaredDifferences(known, mean) / (known.Length - 1)) : (double?)null;
        return new FeatureSummary(
            feature,
            known.Length,
            values.Length - known.Length,
            mean,
            Quantile.Of(known, 0.5),
            Quantile.Of(known, 0.25),
            Quantile.Of(known, 0.75),
            known.Min(),
            known.Max(),
            deviation
        );
    }
}
