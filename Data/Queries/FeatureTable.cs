using System.Globalization;
using Core.Customers;
using Npgsql;
using NpgsqlTypes;

namespace Data.Queries;

/// <summary>The features of all customers as of a date: one set-based statement from orders and lines.</summary>
public static class FeatureTable
{
    // Everything is read from before the as-of date, so a model can't see the period that it is asked to predict.
    private const string Select = """
        SELECT o.customer_id,
               @asof::date AS as_of,
               (@asof::date - max(o.ordered_at AT TIME ZONE 'UTC')::date) AS recency_days,
               count(*)::int AS frequency,
               sum(o.amount)::bigint AS monetary,
               sum(o.amount)::double precision / count(*) AS average_order_value,
               (@asof::date - min(o.ordered_at AT TIME ZONE 'UTC')::date) AS tenure_days,
               CASE WHEN count(*) > 1
                    THEN extract(epoch FROM max(o.ordered_at) - min(o.ordered_at))::double precision / 86400 / (count(*) - 1) END
                   AS days_between_orders,
               sum(o.quantity) AS items,
               sum(o.quantity) / count(*) AS items_per_order,
               max(o.amount) AS largest_order,
               (count(*) FILTER (WHERE o.ordered_at >= @asof::timestamp AT TIME ZONE 'UTC' - interval '90 days'))::int AS orders_last_90_days,
               COALESCE(sum(o.amount) FILTER (WHERE o.ordered_at >= @asof::timestamp AT TIME ZONE 'UTC' - interval '90 days'), 0)::bigint
                   AS revenue_last_90_days,
               count(DISTINCT date_trunc('month', o.ordered_at AT TIME ZONE 'UTC'))::int AS active_months,
               (count(*) FILTER (WHERE extract(isodow FROM o.ordered_at AT TIME ZONE 'UTC') > 5))::double precision / count(*) AS weekend_share
        FROM orders o
        WHERE o.ordered_at < @asof::timestamp AT TIME ZONE 'UTC'
        GROUP BY o.customer_id
        """;

    // Columns in the order of the table's insert below.
    private const string AsOf = $"""
        WITH by_customer AS ({Select}),
        products AS (
            SELECT l.customer_id, count(DISTINCT l.product_id)::int AS distinct_products
            FROM order_lines l JOIN orders o ON o.customer_id = l.customer_id AND o.order_id = l.order_id
            WHERE o.ordered_at < @asof::timestamp AT TIME ZONE 'UTC'
            GROUP BY l.customer_id
        )

        """;

    private const string Everything =
        "SELECT b.*, COALESCE(p.distinct_products, 0) AS distinct_products FROM by_customer b "
        + "LEFT JOIN products p USING (customer_id)";

    private const string Refresh = $"""
        {AsOf}
        INSERT INTO customer_features (customer_id, as_of, recency_days, frequency, monetary, average_order_value, tenure_days,
            days_between_orders, items, items_per_order, largest_order, orders_last_90_days, revenue_last_90_days, active_months,
            weekend_share, distinct_products)
        {Everything}
        """;

    /// <summary>Tells every instance that the features have changed.</summary>
    public const string BumpVersion = """
        INSERT INTO settings (key, value) VALUES ('features-version', '1')
        ON CONFLICT (key) DO UPDATE SET value = to_jsonb((settings.value)::text::bigint + 1)
        """;

    /// <summary>The usual as-of date: the day after the last order (UTC). Null when there are no orders.</summary>
    public static async Task<DateOnly?> DefaultAsOfAsync(NpgsqlDataSource database, CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand("SELECT (max(ordered_at) AT TIME ZONE 'UTC')::date + 1 FROM orders");
        return await command.ExecuteScalarAsync(cancellation) is DateOnly date ? date : null;
    }

    /// <summary>Computes every customer's features anew; the former ones stay visible until the new ones are complete.</summary>
    /// <returns>The number of customers with features.</returns>
    public static async Task<int> RefreshAsync(NpgsqlDataSource database, DateOnly asOf, CancellationToken cancellation = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await ExecuteAsync(connection, "SET LOCAL work_mem = '256MB'; DELETE FROM customer_features", null, cancellation);
        var rows = await ExecuteAsync(connection, Refresh, asOf, cancellation);
        await ExecuteAsync(connection, BumpVersion, null, cancellation);
        await transaction.CommitAsync(cancellation);
        await ExecuteAsync(connection, "ANALYZE customer_features", null, cancellation);
        return rows;
    }

