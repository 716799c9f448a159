using Core.Cleaning;
using Data.Sources;

namespace Data.Bulk;

/// <summary>How a file is read: its kind, which column is which, what each column holds, and the rules.</summary>
/// <param name="Kind">What the file holds.</param>
/// <param name="Mapping">Which column is which.</param>
/// <param name="Options">The rules.</param>
/// <param name="Headers">The file's columns.</param>
/// <param name="Readings">How columns with dates and further columns are read, by header: decided by each column as a whole.</param>
public sealed record ImportPlan(
    ImportKind Kind,
    ColumnMapping Mapping,
    CleaningOptions Options,
    IReadOnlyDictionary<string, ColumnReading> Readings,
    IReadOnlyList<string> Headers
)
{
    // Further columns are judged by this many rows; a date may need the whole file.
    private const int RowsLookedAt = 2_000;

    /// <summary>The mapping whole: also the columns that are left out, which a guess would take in again.</summary>
    public IReadOnlyDictionary<string, string> WholeMapping => Headers.ToDictionary(h => h, h => Mapping.ByHeader.GetValueOrDefault(h, ""));

    /// <summary>How the dates of the kind's first date column are read; year first where it has none.</summary>
    public DateOrder DateOrder => Dates.Select(d => Options.DateOrder ?? d.Reading.Order!.Value).FirstOrDefault(DateOrder.YearMonthDay);

    /// <summary>Whether a value decides the order in every column of dates, or a person told it.</summary>
    public bool DatesProven => Options.DateOrder is not null || Dates.All(d => d.Reading.IsProven);

    /// <summary>The columns with dates that the kind knows: header and reading.</summary>
    public IEnumerable<(string Header, ColumnReading Reading)> Dates =>
        from column in Kind.Columns
        where column.Type == ColumnType.Date
        from header in Mapping.ByHeader.Where(m => m.Value == column.Name).Select(m => m.Key)
        where Readings.ContainsKey(header)
        select (header, Readings[header]);

    /// <summary>Makes the plan for a file; what the person left open is guessed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">The kind's key, or null to guess.</param>
    /// <param name="changes">The person's changes of the mapping.</param>
    /// <param name="options">The rules.</param>
    /// <exception cref="ImportFileException">The file can't be imported; the message says why and what it has.</exception>
    public static ImportPlan For(string path, string? kind, IReadOnlyDictionary<string, string>? changes, CleaningOptions options)
    {
        using var table = TabularFile.Open(path, options.HeaderRow);
        return For(table, kind, changes, options);
    }

    /// <summary>The same for a table that is open; it is read.</summary>
    /// <exception cref="ImportFileException">The table can't be imported; the message says why and what it has.</exception>
    public static ImportPlan For(ITabularReader table, string? kind, IReadOnlyDictionary<string, string>? changes, CleaningOptions options)
    {
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
        var problems = mapping.Problems(chosen, table.Headers, options);
        if (problems.Count > 0)
        {
            throw new ImportFileException(string.Join(" ", problems));
        }
        return new ImportPlan(chosen, mapping, options, Look(table, chosen, mapping), table.Headers);
    }

    // 3/4/2011 alone says nothing; somewhere in the column stands a 13 that does. Reading stops when all columns are decided.
    private static Dictionary<string, ColumnReading> Look(ITabularReader table, ImportKind kind, ColumnMapping mapping)
    {
        List<(int Position, bool IsDate, ColumnSample Sample)> columns = [];
        for (var i = 0; i < table.Headers.Count; i++)
        {
            var name = mapping.ByHeader.GetValueOrDefault(table.Headers[i]);
            var isDate = name is not null && kind.Column(name)?.Type == ColumnType.Date;
            if (isDate || (name is null && kind.KeepsOtherColumns))
            {
                columns.Add((i, isDate, new ColumnSample()));
            }
        }
        for (var rows = 0L; columns.Count > 0 && table.Read(); rows++)
        {
            foreach (var (position, isDate, sample) in columns)
            {
                if (position < table.Fields.Count && (rows < RowsLookedAt || (isDate && !sample.IsSettled)))
                {
                    sample.Add(table.Fields[position]);
                }
            }
            if (rows >= RowsLookedAt && columns.TrueForAll(c => !c.IsDate || c.Sample.IsSettled))
            {
                break;
            }
        }
        return columns.ToDictionary(c => table.Headers[c.Position], c => c.IsDate ? c.Sample.AsDate() : c.Sample.AsAttribute());
    }
}
