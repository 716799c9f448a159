using Core.Cleaning;
using Npgsql;

namespace Data.Bulk;

/// <summary>The connection inside the import's transaction, and the list of what was found.</summary>
internal sealed class ImportSession(NpgsqlConnection connection, long? importId, IssueSpool issues, Action<string> step)
{
    public NpgsqlConnection Connection { get; } = connection;

    /// <summary>Null for rows that came by the API, one by one.</summary>
    public long? ImportId { get; } = importId;

    /// <summary>What was found.</summary>
    public IssueSpool Issues { get; } = issues;

    /// <summary>Tells a person what is being done.</summary>
    public void Step(string message) => step(message);

    public async Task<long> RunAsync(string sql, CancellationToken cancellation)
    {
        await using var command = Command(sql);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    public async Task<T> QueryAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        await using var command = Command(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return read(reader);
    }

    public async Task<List<T>> ListAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        await using var command = Command(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<T> list = [];
        while (await reader.ReadAsync(cancellation))
        {
            list.Add(read(reader));
        }
        return list;
    }

    /// <summary>Lists an issue for each row of a query: row number and value.</summary>
    public Task NoteAsync(string sql, Func<long, string, ImportIssue> issue, CancellationToken cancellation) =>
        NoteAsync(sql, (row, value, _) => issue(row, value), cancellation);

    /// <summary>Lists an issue for each row of a query: row number, value, and one more text.</summary>
    public async Task NoteAsync(string sql, Func<long, string, string, ImportIssue> issue, CancellationToken cancellation)
    {
        await using var command = Command(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            Issues.Add(issue(reader.GetInt64(0), Text(reader, 1), reader.FieldCount > 2 ? Text(reader, 2) : ""));
        }
    }

    private static string Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? "" : reader.GetString(column);

    private NpgsqlCommand Command(string sql)
    {
        NpgsqlCommand command = new(sql, Connection) { CommandTimeout = 0 };
        if (sql.Contains("@import", StringComparison.Ordinal))
        {
            command.Parameters.Add(
                new NpgsqlParameter("import", NpgsqlTypes.NpgsqlDbType.Bigint) { Value = (object?)ImportId ?? DBNull.Value }
            );
        }
        return command;
    }
}
