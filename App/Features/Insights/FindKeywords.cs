using System.Text.Json.Serialization;
using Core.Text;

namespace App.Features.Insights;

/// <param name="Texts">Up to 1000, each up to 100 000 characters; one text is one document.</param>
/// <param name="Top">How many keywords at most, 1 to 1000. Default 20.</param>
/// <param name="Stem">"none" (default), "porter" or "porter2": whether words of one stem count as one.</param>
/// <param name="Compare">Other texts, to see which words tell the two groups apart.</param>
public sealed record KeywordsInput(
    IReadOnlyList<string>? Texts,
    int? Top = null,
    string? Stem = null,
    IReadOnlyList<string>? Compare = null
);

/// <param name="Word">As a person reads it: of a stem, the word that is there most often.</param>
/// <param name="Term">The stem, or the word itself.</param>
/// <param name="Count">How often it is there.</param>
/// <param name="Documents">In how many texts.</param>
/// <param name="TfIdf">Its mean weight over the texts: often in some, not in all.</param>
public sealed record KeywordView(string Word, string Term, long Count, int Documents, double TfIdf);

/// <param name="Word">As a person reads it.</param>
/// <param name="Term">The stem, or the word itself.</param>
/// <param name="Group">Where it is more frequent: "texts" or "compare".</param>
/// <param name="Count">How often it is in texts.</param>
/// <param name="CompareCount">How often it is in the texts to compare with.</param>
/// <param name="PerThousand">Of a thousand words of texts.</param>
/// <param name="ComparePerThousand">Of a thousand words of the texts to compare with.</param>
/// <param name="LogLikelihood">How sure the difference is.</param>
/// <param name="PValue">Of it.</param>
/// <param name="AdjustedPValue">Corrected for the number of words (Benjamini and Hochberg).</param>
/// <param name="LogRatio">How large it is: 1 is twice as often in texts, −1 half as often.</param>
public sealed record KeynessView(
    string Word,
    string Term,
    string Group,
    long Count,
    long CompareCount,
    double PerThousand,
    double ComparePerThousand,
    double LogLikelihood,
    double PValue,
    double AdjustedPValue,
    double LogRatio
);

/// <param name="Documents">How many texts there are.</param>
/// <param name="Words">How many words that can be keywords, each as often as it is there.</param>
/// <param name="Keywords">The most frequent first.</param>
/// <param name="Keyness">The surest difference first; only with texts to compare with.</param>
public sealed record KeywordsView(
    int Documents,
    long Words,
    IReadOnlyList<KeywordView> Keywords,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<KeynessView>? Keyness
);

/// <summary>The keywords of texts, and what tells them apart from others.</summary>
public static class FindKeywords
{
    private const int DefaultTop = 20,
        MostTop = 1000;

    private static readonly Dictionary<string, Stemming> Stems = Enum.GetValues<Stemming>()
        .ToDictionary(s => s.ToString().ToLowerInvariant());

    public static Dictionary<string, string[]> Check(KeywordsInput input)
    {
        var errors = new Dictionary<string, string[]>();
        TextList.Check(input.Texts, "texts", errors);
        if (input.Compare is not null)
        {
            TextList.Check(input.Compare, "compare", errors);
        }
        if (input.Top is < 1 or > MostTop)
        {
            errors["top"] = [$"top must be between 1 and {MostTop}. Got {input.Top} instead."];
        }
        if (input.Stem is not null && !Stems.ContainsKey(input.Stem))
        {
            errors["stem"] = [$"stem must be {string.Join(", ", Stems.Keys)}. Got '{input.Stem}' instead."];
        }
        return errors;
    }

    public static KeywordsView Run(KeywordsInput input, CancellationToken cancellation)
    {
        var options = new TermOptions(input.Stem is null ? Stemming.None : Stems[input.Stem]);
        var top = input.Top ?? DefaultTop;
        var counts = TermCounts.Of(input.Texts!, options, cancellation);
        var weights = TfIdf.Fit(counts).MeanWeights();
        var numbers = Enumerable.Range(0, counts.Terms.Count).ToDictionary(i => counts.Terms[i], StringComparer.Ordinal);
        var keyness = input.Compare is null ? null : Keyness.Compare(counts, TermCounts.Of(input.Compare, options, cancellation));
        return new KeywordsView(
            counts.Documents,
            counts.Tokens,
            [.. Keywords.Top(counts, top).Select(k => new KeywordView(k.Word, k.Term, k.Count, k.Documents, weights[numbers[k.Term]]))],
            keyness is null ? null : [.. keyness.Take(top).Select(View)]
        );
    }

    private static KeynessView View(KeyTerm term) =>
        new(
            term.Word,
            term.Term,
            term.Group == KeynessGroup.A ? "texts" : "compare",
            term.CountA,
            term.CountB,
            term.PerThousandA,
            term.PerThousandB,
            term.LogLikelihood,
            term.PValue,
            term.AdjustedPValue,
            term.LogRatio
        );
}
