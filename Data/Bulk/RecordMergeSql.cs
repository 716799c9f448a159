namespace Data.Bulk;

/// <summary>The SQL of staging and merging one table of records, made from its description.</summary>
internal sealed class RecordMergeSql(RecordTable table, IReadOnlyList<ComputedColumn> computed)
{
    public const string Staging = "staged_records";

    private IEnumerable<string> Attributes => table.HasAttributes ? ["attributes"] : [];

    private bool KeepsText => table.Id is { KeepsText: true };

    /// <summary>Columns of the staging table with their types, in the order of the COPY.</summary>
    public IEnumerable<(string Name, string Type)> StagedColumns =>
        table
            .Columns.SelectMany(c =>
                c switch
                {
                    Plain plain => [(plain.Target, plain.SqlType)],
                    _ => new[] { (c.Target, "bigint"), (c.Target + "_text", "text") },
                }
            )
            .Concat(Attributes.Select(a => (a, "jsonb NOT NULL")))
            .Concat(computed.Select(c => (c.Name, c.SqlType)))
            .Prepend(("row_number", "bigint NOT NULL"));

    public string CreateStaging =>
        $"CREATE TEMP TABLE {Staging} ({string.Join(", ", StagedColumns.Select(c => $"{c.Name} {c.Type}"))}) ON COMMIT DROP";

    public string CopyCommand => $"COPY {Staging} ({string.Join(", ", StagedColumns.Select(c => c.Name))}) FROM STDIN (FORMAT binary)";

    // Rows of equal content have equal ids so far; the second, third … of them get ids of their own, the same ones at every import.
    public string NumberRepeatedContent =>
        $"""
            UPDATE {Staging} s SET {table.Id!.Target} = n.id
            FROM (SELECT row_number, {table.Id.Target} # (nth * 2654435761) AS id
                  FROM (SELECT row_number, {table.Id.Target},
                               row_number() OVER (PARTITION BY {table.Id.Target} ORDER BY row_number) - 1 AS nth
                        FROM {Staging} WHERE {table.Id.Target}_text IS NULL) r
                  WHERE nth > 0) n
            WHERE s.row_number = n.row_number
            """;

    /// <summary>Rows whose id comes again further down: row number and id.</summary>
    public string RepeatedIds =>
        $"""
            SELECT row_number, {table.Id!.Target}_text
            FROM (SELECT row_number, {table.Id.Target}_text,
                         row_number() OVER (PARTITION BY {string.Join(", ", table.Key)} ORDER BY row_number DESC) AS nth
                  FROM {Staging} WHERE {table.Id.Target}_text IS NOT NULL) r
            WHERE nth > 1 ORDER BY row_number
            """;

    /// <summary>Adds what the rows refer to and is not known yet, by its id alone.</summary>
    public static string AddReferenced(Reference reference)
    {
        var id = IdOf(reference.Table);
        var (columns, values) = reference.Table == "customers" ? (", created_at", ", now()") : ("", "");
        return $"""
            INSERT INTO {reference.Table} ({id}, external_id, attributes, import_id{columns})
            SELECT DISTINCT ON ({reference.Target}) {reference.Target}, {reference.Target}_text, '{"{}"}'::jsonb, @import{values}
            FROM {Staging} WHERE {reference.Target}_text IS NOT NULL ORDER BY {reference.Target}
            ON CONFLICT ({id}) DO NOTHING
            """;
    }

    public static string IdOf(string table) => table[..^1] + "_id";

    /// <summary>Inserts new rows and changes those that differ; an empty value never wipes what is known. Counts both.</summary>
    public string Merge
    {
        get
        {
            var values = table.Columns.Select(c => c.Target).Except(table.Key).ToList();
            values.AddRange(computed.Select(c => c.Name));
            var set = values
                .Select(v => (Column: v, New: $"COALESCE(excluded.{v}, t.{v})"))
                .Concat(Attributes.Select(a => (Column: a, New: $"t.{a} || excluded.{a}")))
                .ToList();
            var inserted = table.Key.Concat(values).Concat(Attributes).Concat(KeepsText ? ["external_id"] : []).Append("import_id");
            var selected = table
                .Key.Concat(values)
                .Concat(Attributes)
                .Concat(KeepsText ? [table.Id!.Target + "_text"] : [])
                .Append("@import");
            if (table.Name == "customers")
            {
                (inserted, selected) = (inserted.Append("created_at"), selected.Append("now()"));
            }
            var key = string.Join(", ", table.Key);
            return $"""
                WITH merged AS (
                    INSERT INTO {table.Name} AS t ({string.Join(", ", inserted)})
                    SELECT DISTINCT ON ({key}) {string.Join(", ", selected)} FROM {Staging} ORDER BY {key}, row_number DESC
                    ON CONFLICT ({key}) DO UPDATE SET {string.Join(
                    ", ",
                    set.Select(s => $"{s.Column} = {s.New}").Append("import_id = excluded.import_id")
                )}
                    WHERE ROW({string.Join(", ", set.Select(s => s.New))}) IS DISTINCT FROM ROW({string.Join(
                    ", ",
                    set.Select(s => $"t.{s.Column}")
                )})
                    RETURNING (xmax = 0) AS fresh
                )
                SELECT count(*) FILTER (WHERE fresh), count(*) FILTER (WHERE NOT fresh) FROM merged
                """;
        }
    }

    public string CountDistinct => $"SELECT count(*) FROM (SELECT DISTINCT {string.Join(", ", table.Key)} FROM {Staging}) d";
}
