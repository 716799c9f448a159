using Core.Estimators;
using Core.Segments;

namespace Core.Explore;

/// <param name="Points">Places on the grid, at least 2. Default 128.</param>
/// <param name="Log">Estimate on the scale sign(x)·log(1 + |x|): for money and counts. Default false.</param>
public sealed record DensityOptions(int Points = 128, bool Log = false);

/// <summary>
/// A smooth histogram: Gaussian kernel density estimate. Source: Silverman, "Density Estimation", 1986, eq. 3.31 for the bandwidth and
/// section 3.5 for binning, so that the time is O(n + bins · points).
/// </summary>
/// <param name="Grid">Places, ascending, in the unit of the feature.</param>
/// <param name="Values">Density at each place; its area is about 1 over x, or over log(1 + x) when that scale was asked for.</param>
/// <param name="Bandwidth">Standard deviation of the kernel, on the scale of the estimate.</param>
public sealed record Density(IReadOnlyList<double> Grid, IReadOnlyList<double> Values, double Bandwidth)
{
    private const int Bins = 1024;
    private const int BandwidthsBeyond = 3;

    /// <returns>The density; null when every value is missing (NaN).</returns>
    public static Density? Of(ReadOnlySpan<double> values, DensityOptions options)
    {
        Guard.Range(options.Points, 2, int.MaxValue, nameof(Density));
        var sorted = Quantile.Sorted(values);
        if (sorted.Length == 0)
        {
            return null;
        }
        var scale = new ColumnScaling(0, 1, options.Log, null);
        for (var i = 0; options.Log && i < sorted.Length; i++)
        {
            sorted[i] = scale.Apply(sorted[i]);
        }
        var bandwidth = Silverman(sorted);
        var from = sorted[0] - BandwidthsBeyond * bandwidth;
        var width = sorted[^1] + BandwidthsBeyond * bandwidth - from;
        var bins = Binned(sorted, from, width);
        var (grid, density) = (new double[options.Points], new double[options.Points]);
        for (var g = 0; g < grid.Length; g++)
        {
            var x = from + width * g / (grid.Length - 1);
            grid[g] = scale.Invert(x);
            for (var b = 0; b < Bins; b++)
            {
                var z = (x - (from + width * b / (Bins - 1))) / bandwidth;
                density[g] += bins[b] * Math.Exp(-z * z / 2);
            }
            density[g] /= sorted.Length * bandwidth * Math.Sqrt(2 * Math.PI);
        }
        return new Density(grid, density, bandwidth);
    }

    private static double Silverman(double[] sorted)
    {
        var mean = sorted.Average();
        var deviation = Math.Sqrt(Simd.SquaredDifferences(sorted, mean) / Math.Max(1, sorted.Length - 1));
        var range = (Quantile.OfSorted(sorted, 0.75) - Quantile.OfSorted(sorted, 0.25)) / 1.34;
        var spread = range > 0 ? Math.Min(deviation, range) : deviation;
        // As R's bw.nrd0: values that are all the same still get a bump to look at.
        spread =
            spread > 0 ? spread
            : sorted[0] != 0 ? Math.Abs(sorted[0])
            : 1;
        return 0.9 * spread * Math.Pow(sorted.Length, -0.2);
    }

    /// <summary>Each value shared between its two neighbouring bins.</summary>
    private static double[] Binned(double[] values, double from, double width)
    {
        var bins = new double[Bins];
        foreach (var value in values)
        {
            var position = (value - from) / width * (Bins - 1);
            var below = Math.Min((int)position, Bins - 2);
            bins[below] += below + 1 - position;
            bins[below + 1] += position - below;
        }
        return bins;
    }
}
