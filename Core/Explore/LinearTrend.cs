using Core.Experiments;
using MathNet.Numerics.Distributions;

namespace Core.Explore;

/// <summary>
/// A straight line by least squares, y = a + b x. Source: Draper and Smith, "Applied Regression Analysis", 3rd ed. 1998, chapter 1.
/// Over time, what is left over often hangs together from one period to the next; the interval is then too narrow.
/// </summary>
/// <param name="Points">Points that know both, n.</param>
/// <param name="Intercept">a.</param>
/// <param name="Slope">b: change of y for 1 of x.</param>
/// <param name="SlopeInterval">Confidence interval of b; null below three points.</param>
/// <param name="PValue">Two-sided, of b being 0; null below three points.</param>
/// <param name="Explained">R²: the share of y's variation that the line shows, in [0, 1]; 0 where y does not vary.</param>
public sealed record LinearTrend(int Points, double Intercept, double Slope, Interval? SlopeInterval, double? PValue, double Explained)
{
    /// <summary>The line at a place.</summary>
    public double At(double x) => Intercept + Slope * x;

    /// <param name="x">n values; NaN means missing.</param>
    /// <param name="y">n values.</param>
    /// <param name="confidence">0.5 … 0.999999. Default 0.95.</param>
    /// <returns>Null below two points, and where x does not vary.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a value is infinite.</exception>
    public static LinearTrend? Fit(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double confidence = 0.95)
    {
        Estimators.Guard.Range(confidence, 0.5, 0.999999, nameof(LinearTrend));
        var (a, b) = KnownValues.Pairs(x, y, nameof(LinearTrend));
        if (a.Length < 2 || a.AsSpan().Count(a[0]) == a.Length)
        {
            return null;
        }
        var (meanX, meanY) = (a.Average(), b.Average());
        double squaresX = 0,
            squaresY = 0,
            products = 0;
        for (var i = 0; i < a.Length; i++)
        {
            squaresX += (a[i] - meanX) * (a[i] - meanX);
            squaresY += (b[i] - meanY) * (b[i] - meanY);
            products += (a[i] - meanX) * (b[i] - meanY);
        }
        var slope = products / squaresX;
        var intercept = meanY - slope * meanX;
        var explained = squaresY > 0 ? Math.Clamp(products * products / squaresX / squaresY, 0, 1) : 0;
        if (a.Length == 2)
        {
            return new LinearTrend(2, intercept, slope, null, null, explained);
        }
        var left = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            var off = b[i] - meanY - slope * (a[i] - meanX);
            left += off * off;
        }
        var student = new StudentT(0, 1, a.Length - 2);
        var error = Math.Sqrt(left / (a.Length - 2) / squaresX);
        var reach = student.InverseCumulativeDistribution((1 + confidence) / 2) * error;
        // Without anything left over the line is exact.
        var p =
            error > 0 ? 2 * student.CumulativeDistribution(-Math.Abs(slope / error))
            : slope == 0 ? 1
            : 0;
        return new LinearTrend(a.Length, intercept, slope, new Interval(slope - reach, slope + reach), p, explained);
    }
}
