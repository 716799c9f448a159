using Core.Cleaning;
using Npgsql;

namespace Data.Bulk;

/// <summary>Where the rows of one kind of file go: a staging table filled by COPY, then one set-based merge.</summary>
internal interface IImportTarget
{
    /// <summary>A temporary table that goes with the transaction.</summary>
    string CreateStaging { get; }

    /// <summary>COPY … FROM STDIN (FORMAT binary).</summary>
    string CopyCommand { get; }

    /// <summary>Reads one row and writes it to the COPY; false when it was rejected.</summary>
    bool Write(NpgsqlBinaryImporter copy, long rowNumber, IReadOnlyList<string> fields, List<ImportIssue> issues);

    /// <summary>Merges the staged rows into the tables.</summary>
    Task<MergeCount> MergeAsync(ImportSession session, CancellationToken cancellation);
}

/// <summary>The connection inside the import's transaction.</summary>
internal sealed class ImportSession(NpgsqlConnection connection, long importId, Action<string> step)
{
    public NpgsqlConnection Connection { get; } = connection;

    public long ImportId { get; } = importId;

    /// <summary>Tells a person what is being done.</summary>
    public void Step(string message) => step(message);

    public async Task<long> RunAsync(string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, Connection) { CommandTimeout = 0 };
        if (sql.Contains("@import", StringComparison.Ordinal))
        {
            command.Parameters.AddWithValue("import", ImportId);
        }
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    public async Task<T> QueryAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, Connection) { CommandTimeout = 0 };
        if (sql.Contains("@import", StringComparison.Ordinal))
        {
            command.Parameters.AddWithValue("import", ImportId);
        }
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return read(reader);
    }
}
