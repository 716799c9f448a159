using System.Globalization;
using Data.Queries;
using Npgsql;

namespace Data.Bulk;

/// <summary>
/// Takes an import out again: what only it brought goes; what it shares with others stays, emptied of its values. The caller then
/// runs the other imports of the same kind again, which brings back what this one had overwritten. What a person wrote by hand into a
/// row that this import brought is lost with it, and the names that it gave stay where a later import has completed the row.
/// </summary>
public sealed class UndoImport(NpgsqlDataSource database)
{
    // The names of parameters are read once for all statements, and positions would be read for each; so the number itself is put in.
    private static string Undo(long importId)
    {
        var id = importId.ToString(CultureInfo.InvariantCulture);
        var which = "import_id = " + id;
        return $$"""
            {{EventTable.MarkDays(which)}};
            {{EventTable.DeleteImported(which)}};
            {{CatalogTable.DeleteUnnamed(which)}};
            {{CatalogTable.Empty(which)}};
            DELETE FROM subscriptions WHERE {{which}};
            CREATE TEMP TABLE gone ON COMMIT DROP AS
            SELECT c.customer_id FROM customers c
            WHERE c.{{which}} AND {{EventTable.NothingDone}}
                AND NOT EXISTS (SELECT 1 FROM deliveries t WHERE t.customer_id = c.customer_id);
            {{PersonTable.DeleteGone("gone", [.. PersonTable.Computed, "customers"])}};
            UPDATE customers SET name = NULL, email = NULL, location = NULL, country = NULL, channel = NULL, region = NULL,
                signup_date = NULL, subscription_id = NULL, attributes = '{}', import_id = NULL WHERE {{which}};
            UPDATE imports SET state = 'removed' WHERE id = {{id}};
            {{DataVersion.CountData}};
            {{DataVersion.AnnounceImport}}
            """;
    }

    /// <summary>Takes the import out, in one transaction.</summary>
    public async Task RunAsync(long importId, CancellationToken cancellation = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtext('import'));" + Undo(importId), connection)
        {
            CommandTimeout = 0,
        };
        await command.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
