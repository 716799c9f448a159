using Core.Estimators;
using MathNet.Numerics.Distributions;

namespace Core.Experiments;

/// <summary>An interval with both ends, in the unit of what it is of.</summary>
public readonly record struct Interval(double Lower, double Upper)
{
    public bool Contains(double value) => value >= Lower && value <= Upper;
}

/// <summary>Successes out of n.</summary>
/// <param name="Successes">0 … n.</param>
/// <param name="Count">n, at least 0.</param>
public readonly record struct Proportion(long Successes, long Count)
{
    /// <summary>In [0, 1]; NaN when n is 0.</summary>
    public double Rate => (double)Successes / Count;

    /// <summary>Wilson's score interval: right also near 0 and 1. Source: Wilson, JASA 22, 1927; Newcombe, Statistics in Medicine 17, 1998, method 3.</summary>
    /// <param name="confidence">0.5 … 0.999999. Default 0.95.</param>
    /// <returns>[0, 1] when n is 0.</returns>
    public Interval Wilson(double confidence = 0.95)
    {
        var z = ZOf(confidence);
        if (Count == 0)
        {
            return new Interval(0, 1);
        }
        var (n, p) = ((double)Count, Rate);
        var center = (p + z * z / (2 * n)) / (1 + z * z / n);
        var reach = z / (1 + z * z / n) * Math.Sqrt(p * (1 - p) / n + z * z / (4 * n * n));
        // Exact at the ends, where rounding would leave 1e-18 instead of 0.
        return new Interval(Successes == 0 ? 0 : center - reach, Successes == Count ? 1 : center + reach);
    }

    /// <exception cref="ArgumentException">Not 0 ≤ successes ≤ n.</exception>
    internal void Require(string caller)
    {
        if (Count < 0 || Successes < 0 || Successes > Count)
        {
            throw new ArgumentException($"The successes of {caller} must be between 0 and n. Got {Successes} of {Count} instead.");
        }
    }

    internal static double ZOf(double confidence) =>
        Normal.InvCDF(0, 1, (1 + Guard.Range(confidence, 0.5, 0.999999, nameof(Proportion))) / 2);
}
