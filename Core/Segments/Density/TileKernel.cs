using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Core.Segments.Density;

/// <summary>
/// Squared Euclidean distances from one row to the 32 rows of a leaf. Columns are added one after the other without fused operations, on
/// vectors of any width and without: so every machine gives the same bits, and rows that lie exactly on a radius fall as they do in
/// programs that add plainly.
/// </summary>
internal static class TileKernel
{
    // After so many columns a look whether any row is still near: sums only grow.
    private const int Look = 8;

    /// <param name="query">A leaf of the rows asked for.</param>
    /// <param name="lane">The row in it.</param>
    /// <param name="tile">p × 32 values of the other leaf.</param>
    /// <param name="limit">A squared distance.</param>
    /// <param name="distances">Length 32; where a bit is set, the squared distance.</param>
    /// <param name="width">Which vectors.</param>
    /// <returns>One bit for each row at most that far.</returns>
    public static uint Within(
        ReadOnlySpan<double> query,
        int lane,
        ReadOnlySpan<double> tile,
        double limit,
        Span<double> distances,
        SimdWidth width = SimdWidth.Best
    )
    {
        var columns = tile.Length / KdTree.LeafRows;
        ref var target = ref MemoryMarshal.GetReference(distances[..KdTree.LeafRows]);
        ref var from = ref MemoryMarshal.GetReference(query[lane..tile.Length]);
        ref var to = ref MemoryMarshal.GetReference(tile);
        if (width == SimdWidth.Vector512 || (width == SimdWidth.Best && Vector512.IsHardwareAccelerated))
        {
            return Within512(ref from, ref to, columns, limit, ref target);
        }
        return width == SimdWidth.Vector256 || (width == SimdWidth.Best && Vector256.IsHardwareAccelerated)
            ? Within256(ref from, ref to, columns, limit, ref target)
            : WithinScalar(ref from, ref to, columns, limit, ref target);
    }

