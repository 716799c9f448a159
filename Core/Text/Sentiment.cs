namespace Core.Text;

/// <summary>Which way a text leans.</summary>
public enum SentimentLabel
{
    Negative = -1,
    Neutral = 0,
    Positive = 1,
}

/// <param name="Negative">Share of the text that is negative, in [0, 1], to 3 digits.</param>
/// <param name="Neutral">Share that is neutral. The three shares add up to 1 but for rounding; all are 0 for a text without words.</param>
/// <param name="Positive">Share that is positive.</param>
/// <param name="Compound">The whole, from −1 (most negative) to 1 (most positive), to 4 digits.</param>
public readonly record struct Sentiment(double Negative, double Neutral, double Positive, double Compound)
{
    /// <summary>From here on a text counts as positive, and from its negative down as negative: the cut that VADER's authors name.</summary>
    public const double Cut = 0.05;

    public SentimentLabel Label => LabelOf(Compound);

    public static SentimentLabel LabelOf(double compound) =>
        compound >= Cut ? SentimentLabel.Positive
        : compound <= -Cut ? SentimentLabel.Negative
        : SentimentLabel.Neutral;
}
