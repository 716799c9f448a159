namespace Core.Segments.Rules;

/// <summary>Numbers that are easy to read.</summary>
internal static class RoundNumber
{
    private const int MostDigits = 15;

    /// <summary>The roundest number above <paramref name="low"/> and not above <paramref name="high"/>: a multiple of the largest power of ten, or five times one.</summary>
    public static double Between(double low, double high)
    {
        var largest = (int)Math.Ceiling(Math.Log10(Math.Max(Math.Abs(low), Math.Abs(high)))) + 1;
        for (var power = largest; power > largest - MostDigits; power--)
        {
            foreach (var step in new[] { 5 * Power(power - 1), Power(power - 1) })
            {
                var candidate = Clean(Math.Floor(high / step) * step, power - 1);
                if (candidate > low && candidate <= high)
                {
                    return candidate;
                }
            }
        }
        return high;
    }

    /// <summary>The value with so many digits that count.</summary>
    public static double To(double value, int digits)
    {
        if (value == 0)
        {
            return 0;
        }
        var power = (int)Math.Floor(Math.Log10(Math.Abs(value))) - digits + 1;
        return Clean(Math.Round(value / Power(power)) * Power(power), power);
    }

    private static double Power(int power) => Math.Pow(10, power);

    // 3 · 0.1 is 0.30000000000000004; a person wants 0.3.
    private static double Clean(double value, int power) => power is < 0 and >= -MostDigits ? Math.Round(value, -power) : value;
}
