using Core.Estimators;

namespace Core.Segments;

/// <summary>What each score counts in the total: a mean of the three scores, so 1 … 5 whatever the weights.</summary>
/// <param name="Recency">At least 0, finite. Default 1.</param>
/// <param name="Frequency">At least 0, finite. Default 1.</param>
/// <param name="Monetary">At least 0, finite. Default 1.</param>
public sealed record RfmWeights(double Recency = 1, double Frequency = 1, double Monetary = 1)
{
    private const double BinWidth = 0.25;

    /// <summary>Checks weights that a person edited.</summary>
    /// <exception cref="ArgumentException">One is negative or not finite, or all are 0.</exception>
    public RfmWeights Validated()
    {
        Guard.Range(Recency, 0, double.MaxValue, nameof(RfmWeights));
        Guard.Range(Frequency, 0, double.MaxValue, nameof(RfmWeights));
        Guard.Range(Monetary, 0, double.MaxValue, nameof(RfmWeights));
        return Recency + Frequency + Monetary is > 0 and < double.PositiveInfinity
            ? this
            : throw new ArgumentException(
                FormattableString.Invariant(
                    $"The {nameof(RfmWeights)} must add up to a finite number above 0. Got {Recency}, {Frequency} and {Monetary} instead."
                )
            );
    }

    /// <summary>The weighted mean of the scores, 1 … 5.</summary>
    public double Total(RfmScore score) =>
        (Recency * score.Recency + Frequency * score.Frequency + Monetary * score.Monetary) / (Recency + Frequency + Monetary);

    /// <summary>How the weighted totals are distributed, in bins of a quarter.</summary>
    /// <exception cref="ArgumentException">The weights are not valid.</exception>
    public ScoreDistribution Distribution(IEnumerable<RfmScore> scores)
    {
        Validated();
        // A mean of threes and ones may end a rounding below 1 or above 5.
        return ScoreDistribution.Of([.. scores.Select(s => Math.Clamp(Total(s), 1, 5))], 1, 5, BinWidth);
    }
}
