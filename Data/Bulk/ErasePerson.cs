using Data.Queries;
using Npgsql;

namespace Data.Bulk;

/// <summary>Erases a person everywhere.</summary>
public sealed class ErasePerson(NpgsqlDataSource database)
{
    /// <summary>Takes all rows of the person out, in one transaction; the days on which they bought are marked to be added up again.</summary>
    /// <returns>How many rows, by table; null when there is no such person.</returns>
    public async Task<Dictionary<string, int>?> RunAsync(long customerId, CancellationToken cancellation = default)
    {
        Dictionary<string, int> erased = [];
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await ExecuteAsync(EventTable.MarkDays("customer_id = @id"));
        foreach (var table in PersonTable.All)
        {
            erased[table] = await ExecuteAsync($"DELETE FROM {table} WHERE customer_id = @id");
        }
        await ExecuteAsync(DataVersion.CountFeatures);
        await ExecuteAsync(DataVersion.CountPeople);
        await ExecuteAsync(DataVersion.AnnouncePeople);
        await transaction.CommitAsync(cancellation);
        return erased["customers"] == 0 ? null : erased;

        async Task<int> ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            command.Parameters.AddWithValue("id", customerId);
            return await command.ExecuteNonQueryAsync(cancellation);
        }
    }
}
