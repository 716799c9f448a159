namespace Core.Experiments;

/// <param name="OddsRatio">ad / bc of the sample; ∞ when only bc is 0, NaN when both are.</param>
/// <param name="PValue">Two-sided: all tables at most as likely as this one.</param>
/// <param name="Greater">One-sided: an odds ratio at least this large.</param>
/// <param name="Less">One-sided: an odds ratio at most this large.</param>
public sealed record FisherResult(double OddsRatio, double PValue, double Greater, double Less);

/// <summary>
/// Fisher's exact test of a 2 × 2 table, right also for small counts. Source: Agresti, "Categorical Data Analysis", 3rd ed. 2013,
/// section 3.5.1. O(smallest margin) time.
/// </summary>
public static class FisherExactTest
{
    // Tables as likely as this one must count, also when rounding makes them a little likelier; R and SciPy allow the same.
    private const double Slack = 1 + 1e-7;

    /// <summary>The table [[a, b], [c, d]].</summary>
    /// <param name="a">At least 0, as all.</param>
    /// <param name="b">First row, second column.</param>
    /// <param name="c">Second row, first column.</param>
    /// <param name="d">Second row, second column.</param>
    /// <exception cref="ArgumentException">A count is negative.</exception>
    public static FisherResult Test(long a, long b, long c, long d)
    {
        if (Math.Min(Math.Min(a, b), Math.Min(c, d)) < 0)
        {
            throw new ArgumentException($"The counts of {nameof(FisherExactTest)} must be at least 0. Got {a}, {b}, {c}, {d} instead.");
        }
        var (row, column, total) = (a + b, a + c, a + b + c + d);
        var (low, high) = (Math.Max(0, row + column - total), Math.Min(row, column));
        var mode = Math.Clamp((long)((row + 1.0) * (column + 1) / (total + 2)), low, high);
        // Outwards from the likeliest table by ratios of neighbours: no factorials, so nothing overflows and no digits are lost.
        var likelihood = new double[high - low + 1];
        likelihood[mode - low] = 1;
        for (var x = mode; x < high; x++)
        {
            likelihood[x + 1 - low] =
                likelihood[x - low] * ((double)(row - x) * (column - x) / ((x + 1.0) * (total - row - column + x + 1)));
        }
        for (var x = mode; x > low; x--)
        {
            likelihood[x - 1 - low] = likelihood[x - low] * (x * (double)(total - row - column + x) / ((row - x + 1.0) * (column - x + 1)));
        }
        var all = likelihood.Sum();
        var here = likelihood[a - low];
        return new FisherResult(
            (double)a * d / ((double)b * c),
            Math.Min(1, likelihood.Where(l => l <= here * Slack).Sum() / all),
            Math.Min(1, likelihood.Skip((int)(a - low)).Sum() / all),
            Math.Min(1, likelihood.Take((int)(a - low) + 1).Sum() / all)
        );
    }
}
