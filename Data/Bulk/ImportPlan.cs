using Core.Cleaning;
using Data.Sources;

namespace Data.Bulk;

/// <summary>How a file is read: its kind, which column is which, how its dates are written, and the rules.</summary>
public sealed record ImportPlan(ImportKind Kind, ColumnMapping Mapping, CleaningOptions Options, DateOrder DateOrder, bool DatesProven)
{
    /// <summary>Makes the plan for a file; what the person left open is guessed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">The kind's key, or null to guess.</param>
    /// <param name="changes">The person's changes of the mapping.</param>
    /// <param name="options">The rules.</param>
    /// <exception cref="ImportFileException">The file can't be imported; the message says why and what it has.</exception>
    public static ImportPlan For(string path, string? kind, IReadOnlyDictionary<string, string>? changes, CleaningOptions options)
    {
        using var table = TabularFile.Open(path);
        var chosen = kind is null
            ? ColumnMapping.GuessKind(table.Headers)
            : ImportKind.Find(kind)
                ?? throw new ImportFileException(
                    $"'{kind}' is not a kind of file. Allowed: {string.Join(", ", ImportKind.All.Select(k => k.Key))}."
                );
        if (chosen is null)
        {
            throw new ImportFileException(
                $"The columns fit no kind of file. The file has: {ColumnMapping.List(table.Headers)}. "
                    + "A file of orders needs customer_id, ordered_at and unit_price or amount; a file of customers needs customer_id."
            );
        }
        var mapping = ColumnMapping.Guess(table.Headers, chosen).With(changes);
        var problems = mapping.Problems(chosen, table.Headers);
        if (problems.Count > 0)
        {
            throw new ImportFileException(string.Join(" ", problems));
        }
        var (order, proven) = options.DateOrder is { } told ? (told, true) : DecideDates(table, chosen, mapping);
        return new ImportPlan(chosen, mapping, options, order, proven);
    }

    // 3/4/2011 alone says nothing; somewhere in the column stands a 13 that does. Reading stops at the first such value.
    private static (DateOrder Order, bool Proven) DecideDates(ITabularReader table, ImportKind kind, ColumnMapping mapping)
    {
        List<int> positions =
        [
            .. kind.Columns.Where(c => c.Type == ColumnType.Date).Select(c => mapping.PositionOf(c.Name, table.Headers)).Where(p => p >= 0),
        ];
        if (positions.Count == 0)
        {
            return (DateOrder.YearMonthDay, true);
        }
        var open = false;
        while (table.Read())
        {
            foreach (var position in positions)
            {
                if (position >= table.Fields.Count || table.Fields[position] is not { Length: > 0 } text)
                {
                    continue;
                }
                if (DateText.ProvenOrder(text) is { } order)
                {
                    return (order, true);
                }
                open |= !IsYearFirst(text);
            }
            if (!open && table.RowNumber > 1_000)
            {
                break;
            }
        }
        return (DateOrder.MonthDayYear, !open);
    }

    private static bool IsYearFirst(string text) =>
        text.AsSpan().TrimStart() is [var a, var b, var c, var d, ..]
        && char.IsAsciiDigit(a)
        && char.IsAsciiDigit(b)
        && char.IsAsciiDigit(c)
        && char.IsAsciiDigit(d);
}
