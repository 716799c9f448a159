using Data.Bulk;
using Npgsql;

namespace Data.Queries;

/// <summary>
/// Keeps <c>daily_sales</c>: revenue, orders, unique customers and units sold of each day (UTC). Only days whose orders changed are
/// added up again, so a late or corrected row costs its day and no more. A purchase among the interactions counts where the customer
/// has no order on that day, so that a shop which sends both is not counted twice; purchases of one customer at one instant are one
/// order.
/// </summary>
public sealed class DailySales(NpgsqlDataSource database)
{
    private const string Upsert = """
        WITH days AS MATERIALIZED (DELETE FROM changed_days RETURNING date),
        ordered AS (
            SELECT d.date, o.customer_id, o.amount, o.quantity, 1 AS orders
            FROM days d
            JOIN orders o ON o.ordered_at >= d.date::timestamp AT TIME ZONE 'UTC' AND o.ordered_at < (d.date + 1)::timestamp AT TIME ZONE 'UTC'
        ),
        purchased AS (
            SELECT d.date, i.customer_id, COALESCE(sum(i.value), 0)::bigint AS amount, count(*)::double precision AS quantity, 1 AS orders
            FROM days d
            JOIN interactions i ON i.occurred_at >= d.date::timestamp AT TIME ZONE 'UTC'
                AND i.occurred_at < (d.date + 1)::timestamp AT TIME ZONE 'UTC'
            WHERE i.event_type = 'purchase' AND NOT EXISTS (
                SELECT 1 FROM orders o WHERE o.customer_id = i.customer_id
                    AND o.ordered_at >= d.date::timestamp AT TIME ZONE 'UTC' AND o.ordered_at < (d.date + 1)::timestamp AT TIME ZONE 'UTC')
            GROUP BY d.date, i.customer_id, i.occurred_at
        ),
        sums AS (
            SELECT date, sum(amount)::bigint AS revenue, sum(orders)::int AS orders, count(DISTINCT customer_id)::int AS customers,
                   sum(quantity) AS units
            FROM (SELECT * FROM ordered UNION ALL SELECT * FROM purchased) s GROUP BY date
        ),
        gone AS (
            DELETE FROM daily_sales s USING days d WHERE s.date = d.date AND NOT EXISTS (SELECT 1 FROM sums WHERE sums.date = d.date)
        ),
        written AS (
            INSERT INTO daily_sales AS s (date, revenue, orders, unique_customers, units_sold, refreshed_at)
            SELECT date, revenue, orders, customers, units, @now FROM sums
            ON CONFLICT (date) DO UPDATE SET revenue = excluded.revenue, orders = excluded.orders,
                unique_customers = excluded.unique_customers, units_sold = excluded.units_sold, refreshed_at = excluded.refreshed_at
        )
        SELECT count(*) FROM days
        """;

    /// <summary>Adds up the days that changed.</summary>
    /// <param name="now">Written as the time of the refresh.</param>
    /// <param name="everything">Every day anew, for when the summary is not to be trusted.</param>
    /// <param name="cancellation">Stops it; the days then stay marked.</param>
    /// <returns>How many days were added up.</returns>
    public async Task<long> RefreshAsync(DateTime now, bool everything = false, CancellationToken cancellation = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        // Two refreshes at once would each take some of the marks and write the same days.
        await ExecuteAsync(connection, "SELECT pg_advisory_xact_lock(hashtext('daily-sales')); SET LOCAL work_mem = '128MB'", cancellation);
        if (everything)
        {
            await ExecuteAsync(connection, MarkEveryDay, cancellation);
        }
        await using var command = new NpgsqlCommand(Upsert, connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("now", NpgsqlTypes.NpgsqlDbType.TimestampTz, now);
        var days = (long)(await command.ExecuteScalarAsync(cancellation))!;
        if (days > 0)
        {
            await ExecuteAsync(connection, DataVersion.CountSales + ";" + DataVersion.AnnounceSales, cancellation);
        }
        await transaction.CommitAsync(cancellation);
        return days;
    }

    /// <summary>Whether a day waits to be added up.</summary>
    public async Task<bool> IsStaleAsync(CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand("SELECT EXISTS (SELECT 1 FROM changed_days)");
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    private static readonly string MarkEveryDay = ChangedDays.Mark(EventTable.SoldDays("true") + " UNION SELECT date FROM daily_sales");

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
