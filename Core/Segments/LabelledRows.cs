namespace Core.Segments;

/// <summary>Rows sorted by cluster, noise (−1) left out; labels without rows do not count as clusters.</summary>
internal sealed class LabelledRows
{
    private readonly int[] clusterOf;

    /// <exception cref="ArgumentException">There are not as many labels as rows.</exception>
    public LabelledRows(IReadOnlyList<int> labels, int rows)
    {
        if (labels.Count != rows)
        {
            throw new ArgumentException($"There must be one label per row ({rows}). Got {labels.Count} instead.");
        }
        var counts = new SortedDictionary<int, int>();
        foreach (var label in labels.Where(l => l >= 0))
        {
            counts[label] = counts.GetValueOrDefault(label) + 1;
        }
        Labels = [.. counts.Keys];
        Starts = new int[Labels.Length + 1];
        var next = new Dictionary<int, int>();
        for (var k = 0; k < Labels.Length; k++)
        {
            next[Labels[k]] = Starts[k];
            Starts[k + 1] = Starts[k] + counts[Labels[k]];
        }
        SortedRows = new int[Starts[^1]];
        clusterOf = new int[SortedRows.Length];
        for (var row = 0; row < rows; row++)
        {
            if (labels[row] >= 0)
            {
                SortedRows[next[labels[row]]++] = row;
            }
        }
        for (var k = 0; k < Labels.Length; k++)
        {
            clusterOf.AsSpan(Starts[k]..Starts[k + 1]).Fill(k);
        }
    }

    /// <summary>The label of each cluster, ascending.</summary>
    public int[] Labels { get; }

    public int Count => Labels.Length;

    public int[] SortedRows { get; }

    public int[] Starts { get; }

    public int Size(int cluster) => Starts[cluster + 1] - Starts[cluster];

    public int ClusterAt(int sortedRow) => clusterOf[sortedRow];

    public ArraySegment<int> Rows(int cluster) => new(SortedRows, Starts[cluster], Size(cluster));
}
