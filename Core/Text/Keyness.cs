using Core.Estimators;
using Core.Experiments;
using MathNet.Numerics;

namespace Core.Text;

/// <summary>In which of two groups of texts a word is more at home.</summary>
public enum KeynessGroup
{
    A,
    B,
}

/// <param name="Word">As a person reads it.</param>
/// <param name="Term">Its stem, where words are stemmed; else the word.</param>
/// <param name="CountA">How often it is there in the first group.</param>
/// <param name="CountB">How often it is there in the second group.</param>
/// <param name="PerThousandA">The same, of a thousand words of the group.</param>
/// <param name="PerThousandB">The same, of a thousand words of the group.</param>
/// <param name="LogLikelihood">G², at least 0: how sure the difference is, not how large.</param>
/// <param name="PValue">Of G² by χ² with one degree of freedom.</param>
/// <param name="AdjustedPValue">Corrected by Benjamini and Hochberg over all words that were compared.</param>
/// <param name="LogRatio">The size of the difference: 1 is twice as often in a, 2 four times, −1 half as often. A count of 0 is taken as 0.5.</param>
/// <param name="Group">Where it is more frequent.</param>
public sealed record KeyTerm(
    string Word,
    string Term,
    long CountA,
    long CountB,
    double PerThousandA,
    double PerThousandB,
    double LogLikelihood,
    double PValue,
    double AdjustedPValue,
    double LogRatio,
    KeynessGroup Group
);

/// <summary>
/// Which words tell two groups of texts apart. Sources: Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence",
/// Computational Linguistics 19(1), 1993; the form with two counts of Rayson and Garside, "Comparing corpora using frequency profiling",
/// 2000; effect size by Hardie, "Log Ratio: an informal introduction", 2014. Occurrences are taken as independent, which words of one
/// author are not: read small p-values as a ranking.
/// </summary>
public static class Keyness
{
    private const double InPlaceOfZero = 0.5;

    /// <param name="a">Counted with the same options as <paramref name="b"/>.</param>
    /// <param name="b">The group to compare with.</param>
    /// <param name="fewest">Words with fewer occurrences in both together are not compared, at least 1. Default 1.</param>
    /// <returns>The surest difference first. Empty when a group has no words.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fewest"/> is below 1.</exception>
    public static IReadOnlyList<KeyTerm> Compare(TermCounts a, TermCounts b, int fewest = 1)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        Guard.Range(fewest, 1, int.MaxValue, nameof(Keyness));
        if (a.Tokens == 0 || b.Tokens == 0)
        {
            return [];
        }
        var terms = new Dictionary<string, (string Word, long A, long B)>(StringComparer.Ordinal);
        for (var i = 0; i < a.Terms.Count; i++)
        {
            terms[a.Terms[i]] = (a.Words[i], a.Totals[i], 0);
        }
        for (var i = 0; i < b.Terms.Count; i++)
        {
            var (word, before, _) = terms.GetValueOrDefault(b.Terms[i], (b.Words[i], 0, 0));
            terms[b.Terms[i]] = (b.Totals[i] > before ? b.Words[i] : word, before, b.Totals[i]);
        }
        KeyTerm[] found =
        [
            .. terms
                .Where(t => t.Value.A + t.Value.B >= fewest)
                .Select(t => Term(t.Value.Word, t.Key, t.Value.A, t.Value.B, a.Tokens, b.Tokens)),
        ];
        var adjusted = MultipleTesting.BenjaminiHochberg([.. found.Select(t => t.PValue)]);
        return
        [
            .. found
                .Select((t, i) => t with { AdjustedPValue = adjusted[i] })
                .OrderByDescending(t => t.LogLikelihood)
                .ThenBy(t => t.Term, StringComparer.Ordinal),
        ];
    }

    /// <summary>G² = 2 Σ O ln(O / E), with E in proportion to the sizes of the groups.</summary>
    /// <param name="countA">Occurrences in the first group, 0 to <paramref name="totalA"/>.</param>
    /// <param name="countB">Occurrences in the second group, 0 to <paramref name="totalB"/>.</param>
    /// <param name="totalA">All words of the first group, at least 1.</param>
    /// <param name="totalB">All words of the second group, at least 1.</param>
    public static double LogLikelihood(long countA, long countB, long totalA, long totalB)
    {
        var both = (double)(countA + countB) / (totalA + totalB);
        // Rounding must not take it below 0, where both groups are alike.
        return Math.Max(0, 2 * (Part(countA, totalA * both) + Part(countB, totalB * both)));
    }

    private static double Part(double observed, double expected) => observed > 0 ? observed * Math.Log(observed / expected) : 0;

    private static KeyTerm Term(string word, string term, long countA, long countB, long totalA, long totalB)
    {
        var g2 = LogLikelihood(countA, countB, totalA, totalB);
        var p = SpecialFunctions.Erfc(Math.Sqrt(g2 / 2));
        var (shareA, shareB) = ((double)countA / totalA, (double)countB / totalB);
        var ratio = Math.Log2(Math.Max(countA, InPlaceOfZero) / totalA / (Math.Max(countB, InPlaceOfZero) / totalB));
        var group = shareA >= shareB ? KeynessGroup.A : KeynessGroup.B;
        return new KeyTerm(word, term, countA, countB, 1000 * shareA, 1000 * shareB, g2, p, p, ratio, group);
    }
}
