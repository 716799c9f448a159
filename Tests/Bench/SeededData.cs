using Core.Customers;
using Core.Estimators;

namespace Bench;

/// <summary>The data of shared/bench/seeded.py, number for number: SplitMix64 by counter, Box–Muller (cosine half).</summary>
internal static class SeededData
{
    /// <summary>Row i belongs to cluster i mod k; centers uniform in [−10, 10), noise normal.</summary>
    public static (FeatureMatrix Data, int[] Labels) Blobs(int rows, int columns, int clusters = 8, double deviation = 1, ulong seed = 1)
    {
        var values = new double[columns][];
        for (var j = 0; j < columns; j++)
        {
            values[j] = new double[rows];
        }
        Parallel.For(
            0,
            rows,
            i =>
            {
                for (var j = 0; j < columns; j++)
                {
                    var center = 20 * Uniform(seed, (ulong)(i % clusters * columns + j)) - 10;
                    values[j][i] = center + deviation * Normal(seed + 1, (ulong)((long)i * columns + j));
                }
            }
        );
        var names = Enumerable.Range(0, columns).Select(j => $"x{j}").ToArray();
        return (new FeatureMatrix(names, values), [.. Enumerable.Range(0, rows).Select(i => i % clusters)]);
    }

    private static double Uniform(ulong seed, ulong i)
    {
        var state = unchecked(seed + i * 0x9E3779B97F4A7C15);
        return (SeededRandom.SplitMix64(ref state) >> 11) * (1.0 / (1UL << 53));
    }

    private static double Normal(ulong seed, ulong i) =>
        Math.Sqrt(-2 * Math.Log(1 - Uniform(seed, 2 * i))) * Math.Cos(2 * Math.PI * Uniform(seed, 2 * i + 1));
}
