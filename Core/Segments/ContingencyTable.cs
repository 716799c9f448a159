namespace Core.Segments;

/// <summary>How many rows lie in each pair of clusters of two labellings. Every label is a cluster, −1 too.</summary>
internal sealed class ContingencyTable
{
    private readonly Dictionary<(int A, int B), long> cells = [];

    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public ContingencyTable(IReadOnlyList<int> a, IReadOnlyList<int> b)
    {
        if (a.Count != b.Count)
        {
            throw new ArgumentException($"Both labellings must be of the same rows. Got {a.Count} and {b.Count} instead.");
        }
        for (var i = 0; i < a.Count; i++)
        {
            cells[(a[i], b[i])] = cells.GetValueOrDefault((a[i], b[i])) + 1;
        }
        Rows = a.Count;
        A = cells.GroupBy(c => c.Key.A).ToDictionary(g => g.Key, g => g.Sum(c => c.Value));
        B = cells.GroupBy(c => c.Key.B).ToDictionary(g => g.Key, g => g.Sum(c => c.Value));
    }

    /// <summary>n.</summary>
    public long Rows { get; }

    /// <summary>Size by label of the first labelling.</summary>
    public IReadOnlyDictionary<int, long> A { get; }

    /// <summary>Size by label of the second labelling.</summary>
    public IReadOnlyDictionary<int, long> B { get; }

    /// <summary>The pairs that have rows.</summary>
    public IEnumerable<(int A, int B, long Count)> Cells => cells.Select(c => (c.Key.A, c.Key.B, c.Value));

    /// <summary>Pairs of rows that are together: in both labellings, in the first, in the second, and all there are.</summary>
    public (double Both, double InA, double InB, double All) Pairs =>
        (cells.Values.Sum(PairsOf), A.Values.Sum(PairsOf), B.Values.Sum(PairsOf), PairsOf(Rows));

    private static double PairsOf(long count) => count * (count - 1.0) / 2;
}
