using System.Globalization;

namespace Core.Estimators;

/// <summary>Numbers as they stand in sentences: a non-breaking space between thousands and before %, a point for decimals, a true minus.</summary>
public static class FigureText
{
    private const char NoBreakSpace = '\u00A0';

    private static readonly NumberFormatInfo Format = new()
    {
        NumberGroupSeparator = NoBreakSpace.ToString(),
        NegativeSign = "−",
        NumberDecimalSeparator = ".",
    };

    /// <summary>About three digits: 1 204 · 37.6 · 3.2 · 0.041. NaN is "–".</summary>
    public static string Number(double value)
    {
        var size = Math.Abs(value);
        return double.IsNaN(value) ? "–"
            : size >= 99.95 || size == 0 ? value.ToString("#,0", Format)
            : size >= 9.995 ? value.ToString("0.#", Format)
            : size >= 0.995 ? value.ToString("0.##", Format)
            : size >= 0.0995 ? value.ToString("0.###", Format)
            : value.ToString("0.####", Format);
    }

    /// <summary>Every digit that a limit has, to the tenth decimal: 1 204.5 · 0.041 · −3.</summary>
    public static string Exact(double value) => value.ToString("#,0.##########", Format);

    /// <summary>A count: 1 204.</summary>
    public static string Count(long value) => value.ToString("#,0", Format);

    /// <summary>A share in [0, 1] as a percentage: 24 % · 1.5 % · less than 0.01 %.</summary>
    public static string Percent(double share)
    {
        var percent = 100 * share;
        var size = Math.Abs(percent);
        return size > 0 && size < 0.01
            ? $"less than 0.01{NoBreakSpace}%"
            : (
                size >= 9.95 ? percent.ToString("0", Format)
                : size >= 0.995 ? percent.ToString("0.#", Format)
                : percent.ToString("0.##", Format)
            ) + $"{NoBreakSpace}%";
    }

    /// <summary>A difference of shares in percentage points, without the unit: 1.1 · −0.25 · 12.</summary>
    public static string Points(double difference)
    {
        var points = 100 * difference;
        return Math.Round(Math.Abs(points), 1) >= 1 ? points.ToString("0.0", Format) : points.ToString("0.0#", Format);
    }
}
