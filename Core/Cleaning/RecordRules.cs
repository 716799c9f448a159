using System.Globalization;
using Core.Campaigns;
using Core.Customers;

namespace Core.Cleaning;

/// <summary>
/// Turns a raw row of a file of any kind but orders into clean values, or says why not. Never throws for what stands in a row. A value
/// that can't be read rejects the row where the column is required, and is left empty, and reported, where it is not.
/// </summary>
public sealed class RecordRules
{
    private const double LargestNumber = 1e15;
    private const decimal LargestMoney = 1e12m;

    private readonly ImportKind kind;
    private readonly FileColumns columns;
    private readonly CleaningOptions options;
    private readonly Column[] mapped;
    private readonly int[] positions;
    private readonly AttributeReader attributes;
    private readonly int keyColumns;

    private sealed record Column(ImportColumn Of, int Position, string? Constant, DateOrder Order);

    /// <param name="kind">Any but orders.</param>
    /// <param name="columns">Which column of the file is which.</param>
    /// <param name="options">The rules.</param>
    /// <param name="readings">How the file's columns are read, by header; a date column that is not named is month/day/year.</param>
    public RecordRules(ImportKind kind, FileColumns columns, CleaningOptions options, IReadOnlyDictionary<string, ColumnReading> readings)
    {
        this.kind = kind;
        this.columns = columns;
        this.options = options;
        mapped =
        [
            .. kind.Columns.Select(c => new Column(
                c,
                columns.PositionOf(c.Name),
                options.Constants.GetValueOrDefault(c.Name),
                options.DateOrder ?? readings.GetValueOrDefault(columns.HeaderOf(c.Name))?.Order ?? DateOrder.MonthDayYear
            )),
        ];
        positions = [.. mapped.Select(c => c.Position)];
        keyColumns = mapped.Count(c => c.Of.IsKey && c.Position >= 0);
        attributes = new AttributeReader(columns, kind.KeepsOtherColumns, options.DateOrder, readings);
    }

    /// <summary>Reads one row into <paramref name="values"/>, one for each column of the kind: string, double, Money, DateTime (UTC), bool or null.</summary>
    /// <param name="rowNumber">The row in the file.</param>
    /// <param name="fields">Its fields.</param>
    /// <param name="issues">What was found is added here.</param>
    /// <param name="values">As many as the kind has columns; overwritten.</param>
    /// <returns>False when the row is rejected.</returns>
    public bool TryRead(long rowNumber, IReadOnlyList<string> fields, List<ImportIssue> issues, object?[] values)
    {
        var found = new RowIssues(rowNumber, columns, fields, issues);
        var filled = 0;
        for (var i = 0; i < mapped.Length; i++)
        {
            var column = mapped[i];
            var text = TextOf(column, fields, rowNumber);
            filled += column.Of.IsKey && column.Position >= 0 && text.Length > 0 ? 1 : 0;
            values[i] = text.Length == 0 ? null : Read(column, text, found);
            if (values[i] is null && column.Of.Required && !found.Rejected)
            {
                found.Reject(
                    column.Of.Type == ColumnType.Id ? MissingIdRule(column.Of) : CleaningRule.MissingValue,
                    column.Position,
                    $"There is no {column.Of.Label.ToLowerInvariant()}."
                );
            }
        }
        if (!found.Rejected && keyColumns > 0 && filled < keyColumns * options.KeyShare)
        {
            found.Reject(
                CleaningRule.TooEmpty,
                -1,
                $"{filled} of {keyColumns} key columns are filled; at least {FormattableString.Invariant($"{options.KeyShare:0%}")} must be."
            );
        }
        if (!found.Rejected)
        {
            KindChecks.Finish(kind, values, positions, found);
        }
        return !found.Rejected;
    }

    /// <summary>The row's further columns as a JSON object.</summary>
    public string Attributes(IReadOnlyList<string> fields) => attributes.Read(fields);

