using Core.Cleaning;

namespace Data.Sources;

/// <summary>Whether a table's first row holds names or is a record already.</summary>
internal static class FirstRow
{
    /// <summary>A row with a number or a date in it is a record, unless one of its fields is a name that is known.</summary>
    /// <param name="fields">The first row.</param>
    /// <param name="told">What a person said; null looks at the row.</param>
    public static bool IsHeader(IReadOnlyList<string> fields, bool? told) =>
        told ?? (!fields.Any(IsValue) || fields.Any(ImportKind.IsKnownHeader));

    /// <summary>The names of the columns; a column without one, or with one that is taken, is called "Column 3".</summary>
    public static List<string> Names(IReadOnlyList<string> fields, bool isHeader)
    {
        List<string> names = [];
        foreach (var field in fields)
        {
            var name = isHeader ? field.Trim() : "";
            names.Add(name.Length > 0 && !names.Contains(name) ? name : $"Column {names.Count + 1}");
        }
        return names;
    }

    private static bool IsValue(string field) =>
        NumberText.TryParse(field, out _)
        || (
            field.Any(char.IsAsciiDigit)
            && (DateText.TryParse(field, DateOrder.MonthDayYear, out _) || DateText.TryParse(field, DateOrder.DayMonthYear, out _))
        );
}
