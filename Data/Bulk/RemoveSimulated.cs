using Data.Queries;
using Npgsql;

namespace Data.Bulk;

/// <summary>Takes everything out that a simulated shop brought, and what was computed from it.</summary>
public sealed class RemoveSimulated(NpgsqlDataSource database)
{
    private const string Simulated = "import_id IN (SELECT id FROM imports WHERE source = 'simulated')";

    private static readonly string Remove = $"""
        {EventTable.MarkDays(Simulated)};
        {EventTable.DeleteImported(Simulated)};
        CREATE TEMP TABLE gone ON COMMIT DROP AS
        SELECT c.customer_id FROM customers c WHERE c.{Simulated} AND {EventTable.NothingDone};
        CREATE TEMP TABLE emptied ON COMMIT DROP AS
        SELECT DISTINCT m.segment_id FROM segment_members m JOIN gone g USING (customer_id);
        {PersonTable.DeleteGone("gone", [.. PersonTable.Computed, .. PersonTable.Sent, "customers"])};
        {CatalogTable.DeleteUnnamed(Simulated)};
        DELETE FROM subscriptions s WHERE {Simulated}
            AND NOT EXISTS (SELECT 1 FROM customers c WHERE c.subscription_id = s.external_id);
        DELETE FROM segments s WHERE (s.kind = 'cluster'
            AND NOT EXISTS (SELECT 1 FROM segmentation_assignments a WHERE a.segmentation_id = s.segmentation_id))
            OR (s.kind = 'list' AND s.id IN (SELECT segment_id FROM emptied) AND NOT EXISTS (SELECT 1 FROM segment_members m WHERE m.segment_id = s.id));
        DELETE FROM segmentations s WHERE NOT EXISTS (SELECT 1 FROM segmentation_assignments a WHERE a.segmentation_id = s.id);
        DELETE FROM campaigns c WHERE c.launched_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.campaign_id = c.id);
        UPDATE imports SET state = 'removed' WHERE source = 'simulated';
        {DataVersion.CountData}
        """;

    /// <summary>Whether simulated data are there.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand(
            "SELECT EXISTS (SELECT 1 FROM imports WHERE source = 'simulated' AND state = 'succeeded')"
        );
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    /// <summary>Removes them in one transaction; does nothing when there are none.</summary>
    public async Task RunAsync(CancellationToken cancellation = default)
    {
        if (!await AnyAsync(cancellation))
        {
            return;
        }
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var command = new NpgsqlCommand(Remove, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
