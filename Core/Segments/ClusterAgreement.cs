namespace Core.Segments;

/// <summary>How far two labellings of the same rows agree, whatever the clusters are called.</summary>
public static class ClusterAgreement
{
    /// <summary>
    /// The adjusted Rand index: 1 for the same partition, 0 on average for unrelated ones; can be negative. Every label is a cluster, −1 too.
    /// Source: Hubert and Arabie, "Comparing partitions", Journal of Classification 2, 1985, eq. 5.
    /// </summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double AdjustedRand(IReadOnlyList<int> a, IReadOnlyList<int> b)
    {
        if (a.Count != b.Count)
        {
            throw new ArgumentException($"Both labellings must be of the same rows. Got {a.Count} and {b.Count} instead.");
        }
        var cells = new Dictionary<(int, int), long>();
        for (var i = 0; i < a.Count; i++)
        {
            cells[(a[i], b[i])] = cells.GetValueOrDefault((a[i], b[i])) + 1;
        }
        var together = cells.Values.Sum(Pairs);
        var inA = cells.GroupBy(c => c.Key.Item1).Sum(g => Pairs(g.Sum(c => c.Value)));
        var inB = cells.GroupBy(c => c.Key.Item2).Sum(g => Pairs(g.Sum(c => c.Value)));
        var all = Pairs(a.Count);
        var expected = all > 0 ? inA * inB / all : 0;
        var most = (inA + inB) / 2;
        return most == expected ? 1 : (together - expected) / (most - expected);
    }

    private static double Pairs(long count) => count * (count - 1.0) / 2;
}
