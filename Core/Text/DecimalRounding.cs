namespace Core.Text;

/// <summary>Rounds a binary number to decimal digits as if it had been written out in full first, halves to even: as Python's round.</summary>
internal static class DecimalRounding
{
    /// <param name="value">Of a magnitude far below 2⁵² / <paramref name="scale"/>.</param>
    /// <param name="scale">A power of ten: 1000 for three digits.</param>
    public static double Round(double value, double scale)
    {
        var scaled = value * scale;
        var floor = Math.Floor(scaled);
        if (scaled - floor != 0.5)
        {
            return Math.Round(scaled) / scale;
        }
        // The product looks like a half: what it lost in rounding says on which side of it the true one lies.
        var lost = Math.FusedMultiplyAdd(value, scale, -scaled);
        return (
                lost > 0 ? floor + 1
                : lost < 0 ? floor
                : Math.Round(scaled)
            ) / scale;
    }
}
