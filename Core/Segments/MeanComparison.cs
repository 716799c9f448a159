using Core.Estimators;
using MathNet.Numerics.Distributions;

namespace Core.Segments;

/// <summary>Two independent samples compared: Welch's test of the means, and two sizes of the effect. Undefined figures are null.</summary>
/// <param name="Difference">Mean of a less mean of b.</param>
/// <param name="Lower">Of the confidence interval of the difference.</param>
/// <param name="Upper">Of the confidence interval of the difference.</param>
/// <param name="PValue">Two-sided. Source: Welch, Biometrika 34, 1947.</param>
/// <param name="HedgesG">Difference in pooled standard deviations, corrected for small samples. Source: Hedges, Journal of Educational Statistics 6(2), 1981.</param>
/// <param name="CliffsDelta">
/// Chance that one of a is above one of b, less the chance that it is below: −1 … 1; the rank-biserial correlation.
/// Source: Cliff, Psychological Bulletin 114(3), 1993.
/// </param>
public sealed record MeanComparison(double? Difference, double? Lower, double? Upper, double? PValue, double? HedgesG, double? CliffsDelta)
{
    /// <param name="a">Values of the first sample; NaN means missing.</param>
    /// <param name="b">Values of the second sample.</param>
    /// <param name="confidence">Of the interval, between 0.5 and 0.999999. Default 0.95.</param>
    public static MeanComparison Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double confidence = 0.95)
    {
        Guard.Range(confidence, 0.5, 0.999999, nameof(MeanComparison));
        var (x, y) = (Quantile.Sorted(a), Quantile.Sorted(b));
        if (x.Length == 0 || y.Length == 0)
        {
            return new MeanComparison(null, null, null, null, null, null);
        }
        var (meanX, meanY) = (x.Average(), y.Average());
        var difference = meanX - meanY;
        var delta = CliffsDeltaOf(x, y);
        if (x.Length < 2 || y.Length < 2)
        {
            return new MeanComparison(difference, null, null, null, null, delta);
        }
        var (squaresX, squaresY) = (Simd.SquaredDifferences(x, meanX), Simd.SquaredDifferences(y, meanY));
        var (errorX, errorY) = (squaresX / (x.Length - 1) / x.Length, squaresY / (y.Length - 1) / y.Length);
        var pooledFreedom = x.Length + y.Length - 2;
        var pooled = Math.Sqrt((squaresX + squaresY) / pooledFreedom);
        if (!(errorX + errorY > 0))
        {
            // Nothing varies: the means are known exactly.
            return new MeanComparison(difference, difference, difference, difference == 0 ? 1 : 0, difference == 0 ? 0 : null, delta);
        }
        var error = Math.Sqrt(errorX + errorY);
        var freedom = Math.Pow(errorX + errorY, 2) / (errorX * errorX / (x.Length - 1) + errorY * errorY / (y.Length - 1));
        var student = new StudentT(0, 1, freedom);
        var reach = student.InverseCumulativeDistribution((1 + confidence) / 2) * error;
        return new MeanComparison(
            difference,
            difference - reach,
            difference + reach,
            2 * student.CumulativeDistribution(-Math.Abs(difference / error)),
            difference / pooled * (1 - 3 / (4.0 * pooledFreedom - 1)),
            delta
        );
    }

    /// <summary>Both ascending; O(n + m).</summary>
    private static double CliffsDeltaOf(double[] x, double[] y)
    {
        double above = 0;
        int less = 0,
            notMore = 0;
        foreach (var value in x)
        {
            while (less < y.Length && y[less] < value)
            {
                less++;
            }
            while (notMore < y.Length && y[notMore] <= value)
            {
                notMore++;
            }
            above += less - (y.Length - notMore);
        }
        return above / x.Length / y.Length;
    }
}
