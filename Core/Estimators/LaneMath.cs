using System.Runtime.CompilerServices;

namespace Core.Estimators;

/// <summary>Functions of vectors that the framework has only as calls, which cost more than the function.</summary>
internal static class LaneMath
{
    private const double Log2E = 1.4426950408889634;

    // ln 2 in two parts: n times the first is exact for every n that occurs.
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double ToWhole = 6755399441055744;

    // Below this eˣ is no normal double any more; it counts as good as 0.
    private const double Least = -708;

    /// <summary>
    /// eˣ for x ≤ 0, to about 1e-16 of its value: eˣ = 2ⁿ eʳ with |r| ≤ ½ ln 2, and Taylor's series to r¹³ (remainder below 5·10⁻¹⁸).
    /// Below −708 it is e⁻⁷⁰⁸.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<TLanes, T>(T x)
        where TLanes : struct, ILanes<T>
        where T : struct
    {
        x = TLanes.Max(x, TLanes.Create(Least));
        var shifted = TLanes.MultiplyAdd(x, TLanes.Create(Log2E), TLanes.Create(ToWhole));
        var n = TLanes.Subtract(shifted, TLanes.Create(ToWhole));
        var r = TLanes.MultiplyAdd(n, TLanes.Create(-Ln2High), x);
        r = TLanes.MultiplyAdd(n, TLanes.Create(-Ln2Low), r);
        var sum = TLanes.Create(1 / 6227020800.0);
        sum = TLanes.MultiplyAdd(sum, r, TLanes.Create(1 / 479001600.0));
        sum = TLanes.MultiplyAdd(sum, r, TLanes.Create(1 / 39916800.0));
        sum = TLanes.MultiplyAdd(sum, r, TLanes.Create(1 / 3628800.0));
        sum = TLanes.MultiplyAdd(sum, r, TLanes.Create(1 / 362880.0));
        sum = TLanes.MultiplyAdd(sum, r, TLanes.Create(1 / 40320.0));
        sum = TLanes.MultiplyAdd(sum, r, TLanes.Create(1 / 5040.0));
        sum = TLanes.MultiplyAdd(sum, r, TLanes.Create(1 / 720.0));
        sum = TLanes.MultiplyAdd(sum, r, TLanes.Create(1 / 120.0));
        sum = TLanes.MultiplyAdd(sum, r, TLanes.Create(1 / 24.0));
        sum = TLanes.MultiplyAdd(sum, r, TLanes.Create(1 / 6.0));
        sum = TLanes.MultiplyAdd(sum, r, TLanes.Create(0.5));
        sum = TLanes.MultiplyAdd(sum, r, TLanes.Create(1));
        sum = TLanes.MultiplyAdd(sum, r, TLanes.Create(1));
        return TLanes.Scale(sum, shifted);
    }
}
