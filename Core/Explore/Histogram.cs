using Core.Estimators;

namespace Core.Explore;

/// <param name="Fewest">Bins at least, 1 or more, where values differ. Default 5.</param>
/// <param name="Most">Bins at most, not below <paramref name="Fewest"/>. Default 60.</param>
public sealed record HistogramOptions(int Fewest = 5, int Most = 60);

/// <summary>
/// Counts of values in bins of equal width, 2 (Q3 − Q1) / n^⅓. Source: Freedman and Diaconis, "On the histogram as a density estimator",
/// Zeitschrift für Wahrscheinlichkeitstheorie 57, 1981. Where the quartiles are equal, Sturges's number of bins (JASA 21, 1926). Whole
/// numbers get bins of a whole width, centred, so that no bin holds more of them than another.
/// </summary>
/// <param name="Edges">b + 1 edges, ascending. A bin holds its lower edge and not its upper one; the last holds both.</param>
/// <param name="Counts">b counts.</param>
public sealed record Histogram(IReadOnlyList<double> Edges, IReadOnlyList<long> Counts)
{
    /// <param name="values">NaN means missing.</param>
    /// <param name="options">How many bins there may be.</param>
    /// <returns>Null when every value is missing; one bin when all are equal.</returns>
    /// <exception cref="ArgumentException">A value is infinite.</exception>
    public static Histogram? Of(ReadOnlySpan<double> values, HistogramOptions? options = null)
    {
        options ??= new HistogramOptions();
        Guard.Range(options.Fewest, 1, int.MaxValue, nameof(Histogram));
        Guard.Range(options.Most, options.Fewest, int.MaxValue, nameof(Histogram));
        var sorted = KnownValues.Sorted(values, nameof(Histogram));
        if (sorted.Length == 0)
        {
            return null;
        }
        var (from, to) = (sorted[0], sorted[^1]);
        if (from == to)
        {
            return new Histogram([from - 0.5, from + 0.5], [sorted.Length]);
        }
        var bins = Math.Clamp((int)Math.Min(int.MaxValue, Math.Ceiling((to - from) / Width(sorted))), options.Fewest, options.Most);
        // Beyond 2^53 there are no halves between whole numbers.
        if (Math.Abs(from) < 1L << 52 && Math.Abs(to) < 1L << 52 && Array.TrueForAll(sorted, v => v == Math.Floor(v)))
        {
            var width = Math.Ceiling((to - from + 1) / bins);
            return Count(sorted, from - 0.5, width, (int)Math.Ceiling((to - from + 1) / width));
        }
        return Count(sorted, from, (to - from) / bins, bins);
    }

    private static double Width(double[] sorted)
    {
        var range = Quantile.OfSorted(sorted, 0.75) - Quantile.OfSorted(sorted, 0.25);
        return range > 0 ? 2 * range / Math.Cbrt(sorted.Length) : (sorted[^1] - sorted[0]) / Math.Ceiling(Math.Log2(sorted.Length) + 1);
    }

    private static Histogram Count(double[] sorted, double from, double width, int bins)
    {
        double[] edges = [.. Enumerable.Range(0, bins + 1).Select(i => from + i * width)];
        edges[^1] = Math.Max(edges[^1], sorted[^1]);
        var counts = new long[bins];
        var bin = 0;
        foreach (var value in sorted)
        {
            while (bin < bins - 1 && value >= edges[bin + 1])
            {
                bin++;
            }
            counts[bin]++;
        }
        return new Histogram(edges, counts);
    }
}
