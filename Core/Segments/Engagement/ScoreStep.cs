using System.Globalization;
using System.Text.Json.Serialization;

namespace Core.Segments.Engagement;

/// <summary>How a value is held against the limit of a step.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ScoreBorder>))]
public enum ScoreBorder
{
    /// <summary>Equal to the limit.</summary>
    Exactly,

    /// <summary>Below the limit, the limit itself not.</summary>
    Below,

    /// <summary>Up to the limit, the limit itself too.</summary>
    UpTo,
}

/// <summary>One line of a table of points: a value that meets it, and met none before it, scores so many points.</summary>
/// <param name="Border">How the value is held against the limit.</param>
/// <param name="Limit">In the unit of the feature; finite.</param>
/// <param name="Points">0 … 100.</param>
public sealed record ScoreStep(ScoreBorder Border, double Limit, int Points)
{
    public bool Meets(double value) =>
        Border switch
        {
            ScoreBorder.Exactly => value == Limit,
            ScoreBorder.Below => value < Limit,
            _ => value <= Limit,
        };

    /// <summary>"below 2 → 1".</summary>
    public override string ToString()
    {
        var border = Border switch
        {
            ScoreBorder.Exactly => "exactly",
            ScoreBorder.Below => "below",
            _ => "up to",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{border} {Limit} → {Points}");
    }
}
