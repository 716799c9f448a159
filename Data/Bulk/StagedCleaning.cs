using System.Globalization;
using Core.Cleaning;
using Data.Queries;

namespace Data.Bulk;

/// <summary>A column of the staged rows that rules over the whole column look at.</summary>
/// <param name="Name">Its name for a person: a column of the kind, or a header of the file.</param>
/// <param name="Type">Category, Number or Money.</param>
/// <param name="Get">SQL that reads it, as text for a category and as a number else.</param>
/// <param name="Set">SQL that puts a value in.</param>
internal sealed record StagedColumn(string Name, ColumnType Type, string Get, Func<string, string> Set)
{
    public bool IsNumber => Type is ColumnType.Number or ColumnType.Money;

    public static StagedColumn Of(string name, ColumnType type, string column, string sqlType) =>
        new(name, type, column, value => $"{column} = ({value})::{sqlType}");

    public static StagedColumn Attribute(string header, ColumnType type)
    {
        var key = SqlLiteral.Of(header);
        return type == ColumnType.Number
            ? new(
                header,
                type,
                $"(CASE WHEN jsonb_typeof(attributes->{key}) = 'number' THEN (attributes->>{key})::double precision END)",
                value => $"attributes = attributes || jsonb_build_object({key}, {value})"
            )
            : new(
                header,
                type,
                $"(CASE WHEN jsonb_typeof(attributes->{key}) = 'string' THEN attributes->>{key} END)",
                value => $"attributes = attributes || jsonb_build_object({key}, {value})"
            );
    }
}

/// <summary>
/// Rules that need the whole column before they can judge a value: spellings of a category, values far from the others, and what is
/// put where nothing is. Set-based, on the staged rows; everything found is listed.
/// </summary>
internal static class StagedCleaning
{
    public static async Task RunAsync(
        ImportSession session,
        string staging,
        IEnumerable<StagedColumn> columns,
        CleaningOptions options,
        CancellationToken cancellation
    )
    {
        foreach (var column in columns)
        {
            if (column.Type == ColumnType.Category && options.UnifySpelling)
            {
                await UnifyAsync(session, staging, column, cancellation);
            }
            if (column.IsNumber && options.Outliers.GetValueOrDefault(column.Name) is var action and not OutlierAction.Keep)
            {
                await OutliersAsync(session, staging, column, action, options.OutlierFence, cancellation);
            }
            await FillAsync(session, staging, column, options, cancellation);
        }
    }

    private static Task UnifyAsync(ImportSession session, string staging, StagedColumn column, CancellationToken cancellation) =>
        session.NoteAsync(
            $"""
            WITH spellings AS (
                SELECT lower({column.Get}) AS bare, mode() WITHIN GROUP (ORDER BY {column.Get}) AS usual
                FROM {staging} WHERE {column.Get} IS NOT NULL
                GROUP BY 1 HAVING count(DISTINCT {column.Get}) > 1
            ), former AS (
                SELECT s.row_number, {column.Get} AS value, u.usual FROM {staging} s JOIN spellings u ON lower({column.Get}) = u.bare
                WHERE {column.Get} <> u.usual
            ), changed AS (
                UPDATE {staging} s SET {column.Set("f.usual")} FROM former f WHERE s.row_number = f.row_number RETURNING s.row_number
            )
            SELECT row_number, value, usual FROM former ORDER BY row_number
            """,
            (row, value, usual) =>
                new ImportIssue(
                    row,
                    CleaningRule.SpellingUnified,
                    IssueOutcome.Repaired,
                    column.Name,
                    value,
                    $"Written as '{usual}', the usual spelling here."
                ),
            cancellation
        );

