using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Core.Segments.Density;

namespace Core.Segments.Hierarchy;

/// <summary>
/// Which of 32 clusters may be nearer by Ward's distance than the nearest so far: 2 n s / (n + s) d² &lt; b is tested without a division as
/// s (d² − b′) &lt; n b′ where b′ = b / (2 n), a little generously, because few pass and those are looked at exactly.
/// </summary>
internal static class WardKernel
{
    private const double Generous = 1 + 1e-12;

    /// <param name="query">A tile with a centroid in lane 0.</param>
    /// <param name="tile">p × 32 coordinates of centroids.</param>
    /// <param name="sizes">32 sizes, 0 where there is no cluster.</param>
    /// <param name="size">n, the size of the cluster asked for.</param>
    /// <param name="squared">b, the square of the distance to beat.</param>
    /// <param name="distances">Length 32; where a bit is set, d².</param>
    /// <param name="width">Which vectors.</param>
    public static uint Nearer(
        ReadOnlySpan<double> query,
        ReadOnlySpan<double> tile,
        ReadOnlySpan<double> sizes,
        double size,
        double squared,
        Span<double> distances,
        SimdWidth width = SimdWidth.Best
    )
    {
        var bound = squared / (2 * size) * Generous;
        if (width == SimdWidth.Vector512 || (width == SimdWidth.Best && Vector512.IsHardwareAccelerated))
        {
            ref var s = ref MemoryMarshal.GetReference(sizes[..KdTree.LeafRows]);
            ref var d = ref MemoryMarshal.GetReference(distances[..KdTree.LeafRows]);
            ref var q = ref MemoryMarshal.GetReference(query[..tile.Length]);
            return Nearer512(ref q, ref MemoryMarshal.GetReference(tile), tile.Length / KdTree.LeafRows, ref s, size, bound, ref d);
        }
        TileKernel.Within(query, 0, tile, double.PositiveInfinity, distances, width);
        var found = 0u;
        if (width == SimdWidth.Vector256 || (width == SimdWidth.Best && Vector256.IsHardwareAccelerated))
        {
            var (b, right) = (Vector256.Create(bound), Vector256.Create(size * bound));
            for (var i = 0; i < KdTree.LeafRows; i += Vector256<double>.Count)
            {
                var part = Vector256.Create(sizes[i..]) * (Vector256.Create<double>(distances[i..]) - b);
                found |= Vector256.LessThan(part, right).ExtractMostSignificantBits() << i;
            }
            return found;
        }
        for (var i = 0; i < KdTree.LeafRows; i++)
        {
            found |= sizes[i] * (distances[i] - bound) < size * bound ? 1u << i : 0;
        }
        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static uint Nearer512(
        ref double query,
        ref double tile,
        int columns,
        ref double sizes,
        double size,
        double bound,
        ref double distances
    )
    {
        Vector512<double> a0 = default,
            a1 = default,
            a2 = default,
            a3 = default;
        for (var j = 0; j < columns; j++)
        {
            var x = Vector512.Create(query);
            var (d0, d1) = (Vector512.LoadUnsafe(ref tile) - x, Vector512.LoadUnsafe(ref tile, 8) - x);
            var (d2, d3) = (Vector512.LoadUnsafe(ref tile, 16) - x, Vector512.LoadUnsafe(ref tile, 24) - x);
            (a0, a1, a2, a3) = (a0 + d0 * d0, a1 + d1 * d1, a2 + d2 * d2, a3 + d3 * d3);
            query = ref Unsafe.Add(ref query, KdTree.LeafRows);
            tile = ref Unsafe.Add(ref tile, KdTree.LeafRows);
        }
        var (b, right) = (Vector512.Create(bound), Vector512.Create(size * bound));
        var n0 = Vector512.LessThan(Vector512.LoadUnsafe(ref sizes) * (a0 - b), right);
        var n1 = Vector512.LessThan(Vector512.LoadUnsafe(ref sizes, 8) * (a1 - b), right);
        var n2 = Vector512.LessThan(Vector512.LoadUnsafe(ref sizes, 16) * (a2 - b), right);
        var n3 = Vector512.LessThan(Vector512.LoadUnsafe(ref sizes, 24) * (a3 - b), right);
        if ((n0 | n1 | n2 | n3).AsInt64() == Vector512<long>.Zero)
        {
            return 0;
        }
        a0.StoreUnsafe(ref distances);
        a1.StoreUnsafe(ref distances, 8);
        a2.StoreUnsafe(ref distances, 16);
        a3.StoreUnsafe(ref distances, 24);
        return (uint)n0.ExtractMostSignificantBits()
            | (uint)n1.ExtractMostSignificantBits() << 8
            | (uint)n2.ExtractMostSignificantBits() << 16
            | (uint)n3.ExtractMostSignificantBits() << 24;
    }
}
