using Core.Estimators;

namespace Core.Segments;

/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive, but inclusive in the last bin; equal to <paramref name="From"/> where totals are whole numbers.</param>
/// <param name="Count">Customers.</param>
/// <param name="Share">Of all customers, in [0, 1].</param>
public sealed record ScoreBin(double From, double To, int Count, double Share);

/// <summary>How many customers have which total score. Figures are null when there are no customers.</summary>
/// <param name="Bins">From the least to the most possible total, empty ones too.</param>
/// <param name="Mean">Arithmetic mean.</param>
/// <param name="Median">Quantile of type 7, as the quartiles.</param>
/// <param name="Q1">First quartile.</param>
/// <param name="Q3">Third quartile.</param>
/// <param name="StandardDeviation">Of the sample (n − 1); null below two customers.</param>
public sealed record ScoreDistribution(
    IReadOnlyList<ScoreBin> Bins,
    double? Mean,
    double? Median,
    double? Q1,
    double? Q3,
    double? StandardDeviation
)
{
    private const int MostBins = 10_000;

    /// <param name="totals">n scores between the two ends.</param>
    /// <param name="least">The least possible total.</param>
    /// <param name="most">The most possible total.</param>
    /// <param name="width">Of a bin, above 0. With whole ends and width 1 each whole number has a bin of its own.</param>
    /// <exception cref="ArgumentException">A total is outside the ends, or the ends or the width make no bins.</exception>
    public static ScoreDistribution Of(ReadOnlySpan<double> totals, double least, double most, double width)
    {
        if (!(most >= least) || !(width > 0) || !((most - least) / width < MostBins))
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"The bins of {nameof(ScoreDistribution)} must be at most {MostBins} from a least to a most total. Got {least} to {most} by {width} instead."
                )
            );
        }
        var whole = width == 1 && double.IsInteger(least) && double.IsInteger(most);
        var bins = whole ? (int)(most - least) + 1 : Math.Max(1, (int)Math.Ceiling((most - least) / width - 1e-9));
        var counts = new int[bins];
        foreach (var total in totals)
        {
            Guard.Range(total, least, most, nameof(ScoreDistribution));
            counts[Math.Min(bins - 1, (int)((total - least) / width + 1e-9))]++;
        }
        var summary = FeatureSummary.Of("total", totals);
        var n = totals.Length;
        return new ScoreDistribution(
            [
                .. counts.Select(
                    (count, b) =>
                    {
                        var from = least + b * width;
                        return new ScoreBin(from, whole ? from : Math.Min(most, from + width), count, n == 0 ? 0 : (double)count / n);
                    }
                ),
            ],
            summary.Mean,
            summary.Median,
            summary.Q1,
            summary.Q3,
            summary.StandardDeviation
        );
    }
}
