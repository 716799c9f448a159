using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Core.Segments;

/// <summary>Which vectors the kernel uses; tests ask for each.</summary>
internal enum SimdWidth
{
    Best,
    Vector512,
    Vector256,
    Scalar,
}

/// <summary>
/// argmin over k of ‖cₖ‖² − 2 x·cₖ for a tile of rows held column after column; 32 (or 16) rows at a time, one per lane. The number of
/// centers is even; a norm of +∞ makes one that is never nearest.
/// </summary>
internal static class NearestCenterKernel
{
    public static void Label(
        ReadOnlySpan<double> tile,
        int rows,
        ReadOnlySpan<double> minusTwice,
        ReadOnlySpan<double> squaredNorms,
        Span<int> labels,
        SimdWidth width
    )
    {
        if (width == SimdWidth.Best)
        {
            width =
                Vector512.IsHardwareAccelerated ? SimdWidth.Vector512
                : Vector256.IsHardwareAccelerated ? SimdWidth.Vector256
                : SimdWidth.Scalar;
        }
        var p = minusTwice.Length / squaredNorms.Length;
        // The vector paths read without bounds checks, so the bounds are checked once here.
        _ = tile[..(rows * p)];
        labels = labels[..rows];
        switch (width)
        {
            case SimdWidth.Vector512:
                Label512(tile, rows, p, minusTwice, squaredNorms, labels);
                break;
            case SimdWidth.Vector256:
                Label256(tile, rows, p, minusTwice, squaredNorms, labels);
                break;
            default:
                LabelScalar(tile, rows, p, minusTwice, squaredNorms, labels);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Label512(
        ReadOnlySpan<double> tile,
        int rows,
        int p,
        ReadOnlySpan<double> minusTwice,
        ReadOnlySpan<double> norms,
        Span<int> labels
    )
    {
        ref var weights = ref MemoryMarshal.GetReference(minusTwice);
        for (var row = 0; row < rows; row += 32)
        {
            ref var first = ref Unsafe.Add(ref MemoryMarshal.GetReference(tile), row);
            var b0 = Vector512.Create(double.PositiveInfinity);
            var (b1, b2, b3) = (b0, b0, b0);
            Vector512<long> l0 = default,
                l1 = default,
                l2 = default,
                l3 = default;
            ref var weight = ref weights;
            // Two centers at a time share the loads of the rows, which bound the speed otherwise.
            for (var k = 0; k < norms.Length; k += 2)
            {
                var a0 = Vector512.Create(norms[k]);
                var (a1, a2, a3) = (a0, a0, a0);
                var c0 = Vector512.Create(norms[k + 1]);
                var (c1, c2, c3) = (c0, c0, c0);
                ref var x = ref first;
                for (var j = 0; j < p; j++)
                {
                    var (x0, x1) = (Vector512.LoadUnsafe(ref x), Vector512.LoadUnsafe(ref x, 8));
                    var (x2, x3) = (Vector512.LoadUnsafe(ref x, 16), Vector512.LoadUnsafe(ref x, 24));
                    var w = Vector512.Create(weight);
                    a0 = Vector512.FusedMultiplyAdd(w, x0, a0);
                    a1 = Vector512.FusedMultiplyAdd(w, x1, a1);
                    a2 = Vector512.FusedMultiplyAdd(w, x2, a2);
                    a3 = Vector512.FusedMultiplyAdd(w, x3, a3);
                    w = Vector512.Create(Unsafe.Add(ref weight, p));
                    c0 = Vector512.FusedMultiplyAdd(w, x0, c0);
                    c1 = Vector512.FusedMultiplyAdd(w, x1, c1);
                    c2 = Vector512.FusedMultiplyAdd(w, x2, c2);
                    c3 = Vector512.FusedMultiplyAdd(w, x3, c3);
                    weight = ref Unsafe.Add(ref weight, 1);
                    x = ref Unsafe.Add(ref x, rows);
                }
                weight = ref Unsafe.Add(ref weight, p);
                var label = Vector512.Create((long)k);
                (b0, l0) = Nearer(a0, label, b0, l0);
                (b1, l1) = Nearer(a1, label, b1, l1);
                (b2, l2) = Nearer(a2, label, b2, l2);
                (b3, l3) = Nearer(a3, label, b3, l3);
                label = Vector512.Create(k + 1L);
                (b0, l0) = Nearer(c0, label, b0, l0);
                (b1, l1) = Nearer(c1, label, b1, l1);
                (b2, l2) = Nearer(c2, label, b2, l2);
                (b3, l3) = Nearer(c3, label, b3, l3);
            }
            ref var target = ref Unsafe.Add(ref MemoryMarshal.GetReference(labels), row);
            Vector512.Narrow(l0, l1).StoreUnsafe(ref target);
            Vector512.Narrow(l2, l3).StoreUnsafe(ref target, 16);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Best, Vector512<long> Labels) Nearer(
        Vector512<double> value,
        Vector512<long> label,
        Vector512<double> best,
        Vector512<long> labels
    ) => (Vector512.Min(best, value), Vector512.ConditionalSelect(Vector512.LessThan(value, best).AsInt64(), label, labels));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Label256(
        ReadOnlySpan<double> tile,
        int rows,
        int p,
        ReadOnlySpan<double> minusTwice,
        ReadOnlySpan<double> norms,
        Span<int> labels
    )
    {
        ref var weights = ref MemoryMarshal.GetReference(minusTwice);
        for (var row = 0; row < rows; row += 16)
        {
            ref var first = ref Unsafe.Add(ref MemoryMarshal.GetReference(tile), row);
            var b0 = Vector256.Create(double.PositiveInfinity);
            var (b1, b2, b3) = (b0, b0, b0);
            Vector256<long> l0 = default,
                l1 = default,
                l2 = default,
                l3 = default;
            ref var weight = ref weights;
            for (var k = 0; k < norms.Length; k++)
            {
                var a0 = Vector256.Create(norms[k]);
                var (a1, a2, a3) = (a0, a0, a0);
                ref var x = ref first;
                for (var j = 0; j < p; j++)
                {
                    var w = Vector256.Create(weight);
                    a0 = Vector256.FusedMultiplyAdd(w, Vector256.LoadUnsafe(ref x), a0);
                    a1 = Vector256.FusedMultiplyAdd(w, Vector256.LoadUnsafe(ref x, 4), a1);
                    a2 = Vector256.FusedMultiplyAdd(w, Vector256.LoadUnsafe(ref x, 8), a2);
                    a3 = Vector256.FusedMultiplyAdd(w, Vector256.LoadUnsafe(ref x, 12), a3);
                    weight = ref Unsafe.Add(ref weight, 1);
                    x = ref Unsafe.Add(ref x, rows);
                }
                var label = Vector256.Create((long)k);
                l0 = Vector256.ConditionalSelect(Vector256.LessThan(a0, b0).AsInt64(), label, l0);
                l1 = Vector256.ConditionalSelect(Vector256.LessThan(a1, b1).AsInt64(), label, l1);
                l2 = Vector256.ConditionalSelect(Vector256.LessThan(a2, b2).AsInt64(), label, l2);
                l3 = Vector256.ConditionalSelect(Vector256.LessThan(a3, b3).AsInt64(), label, l3);
                (b0, b1, b2, b3) = (Vector256.Min(b0, a0), Vector256.Min(b1, a1), Vector256.Min(b2, a2), Vector256.Min(b3, a3));
            }
            ref var target = ref Unsafe.Add(ref MemoryMarshal.GetReference(labels), row);
            Vector256.Narrow(l0, l1).StoreUnsafe(ref target);
            Vector256.Narrow(l2, l3).StoreUnsafe(ref target, 8);
        }
    }

    private static void LabelScalar(
        ReadOnlySpan<double> tile,
        int rows,
        int p,
        ReadOnlySpan<double> minusTwice,
        ReadOnlySpan<double> norms,
        Span<int> labels
    )
    {
        for (var row = 0; row < rows; row++)
        {
            var best = double.PositiveInfinity;
            for (var k = 0; k < norms.Length; k++)
            {
                var value = norms[k];
                for (var j = 0; j < p; j++)
                {
                    value += minusTwice[k * p + j] * tile[j * rows + row];
                }
                if (value < best)
                {
                    (best, labels[row]) = (value, k);
                }
            }
        }
    }
}
