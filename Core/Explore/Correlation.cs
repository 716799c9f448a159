using Core.Experiments;
using MathNet.Numerics.Distributions;

namespace Core.Explore;

/// <summary>How two columns go together.</summary>
public enum CorrelationMethod
{
    /// <summary>On a straight line.</summary>
    Pearson,

    /// <summary>In order, whatever the curve: Pearson's of the ranks, with mean ranks for ties.</summary>
    Spearman,
}

/// <summary>
/// The correlation of two columns over the rows that know both. Sources: Pearson, Proceedings of the Royal Society 58, 1895; Spearman,
/// American Journal of Psychology 15, 1904; interval by Fisher, Metron 1, 1921, for Spearman's with the standard error of Bonett and
/// Wright, Psychometrika 65(1), 2000.
/// </summary>
/// <param name="Coefficient">In [−1, 1]; NaN below two pairs, and where one column does not vary.</param>
/// <param name="Pairs">Rows that know both.</param>
/// <param name="Interval">Confidence interval; null below four pairs, and where the coefficient is NaN.</param>
public sealed record Correlation(double Coefficient, int Pairs, Interval? Interval)
{
    /// <param name="x">n values; NaN means missing.</param>
    /// <param name="y">n values.</param>
    /// <param name="method">Default: Pearson's.</param>
    /// <param name="confidence">Of the interval, 0.5 … 0.999999. Default 0.95.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a value is infinite.</exception>
    public static Correlation Of(
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        CorrelationMethod method = CorrelationMethod.Pearson,
        double confidence = 0.95
    )
    {
        Estimators.Guard.Range(confidence, 0.5, 0.999999, nameof(Correlation));
        var (a, b) = KnownValues.Pairs(x, y, nameof(Correlation));
        if (method == CorrelationMethod.Spearman)
        {
            (a, b) = (Ranks(a), Ranks(b));
        }
        var r = Linear(a, b);
        return new Correlation(r, a.Length, double.IsNaN(r) || a.Length < 4 ? null : IntervalOf(r, a.Length, method, confidence));
    }

    private static Interval IntervalOf(double r, int n, CorrelationMethod method, double confidence)
    {
        if (Math.Abs(r) == 1)
        {
            return new Interval(r, r);
        }
        var z = Math.Atanh(r);
        var error = Math.Sqrt((method == CorrelationMethod.Spearman ? 1 + r * r / 2 : 1) / (n - 3.0));
        var reach = Normal.InvCDF(0, 1, (1 + confidence) / 2) * error;
        return new Interval(Math.Tanh(z - reach), Math.Tanh(z + reach));
    }

    private static double Linear(double[] x, double[] y)
    {
        if (x.Length < 2 || x.AsSpan().Count(x[0]) == x.Length || y.AsSpan().Count(y[0]) == y.Length)
        {
            return double.NaN;
        }
        var (meanX, meanY) = (x.Average(), y.Average());
        double products = 0,
            squaresX = 0,
            squaresY = 0;
        for (var i = 0; i < x.Length; i++)
        {
            var (dx, dy) = (x[i] - meanX, y[i] - meanY);
            products += dx * dy;
            squaresX += dx * dx;
            squaresY += dy * dy;
        }
        return Math.Clamp(products / Math.Sqrt(squaresX) / Math.Sqrt(squaresY), -1, 1);
    }

    /// <summary>Ranks from 1; equal values share the mean of their ranks. O(n log n).</summary>
    internal static double[] Ranks(double[] values)
    {
        var sorted = (double[])values.Clone();
        int[] order = [.. Enumerable.Range(0, values.Length)];
        Array.Sort(sorted, order);
        var ranks = new double[values.Length];
        for (var start = 0; start < sorted.Length; )
        {
            var end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start])
            {
                end++;
            }
            foreach (var at in order.AsSpan(start..end))
            {
                ranks[at] = (start + 1 + end) / 2.0;
            }
            start = end;
        }
        return ranks;
    }
}
