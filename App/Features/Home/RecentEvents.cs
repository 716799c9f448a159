using Npgsql;
using NpgsqlTypes;

namespace App.Features.Home;

/// <summary>Something that just happened, with the words for it.</summary>
public sealed record RecentEvent(DateTime At, string Customer, string Words);

/// <summary>What the last hour brought.</summary>
public sealed record RecentCounts(long Events, long Purchases, long Customers);

/// <summary>The newest interactions, when there are any of the last hour.</summary>
public sealed class RecentEvents(NpgsqlDataSource database, TimeProvider time)
{
    public async Task<(IReadOnlyList<RecentEvent> Events, RecentCounts Counts)> ReadAsync(
        int limit,
        CancellationToken cancellation = default
    )
    {
        await using var command = database.CreateCommand(
            """
            WITH hour AS MATERIALIZED (
                SELECT customer_id, product_id, event_type, occurred_at FROM interactions WHERE occurred_at > @since AND occurred_at <= @now
            )
            SELECT i.occurred_at, c.external_id, i.event_type, COALESCE(p.name, p.external_id), n.events, n.purchases, n.customers
            FROM (SELECT * FROM hour ORDER BY occurred_at DESC LIMIT @limit) i
            JOIN customers c USING (customer_id)
            LEFT JOIN products p ON p.product_id = i.product_id
            CROSS JOIN (SELECT count(*) AS events, count(*) FILTER (WHERE event_type = 'purchase') AS purchases,
                               count(DISTINCT customer_id) AS customers FROM hour) n
            ORDER BY i.occurred_at DESC
            """
        );
        var now = time.GetUtcNow().UtcDateTime;
        command.Parameters.AddWithValue("since", NpgsqlDbType.TimestampTz, now.AddHours(-1));
        command.Parameters.AddWithValue("now", NpgsqlDbType.TimestampTz, now.AddMinutes(1));
        command.Parameters.AddWithValue("limit", limit);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<RecentEvent> events = [];
        var counts = new RecentCounts(0, 0, 0);
        while (await reader.ReadAsync(cancellation))
        {
            var product = reader.IsDBNull(3) ? null : reader.GetString(3);
            events.Add(new RecentEvent(reader.GetDateTime(0), reader.GetString(1), Words(reader.GetString(2), product)));
            counts = new RecentCounts(reader.GetInt64(4), reader.GetInt64(5), reader.GetInt64(6));
        }
        return (events, counts);
    }

    private static string Words(string type, string? product) =>
        type switch
        {
            "view" => $"looked at {product ?? "something"}",
            "add_to_cart" => $"put {product ?? "something"} into the cart",
            "purchase" => $"bought {product ?? "something"}",
            _ => type.Replace('_', ' ') + (product is null ? "" : $": {product}"),
        };
}
