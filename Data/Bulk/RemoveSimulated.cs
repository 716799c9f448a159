using Data.Queries;
using Npgsql;

namespace Data.Bulk;

/// <summary>Takes everything out that a simulated shop brought, and what was computed from it.</summary>
public sealed class RemoveSimulated(NpgsqlDataSource database)
{
    private const string Remove = $"""
        INSERT INTO changed_days (date)
        SELECT DISTINCT (o.ordered_at AT TIME ZONE 'UTC')::date FROM orders o JOIN imports i ON i.id = o.import_id WHERE i.source = 'simulated'
        UNION
        SELECT DISTINCT (x.occurred_at AT TIME ZONE 'UTC')::date FROM interactions x JOIN imports i ON i.id = x.import_id
        WHERE i.source = 'simulated' AND x.event_type = 'purchase'
        ON CONFLICT (date) DO NOTHING;
        DELETE FROM engagements t USING imports i WHERE i.id = t.import_id AND i.source = 'simulated';
        DELETE FROM interactions t USING imports i WHERE i.id = t.import_id AND i.source = 'simulated';
        DELETE FROM device_uses t USING imports i WHERE i.id = t.import_id AND i.source = 'simulated';
        DELETE FROM feedback t USING imports i WHERE i.id = t.import_id AND i.source = 'simulated';
        DELETE FROM order_lines l USING orders o, imports i
        WHERE l.customer_id = o.customer_id AND l.order_id = o.order_id AND i.id = o.import_id AND i.source = 'simulated';
        DELETE FROM orders o USING imports i WHERE i.id = o.import_id AND i.source = 'simulated';
        CREATE TEMP TABLE gone ON COMMIT DROP AS
        SELECT c.customer_id FROM customers c JOIN imports i ON i.id = c.import_id
        WHERE i.source = 'simulated' AND NOT EXISTS (SELECT 1 FROM orders t WHERE t.customer_id = c.customer_id)
            AND NOT EXISTS (SELECT 1 FROM engagements t WHERE t.customer_id = c.customer_id)
            AND NOT EXISTS (SELECT 1 FROM interactions t WHERE t.customer_id = c.customer_id)
            AND NOT EXISTS (SELECT 1 FROM device_uses t WHERE t.customer_id = c.customer_id)
            AND NOT EXISTS (SELECT 1 FROM feedback t WHERE t.customer_id = c.customer_id);
        CREATE TEMP TABLE emptied ON COMMIT DROP AS
        SELECT DISTINCT m.segment_id FROM segment_members m JOIN gone g USING (customer_id);
        DELETE FROM customer_features t USING gone g WHERE t.customer_id = g.customer_id;
        DELETE FROM segmentation_assignments t USING gone g WHERE t.customer_id = g.customer_id;
        DELETE FROM segment_members t USING gone g WHERE t.customer_id = g.customer_id;
        DELETE FROM deliveries t USING gone g WHERE t.customer_id = g.customer_id;
        DELETE FROM clicks t USING gone g WHERE t.customer_id = g.customer_id;
        DELETE FROM customers t USING gone g WHERE t.customer_id = g.customer_id;
        DELETE FROM products p USING imports i WHERE i.id = p.import_id AND i.source = 'simulated'
            AND NOT EXISTS (SELECT 1 FROM order_lines l WHERE l.product_id = p.product_id)
            AND NOT EXISTS (SELECT 1 FROM interactions t WHERE t.product_id = p.product_id)
            AND NOT EXISTS (SELECT 1 FROM feedback t WHERE t.product_id = p.product_id);
        DELETE FROM movies m USING imports i WHERE i.id = m.import_id AND i.source = 'simulated'
            AND NOT EXISTS (SELECT 1 FROM engagements t WHERE t.movie_id = m.movie_id);
        DELETE FROM devices d USING imports i WHERE i.id = d.import_id AND i.source = 'simulated'
            AND NOT EXISTS (SELECT 1 FROM device_uses t WHERE t.device_id = d.device_id);
        DELETE FROM subscriptions s USING imports i WHERE i.id = s.import_id AND i.source = 'simulated'
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
