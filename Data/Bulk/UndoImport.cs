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
    private const string Undo = $$"""
        INSERT INTO changed_days (date)
        SELECT DISTINCT (ordered_at AT TIME ZONE 'UTC')::date FROM orders WHERE import_id = @import
        UNION
        SELECT DISTINCT (occurred_at AT TIME ZONE 'UTC')::date FROM interactions WHERE import_id = @import AND event_type = 'purchase'
        ON CONFLICT (date) DO NOTHING;
        DELETE FROM engagements WHERE import_id = @import;
        DELETE FROM interactions WHERE import_id = @import;
        DELETE FROM device_uses WHERE import_id = @import;
        DELETE FROM feedback WHERE import_id = @import;
        DELETE FROM order_lines l USING orders o
        WHERE l.customer_id = o.customer_id AND l.order_id = o.order_id AND o.import_id = @import;
        DELETE FROM orders WHERE import_id = @import;
        DELETE FROM products p WHERE import_id = @import
            AND NOT EXISTS (SELECT 1 FROM order_lines t WHERE t.product_id = p.product_id)
            AND NOT EXISTS (SELECT 1 FROM interactions t WHERE t.product_id = p.product_id)
            AND NOT EXISTS (SELECT 1 FROM feedback t WHERE t.product_id = p.product_id);
        UPDATE products SET name = NULL, category = NULL, price = NULL, attributes = '{}', import_id = NULL WHERE import_id = @import;
        DELETE FROM movies m WHERE import_id = @import AND NOT EXISTS (SELECT 1 FROM engagements t WHERE t.movie_id = m.movie_id);
        UPDATE movies SET name = NULL, rating = NULL, duration_minutes = NULL, genre = NULL, release_year = NULL, attributes = '{}',
            import_id = NULL WHERE import_id = @import;
        DELETE FROM devices d WHERE import_id = @import AND NOT EXISTS (SELECT 1 FROM device_uses t WHERE t.device_id = d.device_id);
        UPDATE devices SET model_name = NULL, vendor_name = NULL, release_date = NULL, attributes = '{}', import_id = NULL
            WHERE import_id = @import;
        DELETE FROM subscriptions WHERE import_id = @import;
        CREATE TEMP TABLE gone ON COMMIT DROP AS
        SELECT c.customer_id FROM customers c
        WHERE c.import_id = @import AND NOT EXISTS (SELECT 1 FROM orders t WHERE t.customer_id = c.customer_id)
            AND NOT EXISTS (SELECT 1 FROM engagements t WHERE t.customer_id = c.customer_id)
            AND NOT EXISTS (SELECT 1 FROM interactions t WHERE t.customer_id = c.customer_id)
            AND NOT EXISTS (SELECT 1 FROM device_uses t WHERE t.customer_id = c.customer_id)
            AND NOT EXISTS (SELECT 1 FROM feedback t WHERE t.customer_id = c.customer_id)
            AND NOT EXISTS (SELECT 1 FROM deliveries t WHERE t.customer_id = c.customer_id);
        DELETE FROM customer_features t USING gone g WHERE t.customer_id = g.customer_id;
        DELETE FROM segmentation_assignments t USING gone g WHERE t.customer_id = g.customer_id;
        DELETE FROM segment_members t USING gone g WHERE t.customer_id = g.customer_id;
        DELETE FROM customers t USING gone g WHERE t.customer_id = g.customer_id;
        UPDATE customers SET name = NULL, email = NULL, location = NULL, country = NULL, channel = NULL, region = NULL,
            signup_date = NULL, subscription_id = NULL, attributes = '{}', import_id = NULL WHERE import_id = @import;
        UPDATE imports SET state = 'removed' WHERE id = @import;
        {{DataVersion.CountData}};
        {{DataVersion.AnnounceImport}}
        """;

    /// <summary>Takes the import out, in one transaction.</summary>
    public async Task RunAsync(long importId, CancellationToken cancellation = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        // The names of parameters are read once for all statements, and positions would be read for each; so the number itself is put in.
        var sql = Undo.Replace("@import", importId.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        await using var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtext('import'));" + sql, connection)
        {
            CommandTimeout = 0,
        };
        await command.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
