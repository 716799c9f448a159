using System.Globalization;

namespace Core.Cleaning;

/// <summary>Which number of a date such as 3/4/2011 is which.</summary>
public enum DateOrder
{
    YearMonthDay,
    MonthDayYear,
    DayMonthYear,
}

/// <summary>Reads dates in the usual written forms: numbers with any separator, month names, a time, AM/PM, a zone. Without a zone: UTC.</summary>
public static class DateText
{
    private const int ShortestName = 3;
    private static readonly string[] Months = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[..12];
    private static readonly string[] Weekdays = CultureInfo.InvariantCulture.DateTimeFormat.DayNames;

    /// <summary>Reads one value in a known order; a date that starts with a four-digit year is always year-month-day.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, DateOrder order, out DateTime utc)
    {
        utc = default;
        text = text.Trim();
        if (text.Length < 6)
        {
            return false;
        }
        Span<int> parts = stackalloc int[3];
        if (!TryDateParts(text, parts, out var yearFirst, out var monthName, out var rest))
        {
            return false;
        }
        var (year, month, day) =
            monthName >= 0 ? WithMonthName(parts, monthName, yearFirst)
            : yearFirst ? (parts[0], parts[1], parts[2])
            : order switch
            {
                DateOrder.DayMonthYear => (parts[2], parts[1], parts[0]),
                DateOrder.MonthDayYear => (parts[2], parts[0], parts[1]),
                _ => (parts[0], parts[1], parts[2]),
            };
        if (year < 100 && !yearFirst)
        {
            year += year < 70 ? 2000 : 1900;
        }
        if (year is < 1800 or > 2200 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }
        if (!TryTime(rest, out var time, out var offset))
        {
            return false;
        }
        utc = DateTime.SpecifyKind(new DateTime(year, month, day) + time - offset, DateTimeKind.Utc);
        return true;
    }

    /// <summary>
    /// The order that a value proves by itself: a number above 12 can only be a day. Null when it could be either. Values that start
    /// with the year, or name the month, say nothing about the others.
    /// </summary>
    public static DateOrder? ProvenOrder(ReadOnlySpan<char> text)
    {
        Span<int> parts = stackalloc int[3];
        if (!TryDateParts(text.Trim(), parts, out var yearFirst, out var monthName, out _) || yearFirst || monthName >= 0)
        {
            return null;
        }
        return parts[0] > 12 && parts[1] <= 12 ? DateOrder.DayMonthYear
            : parts[1] > 12 && parts[0] <= 12 ? DateOrder.MonthDayYear
            : null;
    }

    private static (int Year, int Month, int Day) WithMonthName(ReadOnlySpan<int> parts, int month, bool yearFirst) =>
        yearFirst ? (parts[0], month + 1, parts[1]) : (parts[1], month + 1, parts[0]);

    private static bool TryDateParts(
        ReadOnlySpan<char> text,
        Span<int> parts,
        out bool yearFirst,
        out int monthName,
        out ReadOnlySpan<char> rest
    )
    {
        yearFirst = false;
        monthName = -1;
        rest = default;
        var at = 0;
        var count = 0;
        if (text.Length >= 8 && text[..8].IndexOfAnyExceptInRange('0', '9') < 0 && (text.Length == 8 || text[8] is ' ' or 'T'))
        {
            // 20110419
            parts[0] = int.Parse(text[..4], CultureInfo.InvariantCulture);
            parts[1] = int.Parse(text[4..6], CultureInfo.InvariantCulture);
            parts[2] = int.Parse(text[6..8], CultureInfo.InvariantCulture);
            yearFirst = true;
            rest = text[8..];
            return true;
        }
        while (at < text.Length && count + (monthName >= 0 ? 1 : 0) < 3)
        {
            if (char.IsAsciiDigit(text[at]))
            {
                var start = at;
                var number = 0;
                while (at < text.Length && char.IsAsciiDigit(text[at]) && at - start < 5)
                {
                    number = number * 10 + (text[at++] - '0');
                }
                yearFirst |= count == 0 && monthName < 0 && at - start == 4;
                parts[count++] = number;
            }
            else if (char.IsAsciiLetter(text[at]))
            {
                var start = at;
                while (at < text.Length && char.IsAsciiLetter(text[at]))
                {
                    at++;
                }
                var word = text[start..at];
                if (monthName < 0 && TryName(word, Months, out var month))
                {
                    monthName = month;
                }
                else if (start > 0 || !TryName(word, Weekdays, out _))
                {
                    return false;
                }
            }
            else if (text[at] is '/' or '-' or '.' or ' ' or ',')
            {
                at++;
            }
            else
            {
                return false;
            }
        }
        rest = text[at..];
        return count + (monthName >= 0 ? 1 : 0) == 3;
    }

    // "Apr", "Sept" and "April" are names; "Market" is a word.
    private static bool TryName(ReadOnlySpan<char> word, string[] names, out int position)
    {
        for (position = 0; position < names.Length; position++)
        {
            if (word.Length >= ShortestName && names[position].AsSpan().StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }
        position = -1;
        return false;
    }

    private static bool TryTime(ReadOnlySpan<char> text, out TimeSpan time, out TimeSpan offset)
    {
        time = offset = TimeSpan.Zero;
        text = text.TrimStart("T ,").TrimEnd();
        if (text.IsEmpty)
        {
            return true;
        }
        if (text.EndsWith("UTC", StringComparison.Ordinal) || text.EndsWith("GMT", StringComparison.Ordinal))
        {
            text = text[..^3].TrimEnd();
        }
        else if (text[^1] is 'Z' or 'z')
        {
            text = text[..^1].TrimEnd();
        }
        else if (text.LastIndexOfAny('+', '-') is var sign and > 0)
        {
            if (!TryOffset(text[(sign + 1)..], text[sign] == '-', out offset))
            {
                return false;
            }
            text = text[..sign].TrimEnd();
        }
        if (text.IsEmpty)
        {
            return true;
        }
        var afternoon = text.EndsWith("pm", StringComparison.OrdinalIgnoreCase);
        var twelveHours = afternoon || text.EndsWith("am", StringComparison.OrdinalIgnoreCase);
        if (twelveHours)
        {
            text = text[..^2].TrimEnd();
        }
        Span<int> parts = stackalloc int[2];
        var (count, seconds) = (0, 0m);
        foreach (var range in text.Split(':'))
        {
            var ok =
                count < 2
                    ? int.TryParse(text[range], NumberStyles.None, CultureInfo.InvariantCulture, out parts[count])
                    : count == 2
                        && decimal.TryParse(text[range], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out seconds);
            if (!ok)
            {
                return false;
            }
            count++;
        }
        var hour = parts[0];
        if ((count < 2 && !twelveHours) || hour > (twelveHours ? 12 : 23) || parts[1] > 59 || seconds >= 61)
        {
            return false;
        }
        if (twelveHours)
        {
            hour = hour % 12 + (afternoon ? 12 : 0);
        }
        time = new TimeSpan(hour, parts[1], 0) + TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<char> text, bool negative, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        Span<char> digits = stackalloc char[4];
        var count = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c) && count < 4)
            {
                digits[count++] = c;
            }
            else if (c != ':')
            {
                return false;
            }
        }
        if (count is not (2 or 4))
        {
            return false;
        }
        var hours = int.Parse(digits[..2], CultureInfo.InvariantCulture);
        var minutes = count == 4 ? int.Parse(digits[2..4], CultureInfo.InvariantCulture) : 0;
        offset = new TimeSpan(hours, minutes, 0);
        offset = negative ? -offset : offset;
        return hours <= 14 && minutes <= 59;
    }
}
