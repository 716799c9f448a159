namespace Core.Segments;

/// <summary>Recency scores and sums of the frequency and the monetary score (2 … 10) that belong to a segment; both ends inclusive.</summary>
public sealed record RfmRange(int MinRecency, int MaxRecency, int MinFrequencyPlusMonetary, int MaxFrequencyPlusMonetary)
{
    public bool Contains(RfmScore score)
    {
        var sum = score.Frequency + score.Monetary;
        return score.Recency >= MinRecency
            && score.Recency <= MaxRecency
            && sum >= MinFrequencyPlusMonetary
            && sum <= MaxFrequencyPlusMonetary;
    }
}

/// <summary>One of the eleven usual RFM segments. Each of the 125 combinations of scores belongs to exactly one.</summary>
/// <param name="Key">For addresses and files, kebab-case.</param>
/// <param name="Name">For people.</param>
/// <param name="Description">Who they are, one sentence.</param>
/// <param name="Suggestion">What to do, one sentence.</param>
/// <param name="Ranges">The scores that belong to it.</param>
public sealed record RfmSegment(string Key, string Name, string Description, string Suggestion, IReadOnlyList<RfmRange> Ranges)
{
    /// <summary>All eleven, best first.</summary>
    public static IReadOnlyList<RfmSegment> All { get; } =
    [
        new(
            "champions",
            "Champions",
            "They bought recently, order often and spend the most.",
            "Reward them, show them new products first and ask them for reviews.",
            [new(4, 5, 8, 10)]
        ),
        new(
            "loyal-customers",
            "Loyal customers",
            "They order regularly and spend well.",
            "Offer a loyalty programme and products that go with what they buy.",
            [new(3, 3, 7, 10), new(4, 5, 7, 7)]
        ),
        new(
            "potential-loyalists",
            "Potential loyalists",
            "They bought recently and have come back at least once or spent a fair amount.",
            "Recommend related products and invite them to the loyalty programme.",
            [new(4, 5, 4, 6)]
        ),
        new(
            "new-customers",
            "New customers",
            "They bought very recently, but not often and not much yet.",
            "Welcome them, help them get started and give a reason for the second order.",
            [new(5, 5, 2, 3)]
        ),
        new(
            "promising",
            "Promising",
            "They bought fairly recently, but have spent little so far.",
            "Keep the brand in mind with useful content and a small offer.",
            [new(4, 4, 2, 3)]
        ),
        new(
            "need-attention",
            "Need attention",
            "They are about average in everything and have not been seen for a while.",
            "Make a limited-time offer based on what they bought before.",
            [new(3, 3, 4, 6)]
        ),
        new(
            "about-to-sleep",
            "About to sleep",
            "They bought little and seldom, and their last order was some time ago.",
            "Show popular products at a good price before they forget you.",
            [new(3, 3, 2, 3)]
        ),
        new(
            "cant-lose-them",
            "Can't lose them",
            "They used to order most often and spend the most, and have stopped.",
            "Win them back in person: call or write, and ask what went wrong.",
            [new(1, 2, 9, 10)]
        ),
        new(
            "at-risk",
            "At risk",
            "They used to order and spend well, but long ago.",
            "Send a personal message with a good reason to return.",
            [new(1, 2, 6, 8)]
        ),
        new(
            "hibernating",
            "Hibernating",
            "They ordered seldom, spent little and have not been back for long.",
            "Offer something relevant now and then; don't spend much on them.",
            [new(2, 2, 2, 5)]
        ),
        new(
            "lost",
            "Lost",
            "They ordered seldom, spent little, and that was the longest ago of all.",
            "Try one last campaign, then leave them alone.",
            [new(1, 1, 2, 5)]
        ),
    ];

    /// <exception cref="ArgumentOutOfRangeException">A score is outside 1 … 5.</exception>
    public static RfmSegment Of(RfmScore score) =>
        All.FirstOrDefault(s => s.Contains(score))
        ?? throw new ArgumentOutOfRangeException(nameof(score), score, "Each score of RfmScore must be between 1 and 5.");

    public bool Contains(RfmScore score) =>
        Math.Min(score.Frequency, score.Monetary) >= 1
        && Math.Max(score.Frequency, score.Monetary) <= 5
        && Ranges.Any(r => r.Contains(score));
}
