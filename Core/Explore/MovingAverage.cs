using Core.Estimators;

namespace Core.Explore;

/// <summary>Means over a window that moves along a series, so that its course shows behind the noise.</summary>
public static class MovingAverage
{
    /// <param name="values">n values in order of time; NaN means missing and is left out of the mean.</param>
    /// <param name="window">Values in a window, at least 1; an even one reaches one further back than ahead.</param>
    /// <returns>n means, each around its place; at the ends of what is there. NaN where no value of the window is known. O(n).</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="window"/> is below 1.</exception>
    public static double[] Centred(ReadOnlySpan<double> values, int window)
    {
        Guard.Range(window, 1, int.MaxValue, nameof(MovingAverage));
        var (sums, counts) = (new double[values.Length + 1], new int[values.Length + 1]);
        for (var i = 0; i < values.Length; i++)
        {
            var known = !double.IsNaN(values[i]);
            sums[i + 1] = sums[i] + (known ? values[i] : 0);
            counts[i + 1] = counts[i] + (known ? 1 : 0);
        }
        var means = new double[values.Length];
        for (var i = 0; i < means.Length; i++)
        {
            var from = Math.Max(0, i - window / 2);
            var to = (int)Math.Min(means.Length, i + (window + 1L) / 2);
            means[i] = counts[to] > counts[from] ? (sums[to] - sums[from]) / (counts[to] - counts[from]) : double.NaN;
        }
        return means;
    }
}
