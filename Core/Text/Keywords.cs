using Core.Estimators;

namespace Core.Text;

/// <param name="Word">As a person reads it.</param>
/// <param name="Term">Its stem, where words are stemmed; else the word.</param>
/// <param name="Count">How often it is there.</param>
/// <param name="Documents">In how many documents.</param>
public sealed record Keyword(string Word, string Term, long Count, int Documents);

/// <summary>The words that are there most often.</summary>
public static class Keywords
{
    /// <param name="counts">n documents × t terms.</param>
    /// <param name="top">How many at most, at least 1. Default 20.</param>
    /// <returns>The most frequent first; of equally frequent ones those in more documents, then by code point.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="top"/> is below 1.</exception>
    public static IReadOnlyList<Keyword> Top(TermCounts counts, int top = 20)
    {
        ArgumentNullException.ThrowIfNull(counts);
        Guard.Range(top, 1, int.MaxValue, nameof(Keywords));
        return
        [
            .. Enumerable
                .Range(0, counts.Terms.Count)
                .OrderByDescending(t => counts.Totals[t])
                .ThenByDescending(t => counts.DocumentCounts[t])
                .ThenBy(t => t)
                .Take(top)
                .Select(t => new Keyword(counts.Words[t], counts.Terms[t], counts.Totals[t], counts.DocumentCounts[t])),
        ];
    }
}