    private static async Task OutliersAsync(
        ImportSession session,
        string staging,
        StagedColumn column,
        OutlierAction action,
        double fence,
        CancellationToken cancellation
    )
    {
        var times = fence.ToString("R", CultureInfo.InvariantCulture);
        var (low, high) = await session.QueryAsync(
            $"""
            SELECT q1 - {times} * (q3 - q1), q3 + {times} * (q3 - q1)
            FROM (SELECT percentile_cont(0.25) WITHIN GROUP (ORDER BY ({column.Get})::double precision) AS q1,
                         percentile_cont(0.75) WITHIN GROUP (ORDER BY ({column.Get})::double precision) AS q3 FROM {staging}) q
            """,
            r => r.IsDBNull(0) ? (double.NaN, double.NaN) : (r.GetDouble(0), r.GetDouble(1)),
            cancellation
        );
        if (double.IsNaN(low))
        {
            return;
        }
        var (from, to) = (low.ToString("R", CultureInfo.InvariantCulture), high.ToString("R", CultureInfo.InvariantCulture));
        var scale = column.Type == ColumnType.Money ? Core.Customers.Money.Scale : 1;
        var words = FormattableString.Invariant($"{low / scale:0.##} to {high / scale:0.##}");
        var far = $"({column.Get})::double precision NOT BETWEEN {from} AND {to}";
        var change =
            action == OutlierAction.Drop
                ? $"DELETE FROM {staging} s USING former f WHERE s.row_number = f.row_number RETURNING s.row_number"
                : $"UPDATE {staging} s SET {column.Set($"CASE WHEN f.value < {from} THEN {from} ELSE {to} END")} FROM former f "
                    + "WHERE s.row_number = f.row_number RETURNING s.row_number";
        await session.NoteAsync(
            $"""
            WITH former AS (SELECT row_number, ({column.Get})::double precision AS value FROM {staging} WHERE {far}),
                 changed AS ({change})
            SELECT row_number, (value / {scale})::text FROM former ORDER BY row_number
            """,
            (row, value) =>
                action == OutlierAction.Drop
                    ? new ImportIssue(row, CleaningRule.Outlier, IssueOutcome.Rejected, column.Name, value, $"Outside of {words}.")
                    : new ImportIssue(
                        row,
                        CleaningRule.Outlier,
                        IssueOutcome.Repaired,
                        column.Name,
                        value,
                        $"Set to the nearer end of {words}."
                    ),
            cancellation
        );
    }

    private static async Task FillAsync(
        ImportSession session,
        string staging,
        StagedColumn column,
        CleaningOptions options,
        CancellationToken cancellation
    )
    {
        var value = (column.IsNumber, options.MissingNumbers, options.MissingCategories) switch
        {
            (true, NumberFill.Median, _) =>
                $"SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY ({column.Get})::double precision) FROM {staging}",
            (true, NumberFill.Mean, _) => $"SELECT avg(({column.Get})::double precision) FROM {staging}",
            (false, _, CategoryFill.Mode) => $"SELECT mode() WITHIN GROUP (ORDER BY {column.Get}) FROM {staging}",
            (false, _, CategoryFill.Unknown) => $"SELECT 'unknown'::text FROM {staging} WHERE {column.Get} IS NOT NULL LIMIT 1",
            _ => null,
        };
        if (value is null)
        {
            return;
        }
        var scale = column.Type == ColumnType.Money ? $" / {Core.Customers.Money.Scale}" : "";
        await session.NoteAsync(
            $"""
            WITH fill AS MATERIALIZED (SELECT ({value}) AS put_in),
                 changed AS (
                    UPDATE {staging} s SET {column.Set("f.put_in")} FROM fill f
                    WHERE {column.Get} IS NULL AND f.put_in IS NOT NULL RETURNING s.row_number
                 )
            SELECT row_number, (SELECT (put_in{scale})::text FROM fill) FROM changed ORDER BY row_number
            """,
            (row, filled) =>
                new ImportIssue(
                    row,
                    CleaningRule.MissingFilled,
                    IssueOutcome.Repaired,
                    column.Name,
                    "",
                    $"Was empty; {filled} was put in."
                ),
            cancellation
        );
    }
}
