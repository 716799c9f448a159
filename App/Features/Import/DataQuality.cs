using Core.Cleaning;
using Npgsql;

namespace App.Features.Import;

/// <summary>What one rule found in the files of one kind, over all imports that count.</summary>
/// <param name="Table">The kind of file.</param>
/// <param name="Rule">The rule's key.</param>
/// <param name="Label">What a person reads.</param>
/// <param name="Found">All that it found.</param>
/// <param name="Repaired">Rows that came in repaired.</param>
/// <param name="Rejected">Rows left out.</param>
/// <param name="Noted">Rows kept as they are.</param>
/// <param name="LastImportId">The newest import in which it found something.</param>
public sealed record RuleFinding(
    string Table,
    string Rule,
    string Label,
    long Found,
    long Repaired,
    long Rejected,
    long Noted,
    long LastImportId
);

/// <summary>The rows of one kind, over all imports that count.</summary>
public sealed record TableQuality(string Table, long Imports, long Read, long Imported, long Repaired, long Rejected);

/// <summary>One import in the trend of its kind.</summary>
public sealed record QualityPoint(long ImportId, string Table, string FileName, DateTime At, double RejectedShare, double RepairedShare);

/// <summary>Two people who may be one.</summary>
/// <param name="Reason">Why it looks so.</param>
public sealed record LikelyDuplicate(string FirstId, string? FirstName, string SecondId, string? SecondName, string Reason);

/// <summary>What was found in the data as it came in: per table and rule, with examples, the trend, and people who may be there twice.</summary>
public sealed class DataQuality(NpgsqlDataSource database)
{
    // A file that was taken out, or never came in, says nothing of the data that are here.
    private const string Counting = "i.state = 'succeeded'";

    public async Task<List<TableQuality>> TablesAsync(CancellationToken cancellation = default) =>
        await ListAsync(
            $"""
            SELECT kind, count(*), sum(rows_read)::bigint, sum(rows_imported)::bigint, sum(rows_repaired)::bigint, sum(rows_rejected)::bigint
            FROM imports i WHERE {Counting} GROUP BY kind ORDER BY sum(rows_read) DESC
            """,
            r => new TableQuality(r.GetString(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4), r.GetInt64(5)),
            cancellation
        );

    public async Task<List<RuleFinding>> RulesAsync(CancellationToken cancellation = default) =>
        await ListAsync(
            $"""
            SELECT i.kind, e.key, sum((e.value->>'rejected')::bigint)::bigint, sum((e.value->>'repaired')::bigint)::bigint,
                   sum((e.value->>'noted')::bigint)::bigint, max(i.id)
            FROM imports i, jsonb_each(i.issues_by_rule) e
            WHERE {Counting} GROUP BY 1, 2
            ORDER BY 1, sum((e.value->>'rejected')::bigint + (e.value->>'repaired')::bigint + (e.value->>'noted')::bigint) DESC
            """,
            r =>
            {
                var (rejected, repaired, noted) = (r.GetInt64(2), r.GetInt64(3), r.GetInt64(4));
                var rule = r.GetString(1);
                return new RuleFinding(
                    r.GetString(0),
                    rule,
                    CleaningRule.LabelOf(rule),
                    rejected + repaired + noted,
                    repaired,
                    rejected,
                    noted,
                    r.GetInt64(5)
                );
            },
            cancellation
        );

    /// <summary>A few rows that a rule found, of the newest import in which it found any.</summary>
    public async Task<List<Data.Tables.ImportIssueRow>> ExamplesAsync(
        long importId,
        string rule,
        int limit,
        CancellationToken cancellation = default
    )
    {
        await using var command = database.CreateCommand(
            """
            SELECT row_number, outcome, "column", value, reason FROM import_issues
            WHERE import_id = @import AND rule = @rule ORDER BY id LIMIT @limit
            """
        );
        command.Parameters.AddWithValue("import", importId);
        command.Parameters.AddWithValue("rule", rule);
        command.Parameters.AddWithValue("limit", limit);
        return await ReadAsync(
            command,
            r => new Data.Tables.ImportIssueRow
            {
                ImportId = importId,
                RowNumber = r.GetInt64(0),
                Rule = rule,
                Outcome = r.GetString(1),
                Column = r.GetString(2),
                Value = r.GetString(3),
                Reason = r.GetString(4),
            },
            cancellation
        );
    }

    /// <summary>The last imports, oldest first.</summary>
    public async Task<List<QualityPoint>> TrendAsync(int imports, CancellationToken cancellation = default) =>
        await ListAsync(
            $"""
            SELECT * FROM (
                SELECT id, kind, file_name, created_at, rows_rejected::double precision / rows_read, rows_repaired::double precision / rows_read
                FROM imports i WHERE {Counting} AND rows_read > 0 ORDER BY id DESC LIMIT {imports}) newest
            ORDER BY id
            """,
            r => new QualityPoint(r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetDateTime(3), r.GetDouble(4), r.GetDouble(5)),
            cancellation
        );

    /// <summary>
    /// Customers who may be one person under two ids: the same address, or the same name (whatever the order of its words and the case)
    /// at the same place. They are only shown; nobody is merged.
    /// </summary>
    public async Task<List<LikelyDuplicate>> LikelyDuplicatesAsync(int limit, CancellationToken cancellation = default) =>
        await ListAsync(
            $"""
            WITH people AS (
                SELECT customer_id, external_id, name, lower(email) AS address,
                       (SELECT string_agg(word, ' ' ORDER BY word) FROM regexp_split_to_table(lower(name), '[^[:alnum:]]+') AS word
                        WHERE word <> '') AS words,
                       lower(COALESCE(location, '') || '|' || COALESCE(country, '') || '|' || COALESCE(region, '')) AS place
                FROM customers WHERE email IS NOT NULL OR name IS NOT NULL
            ), alike AS (
                SELECT min(customer_id) AS first, max(customer_id) AS second, 'The same e-mail address' AS reason
                FROM people WHERE address IS NOT NULL GROUP BY address HAVING count(*) > 1
                UNION
                SELECT min(customer_id), max(customer_id), 'The same name at the same place'
                FROM people WHERE words LIKE '% %' AND place <> '||' GROUP BY words, place HAVING count(*) > 1
            )
            SELECT a.external_id, a.name, b.external_id, b.name, string_agg(reason, '; ' ORDER BY reason)
            FROM alike JOIN customers a ON a.customer_id = first JOIN customers b ON b.customer_id = second
            GROUP BY 1, 2, 3, 4 ORDER BY 1 LIMIT {limit}
            """,
            r => new LikelyDuplicate(r.GetString(0), Text(r, 1), r.GetString(2), Text(r, 3), r.GetString(4)),
            cancellation
        );

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private async Task<List<T>> ListAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(sql);
        return await ReadAsync(command, read, cancellation);
    }

    private static async Task<List<T>> ReadAsync<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<T> list = [];
        while (await reader.ReadAsync(cancellation))
        {
            list.Add(read(reader));
        }
        return list;
    }
}
