using Core.Estimators;

namespace Core.Explore;

/// <summary>A box plot in numbers: whiskers end at the last value within 1.5 interquartile ranges of the box (Tukey 1977, chapter 2).</summary>
/// <param name="Count">Values that are there.</param>
/// <param name="LowerWhisker">Smallest value not below Q1 − 1.5 (Q3 − Q1).</param>
/// <param name="Q1">First quartile, type 7.</param>
/// <param name="Median">Second quartile.</param>
/// <param name="Q3">Third quartile.</param>
/// <param name="UpperWhisker">Largest value not above Q3 + 1.5 (Q3 − Q1).</param>
/// <param name="Mean">Arithmetic mean.</param>
/// <param name="OutliersBelow">Values below the lower whisker.</param>
/// <param name="OutliersAbove">Values above the upper whisker.</param>
public sealed record BoxSummary(
    int Count,
    double LowerWhisker,
    double Q1,
    double Median,
    double Q3,
    double UpperWhisker,
    double Mean,
    int OutliersBelow,
    int OutliersAbove
)
{
    private const double Reach = 1.5;

    /// <returns>The summary; null when every value is missing (NaN).</returns>
    public static BoxSummary? Of(ReadOnlySpan<double> values)
    {
        var sorted = Quantile.Sorted(values);
        if (sorted.Length == 0)
        {
            return null;
        }
        var (q1, q3) = (Quantile.OfSorted(sorted, 0.25), Quantile.OfSorted(sorted, 0.75));
        var (low, high) = (q1 - Reach * (q3 - q1), q3 + Reach * (q3 - q1));
        var first = Array.FindIndex(sorted, v => v >= low);
        var last = Array.FindLastIndex(sorted, v => v <= high);
        return new BoxSummary(
            sorted.Length,
            sorted[first],
            q1,
            Quantile.OfSorted(sorted, 0.5),
            q3,
            sorted[last],
            sorted.Average(),
            first,
            sorted.Length - 1 - last
        );
    }
}
