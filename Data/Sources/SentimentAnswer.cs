using System.Globalization;
using System.Text.Json;
using Core.Text;

namespace Data.Sources;

/// <summary>
/// Labels and scores of a text-classification model as a sentiment. Known labels: positive, negative, neutral (any case, also pos, neg,
/// neu); LABEL_0 … where all of two or three are given (negative, [neutral,] positive); "1 star" … "5 stars".
/// </summary>
internal static class SentimentAnswer
{
    /// <param name="answer">One list of labels for each text, or only the likeliest label for each.</param>
    /// <param name="texts">How many texts were asked about.</param>
    /// <exception cref="FormatException">It is something else, or a label is not known.</exception>
    public static Sentiment[] Read(JsonElement answer, int texts)
    {
        if (answer.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException("Its answer must be a list with a label and a score for each text.");
        }
        var parts = answer.EnumerateArray().ToArray();
        var readings =
            parts.All(p => p.ValueKind == JsonValueKind.Array) ? [.. parts.Select(p => Labels([.. p.EnumerateArray()]))]
            : texts == 1 ? [Labels(parts)]
            : parts.Select(p => Labels([p])).ToArray();
        return readings.Length == texts
            ? [.. readings.Select(Sentiment)]
            : throw new FormatException($"Its answer must have one entry for each of {texts} texts. Got {readings.Length} instead.");
    }

    private static (string Label, double Score)[] Labels(JsonElement[] labels) =>
        [
            .. labels.Select(l =>
                l.ValueKind == JsonValueKind.Object
                && l.TryGetProperty("label", out var label)
                && label.ValueKind == JsonValueKind.String
                && l.TryGetProperty("score", out var score)
                && score.ValueKind == JsonValueKind.Number
                && score.GetDouble() is >= 0 and <= 1
                    ? (label.GetString()!.Trim().ToLowerInvariant(), score.GetDouble())
                    : throw new FormatException("Its answer must hold objects with a label and a score between 0 and 1.")
            ),
        ];

    private static Sentiment Sentiment((string Label, double Score)[] labels)
    {
        if (labels.Length == 0)
        {
            throw new FormatException("Its answer must have a label for each text. Got none instead.");
        }
        double negative = 0,
            neutral = 0,
            positive = 0,
            compound = 0;
        foreach (var (label, score) in labels)
        {
            var leaning = Leaning(label, labels.Length);
            compound += leaning * score;
            negative += leaning < 0 ? score : 0;
            neutral += leaning == 0 ? score : 0;
            positive += leaning > 0 ? score : 0;
        }
        return new Sentiment(
            Math.Round(negative, 3),
            Math.Round(neutral, 3),
            Math.Round(positive, 3),
            Math.Round(Math.Clamp(compound, -1, 1), 4)
        );
    }

    /// <summary>From −1 to 1.</summary>
    private static double Leaning(string label, int labels) =>
        (label, labels) switch
        {
            ("negative" or "neg", _) or ("label_0", 2 or 3) => -1,
            ("neutral" or "neu", _) or ("label_1", 3) => 0,
            ("positive" or "pos", _) or ("label_1", 2) or ("label_2", 3) => 1,
            _ when Stars(label) is { } stars => (stars - 3) / 2.0,
            _ => throw new FormatException(
                $"Its labels must be positive, negative and neutral, LABEL_0 to LABEL_2, or 1 to 5 stars. Got '{label}' instead."
            ),
        };

    private static int? Stars(string label)
    {
        var words = label.Split(' ');
        return
            words is [var number, "star" or "stars"]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var stars)
            && stars is >= 1 and <= 5
            ? stars
            : null;
    }
}
