using Core.Explore;
using Core.Text;
using Data.Queries;

namespace App.Features.Explore.Texts;

/// <summary>The words of the texts that were read, counted.</summary>
/// <param name="TextsRead">How many.</param>
/// <param name="Positive">Positive ones among them.</param>
/// <param name="Negative">Negative ones among them.</param>
/// <param name="Keywords">The most frequent words first.</param>
/// <param name="Topics">Those of them that do not make a text positive or negative.</param>
/// <param name="Weights">Of each keyword its mean TF-IDF weight.</param>
/// <param name="ByMood">Which words tell positive texts from negative ones, without those that make them positive or negative.</param>
/// <param name="TextsA">Texts of the first group that was asked for.</param>
/// <param name="TextsB">Texts of the second group.</param>
/// <param name="Compared">Which words tell those groups apart; empty when one has too few texts.</param>
internal sealed record TextWords(
    int TextsRead,
    int Positive,
    int Negative,
    IReadOnlyList<Keyword> Keywords,
    IReadOnlyList<Keyword> Topics,
    IReadOnlyList<double> Weights,
    IReadOnlyList<KeyTerm> ByMood,
    int TextsA,
    int TextsB,
    IReadOnlyList<KeyTerm> Compared
)
{
    public static TextWords Of(
        IReadOnlyList<ReadText> texts,
        TextInsightsInput input,
        TextAnalyzer analyzer,
        int fewest,
        CancellationToken cancellation
    )
    {
        var counts = TermCounts.Of(texts.Select(t => t.Text), cancellation: cancellation);
        var weights = TfIdf.Fit(counts).MeanWeights();
        // Sorted by code point, so that a term finds its number.
        var numbers = counts.Terms.Select((t, i) => (t, i)).ToDictionary(t => t.t, t => t.i, StringComparer.Ordinal);
        // At least as many as the findings name, however few a caller wants to see.
        var keywords = Core.Text.Keywords.Top(counts, Math.Max(input.Top, 100));
        var positive = texts.Count(t => t.Sentiment >= FeedbackTexts.Limit);
        var negative = texts.Count(t => t.Sentiment <= -FeedbackTexts.Limit);
        KeyTerm[] byMood =
        [
            .. Compare(t => t.Sentiment >= FeedbackTexts.Limit, t => t.Sentiment <= -FeedbackTexts.Limit)
                .Where(t => !analyzer.Lexicon.Moves(t.Term)),
        ];
        var (a, b, compared) = (positive, negative, (IReadOnlyList<KeyTerm>)byMood);
        if (input.Compare != TextInsightsInput.BySentiment)
        {
            bool IsA(ReadText t) => input.Source is { } source ? t.Source == source : t.InSegment;
            a = texts.Count(IsA);
            b = texts.Count - a;
            compared = Compare(IsA, t => !IsA(t));
        }
        return new TextWords(
            texts.Count,
            positive,
            negative,
            keywords,
            [.. keywords.Where(k => !analyzer.Lexicon.Moves(k.Term))],
            [.. keywords.Select(k => weights[numbers[k.Term]])],
            byMood,
            a,
            b,
            compared
        );

        IReadOnlyList<KeyTerm> Compare(Func<ReadText, bool> inA, Func<ReadText, bool> inB)
        {
            string[] first = [.. texts.Where(inA).Select(t => t.Text)];
            string[] second = [.. texts.Where(inB).Select(t => t.Text)];
            return first.Length < TextFindings.FewestTexts || second.Length < TextFindings.FewestTexts
                ? []
                : Keyness.Compare(
                    TermCounts.Of(first, cancellation: cancellation),
                    TermCounts.Of(second, cancellation: cancellation),
                    fewest
                );
        }
    }
}
