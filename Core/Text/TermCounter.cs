using System.Runtime.InteropServices;

namespace Core.Text;

/// <summary>Counts while documents come in. Each different word is looked at once; then only its number counts.</summary>
internal sealed class TermCounter
{
    private const int LongestOnStack = 256;
    private const int LeftOut = -1;

    private readonly TermOptions options;
    private readonly Dictionary<string, int> words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private readonly List<(string Word, int Term, long Count)> forms = [];
    private readonly Dictionary<string, int> keys = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> inDocument = [];
    private readonly List<int> starts = [0];
    private readonly List<int> terms = [];
    private readonly List<int> counts = [];

    public TermCounter(TermOptions options)
    {
        this.options = options;
        lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public void Add(string text)
    {
        inDocument.Clear();
        Span<char> stack = stackalloc char[LongestOnStack];
        foreach (var word in new WordSpans(text))
        {
            var small = word.Length <= LongestOnStack ? stack[..word.Length] : new char[word.Length];
            word.ToLowerInvariant(small);
            small.Replace('’', '\'');
            if (!lookup.TryGetValue(small, out var form))
            {
                lookup[small] = form = forms.Count;
                var written = small.ToString();
                forms.Add((written, TermOf(written), 0));
            }
            ref var known = ref CollectionsMarshal.AsSpan(forms)[form];
            if (known.Term != LeftOut)
            {
                known.Count++;
                CollectionsMarshal.GetValueRefOrAddDefault(inDocument, known.Term, out _)++;
            }
        }
        foreach (var (term, count) in inDocument)
        {
            terms.Add(term);
            counts.Add(count);
        }
        starts.Add(terms.Count);
    }

    public TermCounts Finish()
    {
        string[] sorted = [.. keys.Keys.Order(StringComparer.Ordinal)];
        var order = new int[sorted.Length];
        for (var i = 0; i < sorted.Length; i++)
        {
            order[keys[sorted[i]]] = i;
        }
        var termSpan = CollectionsMarshal.AsSpan(terms);
        var countSpan = CollectionsMarshal.AsSpan(counts);
        foreach (ref var term in termSpan)
        {
            term = order[term];
        }
        for (var document = 0; document + 1 < starts.Count; document++)
        {
            var (from, to) = (starts[document], starts[document + 1]);
            termSpan[from..to].Sort(countSpan[from..to]);
        }
        return new TermCounts(sorted, MostFrequentForms(order), starts, terms, counts);
    }

    private string[] MostFrequentForms(int[] order)
    {
        var best = new (string? Word, long Count)[order.Length];
        foreach (var (word, term, count) in forms.Where(f => f.Term != LeftOut))
        {
            ref var so = ref best[order[term]];
            if (so.Word is null || count > so.Count || (count == so.Count && string.CompareOrdinal(word, so.Word) < 0))
            {
                so = (word, count);
            }
        }
        return [.. best.Select(b => b.Word!)];
    }

    private int TermOf(string word)
    {
        if (word.Length < options.ShortestWord || (options.WithoutStopWords && (StopWords.Contains(word) || !word.Any(char.IsLetter))))
        {
            return LeftOut;
        }
        var key = options.Stemming switch
        {
            Stemming.Porter => PorterStemmer.Stem(word),
            Stemming.Porter2 => Porter2Stemmer.Stem(word),
            _ => word,
        };
        if (!keys.TryGetValue(key, out var term))
        {
            keys.Add(key, term = keys.Count);
        }
        return term;
    }
}
