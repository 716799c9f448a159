using Core.Estimators;

namespace Core.Text;

/// <summary>
/// How often which term stands in which document: n documents × t terms, sparse. Terms are in small letters, sorted by code point.
/// Immutable.
/// </summary>
public sealed class TermCounts
{
    private readonly int[] starts;
    private readonly int[] terms;
    private readonly int[] counts;

    internal TermCounts(string[] keys, string[] words, List<int> starts, List<int> terms, List<int> counts)
    {
        Terms = keys;
        Words = words;
        this.starts = [.. starts];
        this.terms = [.. terms];
        this.counts = [.. counts];
        Totals = new long[keys.Length];
        DocumentCounts = new int[keys.Length];
        for (var i = 0; i < this.terms.Length; i++)
        {
            Totals[this.terms[i]] += this.counts[i];
            DocumentCounts[this.terms[i]]++;
        }
        Tokens = Totals.Sum();
    }

    /// <summary>n.</summary>
    public int Documents => starts.Length - 1;

    /// <summary>The t terms: stems where words are stemmed.</summary>
    public IReadOnlyList<string> Terms { get; }

    /// <summary>For each term the word that stands for it most often: what a person reads in place of a stem.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>How often each term is there in all documents together.</summary>
    public long[] Totals { get; }

    /// <summary>In how many documents each term is.</summary>
    public int[] DocumentCounts { get; }

    /// <summary>All terms of all documents together, each as often as it is there.</summary>
    public long Tokens { get; }

    /// <summary>The terms of a document by number, ascending, and how often each is there.</summary>
    public (ReadOnlyMemory<int> Terms, ReadOnlyMemory<int> Counts) Document(int document)
    {
        var (start, length) = (starts[document], starts[document + 1] - starts[document]);
        return (terms.AsMemory(start, length), counts.AsMemory(start, length));
    }

    /// <summary>Counts the terms of texts, one text a document. O(length) but for sorting the terms.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static TermCounts Of(IEnumerable<string> texts, TermOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        options ??= new TermOptions();
        Guard.Range(options.ShortestWord, 1, int.MaxValue, nameof(TermCounts));
        var counter = new TermCounter(options);
        foreach (var text in texts)
        {
            cancellation.ThrowIfCancellationRequested();
            counter.Add(text);
        }
        return counter.Finish();
    }
}
