using Core.Cleaning;
using Data.Bulk;
using Data.Sources;

namespace App.Features.Import;

/// <summary>A row of the preview with what was found in it.</summary>
public sealed record PreviewRow(long RowNumber, IReadOnlyList<string> Fields, IReadOnlyList<ImportIssue> Issues);

/// <summary>What an import would do with the first rows; nothing is written.</summary>
public sealed record ImportPreview(
    string? Kind,
    IReadOnlyList<string> Headers,
    IReadOnlyDictionary<string, string> Mapping,
    IReadOnlyDictionary<string, string> Types,
    IReadOnlyList<string> Problems,
    IReadOnlyList<PreviewRow> Rows,
    string DateOrder,
    bool DatesProven
);

/// <summary>Reads the beginning of a file the way the import would.</summary>
public static class PreviewImport
{
    private const int RowsShown = 20;

    /// <exception cref="ImportFileException">The file is not a table.</exception>
    public static ImportPreview Run(string path, string? kindKey, IReadOnlyDictionary<string, string>? changes, CleaningOptions options)
    {
        using var table = TabularFile.Open(path, options.HeaderRow);
        var kind = kindKey is null ? ColumnMapping.GuessKind(table.Headers) : ImportKind.Find(kindKey);
        if (kind is null)
        {
            return new ImportPreview(
                null,
                table.Headers,
                new Dictionary<string, string>(),
                new Dictionary<string, string>(),
                [NoKind(table.Headers)],
                Raw(table),
                "",
                true
            );
        }
        var mapping = ColumnMapping.Guess(table.Headers, kind).With(changes);
        var problems = mapping.Problems(kind, table.Headers, options);
        if (problems.Count > 0)
        {
            return new ImportPreview(kind.Key, table.Headers, mapping.ByHeader, Types(kind, mapping), problems, Raw(table), "", true);
        }
        var plan = ImportPlan.For(path, kind.Key, changes, options);
        var columns = new FileColumns(table.Headers, plan.Mapping, table.HasHeader);
        var orders = kind == ImportKind.Orders ? new OrderLineRules(columns, plan.Options, plan.DateOrder) : null;
        var records = kind == ImportKind.Orders ? null : new RecordRules(kind, columns, plan.Options, plan.Readings);
        var values = new object?[kind.Columns.Count];
        List<PreviewRow> rows = [];
        while (rows.Count < RowsShown && table.Read())
        {
            List<ImportIssue> issues = [];
            // A row of another width is left out before any other rule looks at it.
            if (ImportRun.HasAllColumns(table, columns, issues))
            {
                orders?.TryRead(table.RowNumber, table.Fields, issues, out _);
                records?.TryRead(table.RowNumber, table.Fields, issues, values);
            }
            rows.Add(new PreviewRow(table.RowNumber, table.Fields, issues));
        }
        return new ImportPreview(
            kind.Key,
            table.Headers,
            mapping.ByHeader,
            Types(kind, mapping, plan.Readings),
            rows.Count == 0 ? ["The file has a header but no rows."] : [],
            rows,
            Words(plan.DateOrder),
            plan.DatesProven
        );
    }

    private static List<PreviewRow> Raw(ITabularReader table)
    {
        List<PreviewRow> rows = [];
        while (rows.Count < RowsShown && table.Read())
        {
            rows.Add(new PreviewRow(table.RowNumber, table.Fields, []));
        }
        return rows;
    }

    // What the kind says of its own columns, and the columns themselves of all others.
    private static Dictionary<string, string> Types(
        ImportKind kind,
        ColumnMapping mapping,
        IReadOnlyDictionary<string, ColumnReading>? readings = null
    )
    {
        var types = mapping
            .ByHeader.Where(m => kind.Column(m.Value) is not null)
            .ToDictionary(m => m.Key, m => kind.Column(m.Value)!.Type.ToString().ToLowerInvariant());
        foreach (var (header, reading) in readings ?? new Dictionary<string, ColumnReading>())
        {
            types.TryAdd(header, reading.Type.ToString().ToLowerInvariant());
        }
        return types;
    }

    private static string NoKind(IReadOnlyList<string> headers) =>
        $"The columns fit no kind of file. The file has: {ColumnMapping.List(headers)}. Choose the kind and say which column is which.";

    private static string Words(DateOrder order) =>
        order switch
        {
            DateOrder.DayMonthYear => "day/month/year",
            DateOrder.MonthDayYear => "month/day/year",
            _ => "year-month-day",
        };
}
