using System.Globalization;

namespace Core.Cleaning;

/// <summary>What the values of a column are, decided by the column as a whole.</summary>
/// <param name="Type">Number, Date or Text.</param>
/// <param name="Order">How its dates are written; null for other columns.</param>
/// <param name="IsProven">Whether a value in the column decides the order of its dates.</param>
public sealed record ColumnReading(ColumnType Type, DateOrder? Order = null, bool IsProven = true);

/// <summary>Looks at the values of one column, row by row, and says in the end how they are to be read.</summary>
public sealed class ColumnSample
{
    private long filled;
    private bool allNumbers = true;
    private bool allDates = true;
    private bool open;
    private DateOrder? proven;

    /// <summary>Whether a value decided the order of the dates, or no value leaves it open.</summary>
    public bool IsSettled => proven is not null || !open;

    public void Add(string field)
    {
        var text = field.AsSpan().Trim();
        if (text.IsEmpty)
        {
            return;
        }
        filled++;
        allNumbers = allNumbers && IsNumber(text);
        if (proven is null && DateText.ProvenOrder(text) is { } order)
        {
            proven = order;
        }
        var yearFirst = IsYearFirst(text);
        open |= !yearFirst && proven is null && DateText.TryParse(text, DateOrder.MonthDayYear, out _) && !HasLetters(text);
        allDates =
            allDates
            && (DateText.TryParse(text, proven ?? DateOrder.MonthDayYear, out _) || DateText.TryParse(text, DateOrder.DayMonthYear, out _));
    }

    /// <summary>How a column of a date is read. Without a value that decides: month, day, year, and not proven.</summary>
    public ColumnReading AsDate() => new(ColumnType.Date, proven ?? DateOrder.MonthDayYear, IsSettled);

    /// <summary>How a further column is read: as numbers or dates only when every value is one.</summary>
    public ColumnReading AsAttribute() =>
        filled == 0 ? new(ColumnType.Text)
        : allNumbers ? new(ColumnType.Number)
        : allDates ? AsDate()
        : new(ColumnType.Text);

    // 007 and 1e5 are codes rather than numbers to the person who wrote them.
    private static bool IsNumber(ReadOnlySpan<char> text)
    {
        var leadingZero = text.Length > 1 && text[0] == '0' && char.IsAsciiDigit(text[1]);
        var code = text.IndexOfAny('e', 'E') >= 0 && text.IndexOf('.') < 0;
        return !leadingZero && !code && text[0] != '+' && (NumberText.TryParse(text, out _) || IsScientific(text));
    }

    private static bool IsScientific(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);

    private static bool IsYearFirst(ReadOnlySpan<char> text) => text.Length >= 4 && text[..4].IndexOfAnyExceptInRange('0', '9') < 0;

    private static bool HasLetters(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsAsciiLetter(c) && c is not ('T' or 'Z' or 'A' or 'P' or 'M' or 'a' or 'p' or 'm' or 'U' or 'C' or 'G'))
            {
                return true;
            }
        }
        return false;
    }
}
