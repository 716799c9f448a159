using Core.Estimators;
using Core.Text;

namespace Core.Explore;

/// <summary>What is known of texts, for putting it into words.</summary>
/// <param name="Texts">All texts, n.</param>
/// <param name="Positive">Of them with a sentiment of at least 0.05.</param>
/// <param name="Negative">Of them with a sentiment of at most −0.05.</param>
/// <param name="Mean">Mean sentiment, −1 … 1.</param>
/// <param name="StandardDeviation">Of the sentiment (n − 1).</param>
/// <param name="Days">Texts a day, with the sum of their sentiment.</param>
/// <param name="Sources">Mean sentiment by source.</param>
/// <param name="Products">Mean sentiment by product.</param>
/// <param name="Segments">Mean sentiment by segment of the writers.</param>
/// <param name="TextsRead">Texts whose words were counted.</param>
/// <param name="Keywords">The most frequent words of those, without words that make a text positive or negative.</param>
/// <param name="PositiveRead">Positive ones among the texts read.</param>
/// <param name="NegativeRead">Negative ones among the texts read.</param>
/// <param name="Keyness">Which words tell positive texts (a) from negative ones (b), again without those that make them so.</param>
public sealed record TextFigures(
    long Texts,
    long Positive,
    long Negative,
    double Mean,
    double StandardDeviation,
    IReadOnlyList<DayTotal> Days,
    IReadOnlyList<GroupMean> Sources,
    IReadOnlyList<GroupMean> Products,
    IReadOnlyList<GroupMean> Segments,
    int TextsRead,
    IReadOnlyList<Keyword> Keywords,
    int PositiveRead,
    int NegativeRead,
    IReadOnlyList<KeyTerm> Keyness
);

/// <summary>One thing to know of texts.</summary>
/// <param name="Kind">mood, topics, praise, complaints, peak, trend, source, product or segment.</param>
/// <param name="Sentence">In words, with its numbers; *stars* mark names.</param>
/// <param name="Value">The number that it is about; its unit goes with the kind.</param>
/// <param name="Count">How many texts it rests on.</param>
/// <param name="Rows">Which texts are behind it: filters of the list of texts, by name.</param>
public sealed record TextFinding(string Kind, string Sentence, double Value, long Count, IReadOnlyDictionary<string, string> Rows);

/// <summary>
/// Puts what is known of texts into sentences, and only what the figures carry: a group or month is named when it differs from the
/// others with a p-value below 0.05 after Holm's correction for all that were looked at, words when theirs is (Benjamini and Hochberg)
/// and they are at least 1.5 times as common, and nothing rests on fewer than <see cref="FewestTexts"/> texts.
/// </summary>
public static class TextFindings
{
    /// <summary>Fewer texts say nothing.</summary>
    public const int FewestTexts = 30;

    /// <summary>Below this p-value, after correction, a difference is told.</summary>
    internal const double Alpha = 0.05;

    // log₂ 1.5.
    private const double SmallestLogRatio = 0.585;
    private const int WordsNamed = 3;

    /// <summary>The findings, the most general first; never empty.</summary>
    public static IReadOnlyList<TextFinding> Of(TextFigures figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        if (figures.Texts < FewestTexts)
        {
            var few = $"There are {FigureText.Count(figures.Texts)} texts. From {FewestTexts} on, this page says what is in them.";
            return [new TextFinding("mood", few, figures.Texts, figures.Texts, NoFilter)];
        }
        return
        [
            Mood(figures),
            .. Topics(figures),
            .. Words(figures, KeynessGroup.A),
            .. Words(figures, KeynessGroup.B),
            .. TimeFindings.Of(figures.Days),
            .. GroupFindings.Of("source", "source", figures.Sources),
            .. GroupFindings.Of("product", "product", figures.Products),
            .. GroupFindings.Of("segment", "group of customers", figures.Segments),
        ];
    }

    internal static IReadOnlyDictionary<string, string> NoFilter { get; } = new Dictionary<string, string>();

    /// <summary>A name between stars, without stars of its own.</summary>
    internal static string Named(string name) => $"*{name.Replace('*', ' ')}*";

    /// <summary>A sentiment, or a difference of two, to two decimals.</summary>
    internal static string Sentiment(double value) => value.ToString("0.00;−0.00;0.00", System.Globalization.CultureInfo.InvariantCulture);

    private static TextFinding Mood(TextFigures f)
    {
        var reach = 1.96 * f.StandardDeviation / Math.Sqrt(f.Texts);
        var share = (double)f.Positive / f.Texts;
        return new TextFinding(
            "mood",
            $"{FigureText.Percent(share)} of {FigureText.Count(f.Texts)} texts are positive and "
                + $"{FigureText.Percent((double)f.Negative / f.Texts)} negative; their mean sentiment is {Sentiment(f.Mean)} "
                + $"({Sentiment(f.Mean - reach)} to {Sentiment(f.Mean + reach)}), on a scale from −1 to 1.",
            f.Mean,
            f.Texts,
            NoFilter
        );
    }

    private static IEnumerable<TextFinding> Topics(TextFigures f)
    {
        Keyword[] top = [.. f.Keywords.OrderByDescending(k => k.Documents).Take(WordsNamed)];
        if (f.TextsRead < FewestTexts || top.Length == 0)
        {
            yield break;
        }
        var words = top.Select(k => $"{Named(k.Word)} (in {FigureText.Percent((double)k.Documents / f.TextsRead)} of the texts)");
        yield return new TextFinding(
            "topics",
            $"People write most about {And([.. words])}.",
            (double)top[0].Documents / f.TextsRead,
            f.TextsRead,
            new Dictionary<string, string> { ["word"] = top[0].Word }
        );
    }

    private static IEnumerable<TextFinding> Words(TextFigures f, KeynessGroup group)
    {
        var praise = group == KeynessGroup.A;
        if (f.PositiveRead < FewestTexts || f.NegativeRead < FewestTexts)
        {
            yield break;
        }
        KeyTerm[] words =
        [
            .. f
                .Keyness.Where(t => t.Group == group && t.AdjustedPValue < Alpha && Math.Abs(t.LogRatio) >= SmallestLogRatio)
                .Take(WordsNamed),
        ];
        if (words.Length == 0)
        {
            yield break;
        }
        var times = words.Select(t =>
            $"{Named(t.Word)} ({FigureText.Number(Math.Round(Math.Pow(2, Math.Abs(t.LogRatio)), 1))} times as common)"
        );
        yield return new TextFinding(
            praise ? "praise" : "complaints",
            $"{(praise ? "Positive" : "Negative")} texts stand out by {And([.. times])}.",
            Math.Pow(2, Math.Abs(words[0].LogRatio)),
            praise ? f.PositiveRead : f.NegativeRead,
            new Dictionary<string, string> { ["word"] = words[0].Word, ["sentiment"] = praise ? "positive" : "negative" }
        );
    }

    private static string And(string[] parts) => parts.Length == 1 ? parts[0] : $"{string.Join(", ", parts[..^1])} and {parts[^1]}";
}