    /// <summary>Headers of the further columns that hold numbers, and of those that hold words.</summary>
    public IReadOnlyList<(string Header, ColumnType Type)> AttributeTypes => attributes.Types;

    private string TextOf(Column column, IReadOnlyList<string> fields, long rowNumber)
    {
        if (column.Position >= 0 && column.Position < fields.Count)
        {
            return fields[column.Position].Trim();
        }
        return column.Constant?.Trim()
            ?? (
                column.Of.Name == "customer_id" && options.RowIdPrefix is { } prefix && column.Position < 0
                    ? string.Create(CultureInfo.InvariantCulture, $"{prefix}-{columns.RecordOf(rowNumber)}")
                    : ""
            );
    }

    private object? Read(Column column, string text, RowIssues found) =>
        column.Of.Type switch
        {
            ColumnType.Id => Id(column, text, found),
            ColumnType.Text or ColumnType.Category => Words(column, text, found),
            ColumnType.Email => Address(column, text, found),
            ColumnType.Date => Date(column, text, found),
            ColumnType.Number => Number(column, text, found) is { } number ? (double)number : null,
            ColumnType.Money => Number(column, text, found) is { } amount ? Money.FromDecimal(amount) : null,
            ColumnType.YesNo => YesNo(column, text, found),
            _ => throw new InvalidOperationException($"Unknown type {column.Of.Type}."),
        };

    private static string? Id(Column column, string text, RowIssues found)
    {
        if (text.Length <= ExternalId.Longest)
        {
            return text;
        }
        Fail(column, CleaningRule.OutOfRange, $"An id may have {ExternalId.Longest} characters at most.", found);
        return null;
    }

    private static string Words(Column column, string text, RowIssues found)
    {
        var clean = CleanText.Of(text);
        if (!ReferenceEquals(clean, text))
        {
            found.Repair(CleaningRule.TextNormalised, column.Position, "Spaces and characters are written in the usual way.");
        }
        return clean;
    }

    private static string? Address(Column column, string text, RowIssues found)
    {
        if (EmailAddress.IsPlausible(text))
        {
            return text;
        }
        found.Repair(CleaningRule.UnreadableAddress, column.Position, "Left empty: nobody can be reached at this.");
        return null;
    }

    private static object? Date(Column column, string text, RowIssues found)
    {
        if (DateText.TryParse(text, column.Order, out var utc))
        {
            return utc;
        }
        Fail(column, CleaningRule.UnreadableDate, "This is not a date that can be read.", found);
        return null;
    }

    private static decimal? Number(Column column, string text, RowIssues found)
    {
        if (!NumberText.TryParse(text, out var number))
        {
            Fail(column, CleaningRule.UnreadableNumber, "This is not a number that can be read.", found);
            return null;
        }
        if (Math.Abs(number) > (column.Of.Type == ColumnType.Money ? LargestMoney : (decimal)LargestNumber))
        {
            Fail(column, CleaningRule.OutOfRange, "The number is larger than it can be.", found);
            return null;
        }
        return number;
    }

    private static object? YesNo(Column column, string text, RowIssues found)
    {
        switch (text.ToLowerInvariant())
        {
            case "yes" or "y" or "true" or "t" or "1" or "x":
                return true;
            case "no" or "n" or "false" or "f" or "0":
                return false;
            default:
                Fail(column, CleaningRule.UnreadableValue, "This must be yes or no (also true/false, 1/0).", found);
                return null;
        }
    }

    private static void Fail(Column column, CleaningRule rule, string reason, RowIssues found)
    {
        if (column.Of.Required)
        {
            found.Reject(rule, column.Position, reason);
        }
        else
        {
            found.Repair(rule, column.Position, "Left empty: " + char.ToLowerInvariant(reason[0]) + reason[1..]);
        }
    }

    private static CleaningRule MissingIdRule(ImportColumn column) =>
        column.Name == "customer_id" ? CleaningRule.MissingCustomer : CleaningRule.MissingId;
}