    /// <summary>Which rows of a leaf are at most √limit (one for each row) from a box.</summary>
    public static uint NearBox(
        ReadOnlySpan<double> tile,
        ReadOnlySpan<double> low,
        ReadOnlySpan<double> high,
        ReadOnlySpan<double> limits,
        SimdWidth width = SimdWidth.Best
    )
    {
        ref var rows = ref MemoryMarshal.GetReference(tile[..(low.Length * KdTree.LeafRows)]);
        ref var limit = ref MemoryMarshal.GetReference(limits[..KdTree.LeafRows]);
        if (width == SimdWidth.Vector512 || (width == SimdWidth.Best && Vector512.IsHardwareAccelerated))
        {
            return Near512(ref rows, low, high, ref limit);
        }
        return width == SimdWidth.Vector256 || (width == SimdWidth.Best && Vector256.IsHardwareAccelerated)
            ? Near256(ref rows, low, high, ref limit)
            : NearScalar(ref rows, low, high, ref limit);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static uint Within512(ref double query, ref double tile, int columns, double limit, ref double distances)
    {
        var wide = Vector512.Create(limit);
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
            if ((j & (Look - 1)) == Look - 1 && !Vector512.LessThanOrEqualAny(Least(a0, a1, a2, a3), wide))
            {
                return 0;
            }
        }
        a0.StoreUnsafe(ref distances);
        a1.StoreUnsafe(ref distances, 8);
        a2.StoreUnsafe(ref distances, 16);
        a3.StoreUnsafe(ref distances, 24);
        return Bits(a0, wide) | Bits(a1, wide) << 8 | Bits(a2, wide) << 16 | Bits(a3, wide) << 24;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Least(Vector512<double> a, Vector512<double> b, Vector512<double> c, Vector512<double> d) =>
        Vector512.MinNative(Vector512.MinNative(a, b), Vector512.MinNative(c, d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Bits(Vector512<double> values, Vector512<double> limit) =>
        (uint)Vector512.LessThanOrEqual(values, limit).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static uint Within256(ref double query, ref double tile, int columns, double limit, ref double distances)
    {
        var wide = Vector256.Create(limit);
        var found = 0u;
        for (var half = 0; half < KdTree.LeafRows; half += 16)
        {
            Vector256<double> a0 = default,
                a1 = default,
                a2 = default,
                a3 = default;
            ref var q = ref query;
            ref var t = ref Unsafe.Add(ref tile, half);
            for (var j = 0; j < columns; j++)
            {
                var x = Vector256.Create(q);
                var (d0, d1) = (Vector256.LoadUnsafe(ref t) - x, Vector256.LoadUnsafe(ref t, 4) - x);
                var (d2, d3) = (Vector256.LoadUnsafe(ref t, 8) - x, Vector256.LoadUnsafe(ref t, 12) - x);
                (a0, a1, a2, a3) = (a0 + d0 * d0, a1 + d1 * d1, a2 + d2 * d2, a3 + d3 * d3);
                q = ref Unsafe.Add(ref q, KdTree.LeafRows);
                t = ref Unsafe.Add(ref t, KdTree.LeafRows);
            }
            ref var target = ref Unsafe.Add(ref distances, half);
            a0.StoreUnsafe(ref target);
            a1.StoreUnsafe(ref target, 4);
            a2.StoreUnsafe(ref target, 8);
            a3.StoreUnsafe(ref target, 12);
            found |= (Bits(a0, wide) | Bits(a1, wide) << 4 | Bits(a2, wide) << 8 | Bits(a3, wide) << 12) << half;
        }
        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Bits(Vector256<double> values, Vector256<double> limit) =>
        Vector256.LessThanOrEqual(values, limit).ExtractMostSignificantBits();

    private static uint WithinScalar(ref double query, ref double tile, int columns, double limit, ref double distances)
    {
        var found = 0u;
        for (var i = 0; i < KdTree.LeafRows; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < columns; j++)
            {
                var difference = Unsafe.Add(ref tile, j * KdTree.LeafRows + i) - Unsafe.Add(ref query, j * KdTree.LeafRows);
                sum += difference * difference;
            }
            Unsafe.Add(ref distances, i) = sum;
            found |= sum <= limit ? 1u << i : 0;
        }
        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static uint Near512(ref double rows, ReadOnlySpan<double> low, ReadOnlySpan<double> high, ref double limits)
    {
        Vector512<double> a0 = default,
            a1 = default,
            a2 = default,
            a3 = default;
        for (var j = 0; j < low.Length; j++)
        {
            var (l, h) = (Vector512.Create(low[j]), Vector512.Create(high[j]));
            a0 = AddGap(a0, Vector512.LoadUnsafe(ref rows), l, h);
            a1 = AddGap(a1, Vector512.LoadUnsafe(ref rows, 8), l, h);
            a2 = AddGap(a2, Vector512.LoadUnsafe(ref rows, 16), l, h);
            a3 = AddGap(a3, Vector512.LoadUnsafe(ref rows, 24), l, h);
            rows = ref Unsafe.Add(ref rows, KdTree.LeafRows);
        }
        return Bits(a0, Vector512.LoadUnsafe(ref limits))
            | Bits(a1, Vector512.LoadUnsafe(ref limits, 8)) << 8
            | Bits(a2, Vector512.LoadUnsafe(ref limits, 16)) << 16
            | Bits(a3, Vector512.LoadUnsafe(ref limits, 24)) << 24;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> AddGap(Vector512<double> sum, Vector512<double> x, Vector512<double> low, Vector512<double> high)
    {
        var gap = Vector512.MaxNative(Vector512.MaxNative(low - x, x - high), Vector512<double>.Zero);
        return sum + gap * gap;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static uint Near256(ref double rows, ReadOnlySpan<double> low, ReadOnlySpan<double> high, ref double limits)
    {
        var found = 0u;
        for (var i = 0; i < KdTree.LeafRows; i += 4)
        {
            Vector256<double> sum = default;
            for (var j = 0; j < low.Length; j++)
            {
                var x = Vector256.LoadUnsafe(ref rows, (nuint)(j * KdTree.LeafRows + i));
                var gap = Vector256.MaxNative(
                    Vector256.MaxNative(Vector256.Create(low[j]) - x, x - Vector256.Create(high[j])),
                    Vector256<double>.Zero
                );
                sum += gap * gap;
            }
            found |= Bits(sum, Vector256.LoadUnsafe(ref limits, (nuint)i)) << i;
        }
        return found;
    }

    private static uint NearScalar(ref double rows, ReadOnlySpan<double> low, ReadOnlySpan<double> high, ref double limits)
    {
        var found = 0u;
        for (var i = 0; i < KdTree.LeafRows; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < low.Length; j++)
            {
                var x = Unsafe.Add(ref rows, j * KdTree.LeafRows + i);
                var gap = Math.Max(Math.Max(low[j] - x, x - high[j]), 0);
                sum += gap * gap;
            }
            found |= sum <= Unsafe.Add(ref limits, i) ? 1u << i : 0;
        }
        return found;
    }
}
