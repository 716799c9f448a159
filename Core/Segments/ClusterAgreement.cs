using MathNet.Numerics;

namespace Core.Segments;

/// <summary>
/// How far two labellings of the same n rows agree, whatever the clusters are called. Every label is a cluster, −1 too. All figures but the
/// information itself (in nats) are 1 for the same partition; the adjusted ones are 0 on average for unrelated ones.
/// </summary>
/// <exception cref="ArgumentException">The lengths differ.</exception>
public static class ClusterAgreement
{
    // Probabilities of counts this far from the most probable one no longer change a double.
    private const double Negligible = 1e-20;

    /// <summary>The adjusted Rand index; can be negative. Source: Hubert and Arabie, "Comparing partitions", Journal of Classification 2, 1985, eq. 5.</summary>
    public static double AdjustedRand(IReadOnlyList<int> a, IReadOnlyList<int> b)
    {
        var (both, inA, inB, all) = new ContingencyTable(a, b).Pairs;
        var expected = all > 0 ? inA * inB / all : 0;
        var most = (inA + inB) / 2;
        return most == expected ? 1 : (both - expected) / (most - expected);
    }

    /// <summary>The share of pairs of rows on which both agree, in [0, 1]. Source: Rand, JASA 66, 1971.</summary>
    public static double Rand(IReadOnlyList<int> a, IReadOnlyList<int> b)
    {
        var (both, inA, inB, all) = new ContingencyTable(a, b).Pairs;
        return all > 0 ? (all + 2 * both - inA - inB) / all : 1;
    }

    /// <summary>Geometric mean of precision and recall of pairs, in [0, 1]. Source: Fowlkes and Mallows, JASA 78, 1983.</summary>
    public static double FowlkesMallows(IReadOnlyList<int> a, IReadOnlyList<int> b)
    {
        var (both, inA, inB, _) = new ContingencyTable(a, b).Pairs;
        return both > 0 ? both / Math.Sqrt(inA) / Math.Sqrt(inB) : 0;
    }

    /// <summary>What one labelling tells about the other, in nats, at least 0.</summary>
    public static double MutualInformation(IReadOnlyList<int> a, IReadOnlyList<int> b) => Information(new ContingencyTable(a, b));

    /// <summary>The mutual information of random labellings with the same sizes of clusters, in nats. Source: as <see cref="AdjustedMutualInformation"/>, eq. 24a.</summary>
    public static double ExpectedMutualInformation(IReadOnlyList<int> a, IReadOnlyList<int> b) =>
        ExpectedInformation(new ContingencyTable(a, b));

    /// <summary>
    /// (MI − E) / (mean entropy − E), E the expected MI; can be negative. Prefer it to the adjusted Rand index where clusters differ much
    /// in size. Source: Vinh, Epps and Bailey, "Information theoretic measures for clusterings comparison", JMLR 11, 2010, table 2.
    /// </summary>
    public static double AdjustedMutualInformation(IReadOnlyList<int> a, IReadOnlyList<int> b)
    {
        var table = new ContingencyTable(a, b);
        if (table.A.Count == table.B.Count && table.A.Count <= 1)
        {
            return 1;
        }
        var expected = ExpectedInformation(table);
        var most = (Entropy(table.A, table.Rows) + Entropy(table.B, table.Rows)) / 2 - expected;
        // All rows alone, or all together, leave nothing to adjust for.
        var least = Math.CopySign(double.BitIncrement(1) - 1, most);
        return (Information(table) - expected) / (Math.Abs(most) < Math.Abs(least) ? least : most);
    }

    /// <summary>MI over the mean of the entropies, in [0, 1]; the V measure (Rosenberg and Hirschberg, EMNLP 2007) is the same figure.</summary>
    public static double NormalizedMutualInformation(IReadOnlyList<int> a, IReadOnlyList<int> b)
    {
        var table = new ContingencyTable(a, b);
        var entropies = (Entropy(table.A, table.Rows) + Entropy(table.B, table.Rows)) / 2;
        return entropies > 0 ? Information(table) / entropies : 1;
    }

    /// <summary>How far each cluster of <paramref name="b"/> holds one class of <paramref name="a"/> only, in [0, 1]. Source: Rosenberg and Hirschberg, EMNLP 2007, section 2.</summary>
    public static double Homogeneity(IReadOnlyList<int> a, IReadOnlyList<int> b)
    {
        var table = new ContingencyTable(a, b);
        var entropy = Entropy(table.A, table.Rows);
        return entropy > 0 ? Information(table) / entropy : 1;
    }

    /// <summary>How far each class of <paramref name="a"/> lies in one cluster of <paramref name="b"/> only, in [0, 1].</summary>
    public static double Completeness(IReadOnlyList<int> a, IReadOnlyList<int> b) => Homogeneity(b, a);

    private static double Information(ContingencyTable table)
    {
        var sum = 0.0;
        foreach (var (a, b, count) in table.Cells.Order())
        {
            sum += count * Math.Log((double)count * table.Rows / ((double)table.A[a] * table.B[b]));
        }
        return table.Rows == 0 ? 0 : Math.Max(0, sum / table.Rows);
    }

    private static double Entropy(IReadOnlyDictionary<int, long> sizes, long rows) =>
        sizes.Count <= 1 ? 0 : -sizes.OrderBy(s => s.Key).Sum(s => (double)s.Value / rows * Math.Log((double)s.Value / rows));

    private static double ExpectedInformation(ContingencyTable table)
    {
        var sum = 0.0;
        foreach (var a in table.A.Values.Order())
        {
            foreach (var b in table.B.Values.Order())
            {
                sum += ExpectedCell(a, b, table.Rows);
            }
        }
        return sum;
    }

    /// <summary>
    /// Σ over the counts m that a pair of clusters of sizes a and b can have by chance (hypergeometric) of m/n · ln(n m / (a b)), from the
    /// most probable count outwards.
    /// </summary>
    private static double ExpectedCell(long a, long b, long n)
    {
        long least = Math.Max(0, a + b - n),
            most = Math.Min(a, b);
        var mode = Math.Clamp((long)((a + 1.0) * (b + 1.0) / (n + 2.0)), least, most);
        static double LogChoose(long of, long take) =>
            SpecialFunctions.GammaLn(of + 1.0) - SpecialFunctions.GammaLn(take + 1.0) - SpecialFunctions.GammaLn(of - take + 1.0);
        var atMode = Math.Exp(LogChoose(a, mode) + LogChoose(n - a, b - mode) - LogChoose(n, b));
        double Term(long m, double probability) => m == 0 ? 0 : probability * m / n * Math.Log((double)n * m / ((double)a * b));
        var sum = Term(mode, atMode);
        var probability = atMode;
        for (var m = mode; m < most && probability > Negligible; m++)
        {
            probability *= (double)(a - m) * (b - m) / ((m + 1.0) * (n - a - b + m + 1.0));
            sum += Term(m + 1, probability);
        }
        probability = atMode;
        for (var m = mode; m > least && probability > Negligible; m--)
        {
            probability *= m * (double)(n - a - b + m) / ((a - m + 1.0) * (b - m + 1.0));
            sum += Term(m - 1, probability);
        }
        return sum;
    }
}