    /// <summary>Takes all features out; for when there are no orders.</summary>
    public static async Task ClearAsync(NpgsqlDataSource database, CancellationToken cancellation = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await ExecuteAsync(connection, "DELETE FROM customer_features;" + BumpVersion, null, cancellation);
    }

    /// <summary>A text that changes whenever the features do.</summary>
    public static async Task<string> VersionAsync(NpgsqlDataSource database, CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand(
            "SELECT COALESCE((SELECT value::text FROM settings WHERE key = 'features-version'), '0')"
        );
        return (string)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>The date that the features are as of; null when there are none.</summary>
    public static async Task<DateOnly?> AsOfAsync(NpgsqlDataSource database, CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand("SELECT max(as_of) FROM customer_features");
        return await command.ExecuteScalarAsync(cancellation) is DateOnly date ? date : null;
    }

    /// <summary>All features of all customers, by column; money in currency units, unknown values NaN. Rows by customer id.</summary>
    public static async Task<FeatureMatrix> LoadAsync(NpgsqlDataSource database, CancellationToken cancellation = default)
    {
        var features = CustomerFeatures.All;
        var select = string.Join(
            ", ",
            features.Select(f => f.Unit == FeatureUnit.Money ? $"{f.Key}::double precision / {Money.Scale}" : $"{f.Key}::double precision")
        );
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var copy = await connection.BeginBinaryExportAsync(
            $"COPY (SELECT customer_id, {select} FROM customer_features ORDER BY customer_id) TO STDOUT (FORMAT binary)",
            cancellation
        );
        List<long> ids = [];
        var columns = features.Select(_ => new List<double>()).ToArray();
        while (await copy.StartRowAsync(cancellation) > 0)
        {
            ids.Add(copy.Read<long>(NpgsqlDbType.Bigint));
            foreach (var column in columns)
            {
                if (copy.IsNull)
                {
                    copy.Skip();
                    column.Add(double.NaN);
                }
                else
                {
                    column.Add(copy.Read<double>(NpgsqlDbType.Double));
                }
            }
        }
        return new FeatureMatrix([.. features.Select(f => f.Key)], [.. columns.Select(c => c.ToArray())], [.. ids]);
    }

    /// <summary>The features as of another date, computed and not kept; rows by customer id.</summary>
    public static async Task<FeatureMatrix> LoadAsOfAsync(
        NpgsqlDataSource database,
        DateOnly asOf,
        CancellationToken cancellation = default
    )
    {
        var features = CustomerFeatures.All;
        await using var command = database.CreateCommand($"{AsOf} {Everything} ORDER BY customer_id");
        command.CommandTimeout = 0;
        command.Parameters.AddWithValue("asof", NpgsqlDbType.Date, asOf);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        int[] ordinals = [.. features.Select(f => reader.GetOrdinal(f.Key))];
        List<long> ids = [];
        var columns = features.Select(_ => new List<double>()).ToArray();
        while (await reader.ReadAsync(cancellation))
        {
            ids.Add(reader.GetInt64(0));
            for (var i = 0; i < columns.Length; i++)
            {
                var value = reader.IsDBNull(ordinals[i])
                    ? double.NaN
                    : Convert.ToDouble(reader.GetValue(ordinals[i]), CultureInfo.InvariantCulture);
                columns[i].Add(features[i].Unit == FeatureUnit.Money ? value / Money.Scale : value);
            }
        }
        return new FeatureMatrix([.. features.Select(f => f.Key)], [.. columns.Select(c => c.ToArray())], [.. ids]);
    }

    private static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, DateOnly? asOf, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        if (asOf is { } date)
        {
            command.Parameters.AddWithValue("asof", NpgsqlDbType.Date, date);
        }
        return await command.ExecuteNonQueryAsync(cancellation);
    }
}
