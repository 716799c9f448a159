using MathNet.Numerics;

namespace Core.Experiments;

/// <param name="Statistic">Σ (observed − expected)² / expected.</param>
/// <param name="DegreesOfFreedom">(rows − 1)(columns − 1), empty ones not counted; 0 when there is nothing to test.</param>
/// <param name="PValue">In [0, 1]; 1 when there is nothing to test.</param>
/// <param name="SmallestExpected">Below 5 the test is only rough: use <see cref="FisherExactTest"/>.</param>
public sealed record ChiSquareResult(double Statistic, int DegreesOfFreedom, double PValue, double SmallestExpected);

/// <summary>Pearson's chi-square tests. Source: Agresti, "Categorical Data Analysis", 3rd ed. 2013, sections 1.5.2 and 3.2.1.</summary>
public static class ChiSquareTest
{
    /// <summary>Whether rows and columns of a table of counts are independent.</summary>
    /// <param name="table">r × c counts, each at least 0.</param>
    /// <param name="yates">Yates's continuity correction; only with one degree of freedom, as SciPy. Default false.</param>
    /// <exception cref="ArgumentException">A count is negative or not finite, or the rows differ in length.</exception>
    public static ChiSquareResult Independence(IReadOnlyList<double[]> table, bool yates = false)
    {
        if (table.Count == 0 || table.Any(r => r.Length != table[0].Length || !r.All(v => v >= 0 && double.IsFinite(v))))
        {
            throw new ArgumentException($"The table of {nameof(ChiSquareTest)} must be rows of equal length with counts of at least 0.");
        }
        double[][] rows = [.. table.Where(r => r.Sum() > 0)];
        int[] columns = [.. Enumerable.Range(0, table[0].Length).Where(c => rows.Sum(r => r[c]) > 0)];
        var freedom = (rows.Length - 1) * (columns.Length - 1);
        if (rows.Length == 0 || freedom == 0)
        {
            return new ChiSquareResult(0, 0, 1, 0);
        }
        var total = rows.Sum(r => r.Sum());
        double statistic = 0,
            smallest = double.PositiveInfinity;
        foreach (var row in rows)
        {
            foreach (var c in columns)
            {
                var expected = row.Sum() * rows.Sum(r => r[c]) / total;
                var off = Math.Abs(row[c] - expected);
                off -= yates && freedom == 1 ? Math.Min(0.5, off) : 0;
                statistic += off * off / expected;
                smallest = Math.Min(smallest, expected);
            }
        }
        return new ChiSquareResult(statistic, freedom, UpperTail(statistic, freedom), smallest);
    }

    /// <summary>Whether counts come in given proportions.</summary>
    /// <param name="counts">k counts, each at least 0.</param>
    /// <param name="weights">k proportions, at least 0; a count above 0 where the weight is 0 has p-value 0.</param>
    /// <exception cref="ArgumentException">The lengths differ or a value is out of range.</exception>
    public static ChiSquareResult GoodnessOfFit(IReadOnlyList<double> counts, IReadOnlyList<double> weights)
    {
        Weights.RequireValid(weights, nameof(ChiSquareTest));
        if (counts.Count != weights.Count || !counts.All(c => c >= 0 && double.IsFinite(c)))
        {
            throw new ArgumentException($"The counts of {nameof(ChiSquareTest)} must be {weights.Count} values of at least 0.");
        }
        var (total, all) = (counts.Sum(), weights.Sum());
        int[] planned = [.. Enumerable.Range(0, counts.Count).Where(i => weights[i] > 0)];
        if (Enumerable.Range(0, counts.Count).Any(i => weights[i] == 0 && counts[i] > 0))
        {
            return new ChiSquareResult(double.PositiveInfinity, Math.Max(1, planned.Length - 1), 0, 0);
        }
        if (total == 0 || planned.Length < 2)
        {
            return new ChiSquareResult(0, 0, 1, 0);
        }
        double[] expected = [.. planned.Select(i => total * weights[i] / all)];
        var statistic = planned.Select((at, i) => (counts[at] - expected[i]) * (counts[at] - expected[i]) / expected[i]).Sum();
        return new ChiSquareResult(statistic, planned.Length - 1, UpperTail(statistic, planned.Length - 1), expected.Min());
    }

    /// <summary>P(χ² ≥ statistic).</summary>
    internal static double UpperTail(double statistic, int freedom) =>
        statistic <= 0 ? 1
        : freedom == 1 ? SpecialFunctions.Erfc(Math.Sqrt(statistic / 2))
        : SpecialFunctions.GammaUpperRegularized(freedom / 2.0, statistic / 2);
}
