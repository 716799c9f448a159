namespace Core.Campaigns;

/// <summary>Finds what a person probably meant.</summary>
internal static class Spelling
{
    /// <summary>The candidate with the fewest edits (Levenshtein), or null when none is near: at most a third of the letters, at least 2.</summary>
    public static string? Closest(string word, IEnumerable<string> candidates)
    {
        var best = candidates
            .Select(c => (Candidate: c, Edits: Edits(word, c)))
            .OrderBy(x => x.Edits)
            .ThenBy(x => x.Candidate, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Candidate is not null && best.Edits <= Math.Max(2, word.Length / 3) ? best.Candidate : null;
    }

    private static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.Length];
    }
}
