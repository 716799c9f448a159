using System.Globalization;

namespace Core.Cleaning;

/// <summary>
/// Reads numbers as people write them: a currency sign, thousands separators, a decimal point or comma, brackets for a negative.
/// A single comma or point followed by exactly three digits is a thousands separator only when it is a comma; several points in front
/// of groups of three digits are thousands separators.
/// </summary>
public static class NumberText
{
    public static bool TryParse(ReadOnlySpan<char> text, out decimal number)
    {
        text = text.Trim();
        // The common case: plain digits with a point.
        if (
            decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number)
        )
        {
            return true;
        }
        if (text.IsEmpty || text.Length > 64)
        {
            return false;
        }
        var negative = text[0] == '(' && text[^1] == ')';
        Span<char> kept = stackalloc char[text.Length];
        var length = 0;
        var lastComma = text.LastIndexOf(',');
        var lastPoint = text.LastIndexOf('.');
        var decimalComma =
            lastComma > lastPoint
            && text.Count(',') == 1
            && (lastPoint >= 0 || DigitsAfter(text, lastComma) != 3 || !NonZeroBefore(text, lastComma));
        // 1.234.567, but not 10.0.0.1
        var thousandPoints = lastComma < 0 && text.Count('.') > 1;
        if (thousandPoints && !InGroupsOfThree(text))
        {
            return false;
        }
        foreach (var c in negative ? text[1..^1] : text)
        {
            if (char.IsAsciiDigit(c) || c is '-' or '+' or 'e' or 'E')
            {
                kept[length++] = c;
            }
            else if (c == '\u2212')
            {
                kept[length++] = '-';
            }
            else if (c == (decimalComma ? ',' : '.') && !thousandPoints)
            {
                kept[length++] = '.';
            }
            else if (
                c is not (',' or '.' or ' ' or '\u00A0' or '\u202F' or '\'' or '\u2019')
                && char.GetUnicodeCategory(c) != UnicodeCategory.CurrencySymbol
            )
            {
                return false;
            }
        }
        var ok = decimal.TryParse(
            kept[..length],
            NumberStyles.Float | NumberStyles.AllowTrailingSign,
            CultureInfo.InvariantCulture,
            out number
        );
        number = negative ? -number : number;
        return ok;
    }

    // 0,125 can only be a fraction.
    private static bool NonZeroBefore(ReadOnlySpan<char> text, int position) => text[..position].IndexOfAnyInRange('1', '9') >= 0;

    private static bool InGroupsOfThree(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '.' && DigitsAfter(text, i) != 3)
            {
                return false;
            }
        }
        return true;
    }

    private static int DigitsAfter(ReadOnlySpan<char> text, int position)
    {
        var digits = 0;
        while (position + 1 + digits < text.Length && char.IsAsciiDigit(text[position + 1 + digits]))
        {
            digits++;
        }
        return digits;
    }
}
