using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Core.Customers;
using Core.Estimators;

namespace Core.Segments.Hierarchy;

/// <summary>Euclidean distances of all pairs of n rows as SciPy condenses them: of rows 0 and 1, 0 and 2, …, 1 and 2, ….</summary>
internal static class PairDistances
{
    /// <returns>n (n − 1) / 2 distances.</returns>
    public static double[] Of(FeatureMatrix data, CancellationToken cancellation)
    {
        var distances = new double[(long)data.Rows * (data.Rows - 1) / 2];
        Parallel.For(
            0,
            data.Rows - 1,
            new ParallelOptions { CancellationToken = cancellation },
            row =>
            {
                var mine = distances.AsSpan((int)Index(data.Rows, row, row + 1), data.Rows - row - 1);
                for (var j = 0; j < data.Columns; j++)
                {
                    var column = data.Column(j);
                    Simd.AddSquaredDifference(column[(row + 1)..], column[row], mine);
                }
                Sqrt(mine);
            }
        );
        return distances;
    }

    /// <summary>Where the distance of two different rows stands.</summary>
    public static long Index(int rows, int a, int b)
    {
        var (low, high) = a < b ? (a, b) : (b, a);
        return (long)low * rows - (long)low * (low + 1) / 2 + high - low - 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sqrt(Span<double> values)
    {
        ref var start = ref MemoryMarshal.GetReference(values);
        var i = 0;
        for (; i <= values.Length - 4; i += 4)
        {
            Vector256.Sqrt(Vector256.LoadUnsafe(ref start, (nuint)i)).StoreUnsafe(ref start, (nuint)i);
        }
        for (; i < values.Length; i++)
        {
            values[i] = Math.Sqrt(values[i]);
        }
    }
}
