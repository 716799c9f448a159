namespace Core.Segments;

/// <summary>Three scores from 1 (worst) to 5 (best).</summary>
/// <param name="Recency">5: bought most recently.</param>
/// <param name="Frequency">5: orders most often.</param>
/// <param name="Monetary">5: spends most.</param>
public readonly record struct RfmScore(int Recency, int Frequency, int Monetary)
{
    /// <summary>The usual three digits, as 343.</summary>
    public int Code => 100 * Recency + 10 * Frequency + Monetary;

    /// <summary>The three added up, 3 … 15.</summary>
    public int Total => Recency + Frequency + Monetary;

    /// <summary>How the totals are distributed: one bin for each of 3 … 15.</summary>
    public static ScoreDistribution Totals(IEnumerable<RfmScore> scores) =>
        ScoreDistribution.Of([.. scores.Select(s => (double)s.Total)], 3, 15, 1);

    /// <summary>The named segment that these scores belong to.</summary>
    public RfmSegment Segment => RfmSegment.Of(this);
}
