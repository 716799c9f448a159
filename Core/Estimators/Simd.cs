using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Core.Estimators;

/// <summary>
/// The few inner loops that engines share, over 512-bit vectors, else 256-bit ones, else one number after the other. Compiled with all
/// optimisations at once: vector code that waits for its turn to be recompiled runs many times slower, and the first fit would suffer.
/// </summary>
internal static class Simd
{
    /// <summary>Σ aᵢ bᵢ; both of the same length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ref var pa = ref MemoryMarshal.GetReference(a);
        ref var pb = ref MemoryMarshal.GetReference(b[..a.Length]);
        var sum = 0.0;
        var i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<double> s0 = default,
                s1 = default;
            for (; i <= a.Length - 16; i += 16)
            {
                s0 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref pa, (nuint)i), Vector512.LoadUnsafe(ref pb, (nuint)i), s0);
                s1 = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref pa, (nuint)i + 8), Vector512.LoadUnsafe(ref pb, (nuint)i + 8), s1);
            }
            sum = Vector512.Sum(s0 + s1);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Vector256<double> s0 = default,
                s1 = default;
            for (; i <= a.Length - 8; i += 8)
            {
                s0 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref pa, (nuint)i), Vector256.LoadUnsafe(ref pb, (nuint)i), s0);
                s1 = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref pa, (nuint)i + 4), Vector256.LoadUnsafe(ref pb, (nuint)i + 4), s1);
            }
            sum = Vector256.Sum(s0 + s1);
        }
        for (; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /// <summary>Σ aᵢ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Sum(ReadOnlySpan<double> values)
    {
        ref var start = ref MemoryMarshal.GetReference(values);
        var i = 0;
        Vector256<double> s0 = default,
            s1 = default;
        for (; i <= values.Length - 8; i += 8)
        {
            s0 += Vector256.LoadUnsafe(ref start, (nuint)i);
            s1 += Vector256.LoadUnsafe(ref start, (nuint)i + 4);
        }
        var sum = Vector256.Sum(s0 + s1);
        for (; i < values.Length; i++)
        {
            sum += values[i];
        }
        return sum;
    }

    /// <summary>Σ (aᵢ − center)².</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SquaredDifferences(ReadOnlySpan<double> values, double center)
    {
        ref var start = ref MemoryMarshal.GetReference(values);
        var i = 0;
        var wide = Vector256.Create(center);
        Vector256<double> s0 = default,
            s1 = default;
        for (; i <= values.Length - 8; i += 8)
        {
            var d0 = Vector256.LoadUnsafe(ref start, (nuint)i) - wide;
            var d1 = Vector256.LoadUnsafe(ref start, (nuint)i + 4) - wide;
            s0 += d0 * d0;
            s1 += d1 * d1;
        }
        var sum = Vector256.Sum(s0 + s1);
        for (; i < values.Length; i++)
        {
            sum += (values[i] - center) * (values[i] - center);
        }
        return sum;
    }

    /// <summary>Σ (aᵢ − shift) and Σ (aᵢ − shift)².</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double Sum, double Squares) ShiftedMoments(ReadOnlySpan<double> values, double shift)
    {
        ref var start = ref MemoryMarshal.GetReference(values);
        var i = 0;
        var wide = Vector256.Create(shift);
        Vector256<double> s0 = default,
            s1 = default,
            q0 = default,
            q1 = default;
        for (; i <= values.Length - 8; i += 8)
        {
            var d0 = Vector256.LoadUnsafe(ref start, (nuint)i) - wide;
            var d1 = Vector256.LoadUnsafe(ref start, (nuint)i + 4) - wide;
            (s0, s1) = (s0 + d0, s1 + d1);
            (q0, q1) = (q0 + d0 * d0, q1 + d1 * d1);
        }
        var (sum, squares) = (Vector256.Sum(s0 + s1), Vector256.Sum(q0 + q1));
        for (; i < values.Length; i++)
        {
            var difference = values[i] - shift;
            sum += difference;
            squares += difference * difference;
        }
        return (sum, squares);
    }

    /// <summary>target ← source + shift; both of the same length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Shift(ReadOnlySpan<double> source, double shift, Span<double> target)
    {
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(target[..source.Length]);
        var i = 0;
        var wide = Vector256.Create(shift);
        for (; i <= source.Length - 4; i += 4)
        {
            (Vector256.LoadUnsafe(ref from, (nuint)i) + wide).StoreUnsafe(ref to, (nuint)i);
        }
        for (; i < source.Length; i++)
        {
            target[i] = source[i] + shift;
        }
    }

    /// <summary>Whether no value is NaN or infinite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AllFinite(ReadOnlySpan<double> values)
    {
        // x·0 is 0 for finite x and NaN otherwise, and NaN survives every sum.
        var poison = 0.0;
        var i = 0;
        ref var start = ref MemoryMarshal.GetReference(values);
        Vector256<double> sum = default;
        for (; i <= values.Length - 4; i += 4)
        {
            sum += Vector256.LoadUnsafe(ref start, (nuint)i) * Vector256<double>.Zero;
        }
        for (; i < values.Length; i++)
        {
            poison += values[i] * 0;
        }
        return Vector256.Sum(sum) + poison == 0;
    }

    /// <summary>target ← target + (source − value)²; both of the same length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddSquaredDifference(ReadOnlySpan<double> source, double value, Span<double> target)
    {
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(target[..source.Length]);
        var i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            var wide = Vector512.Create(value);
            for (; i <= source.Length - 8; i += 8)
            {
                var difference = Vector512.LoadUnsafe(ref from, (nuint)i) - wide;
                (Vector512.LoadUnsafe(ref to, (nuint)i) + difference * difference).StoreUnsafe(ref to, (nuint)i);
            }
        }
        else
        {
            var wide = Vector256.Create(value);
            for (; i <= source.Length - 4; i += 4)
            {
                var difference = Vector256.LoadUnsafe(ref from, (nuint)i) - wide;
                (Vector256.LoadUnsafe(ref to, (nuint)i) + difference * difference).StoreUnsafe(ref to, (nuint)i);
            }
        }
        for (; i < source.Length; i++)
        {
            target[i] += (source[i] - value) * (source[i] - value);
        }
    }

    /// <summary>aᵢ ← min(aᵢ, bᵢ); both of the same length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Min(Span<double> a, ReadOnlySpan<double> b)
    {
        ref var pa = ref MemoryMarshal.GetReference(a);
        ref var pb = ref MemoryMarshal.GetReference(b[..a.Length]);
        var i = 0;
        for (; i <= a.Length - 4; i += 4)
        {
            Vector256.Min(Vector256.LoadUnsafe(ref pa, (nuint)i), Vector256.LoadUnsafe(ref pb, (nuint)i)).StoreUnsafe(ref pa, (nuint)i);
        }
        for (; i < a.Length; i++)
        {
            a[i] = Math.Min(a[i], b[i]);
        }
    }
}
