using System.Globalization;
using Core.Customers;
using Npgsql;

namespace Data.Queries;

/// <summary>Something that a person did or was sent.</summary>
/// <param name="At">Null for what has no date.</param>
/// <param name="Kind">order, session, message, feedback, interaction or device.</param>
/// <param name="Title">What it was: an order's id, a film, a campaign, a source, what was done, a device.</param>
/// <param name="Detail">More of it in words; the text itself for feedback.</param>
/// <param name="Amount">Currency units; null where there is none.</param>
/// <param name="CampaignId">Of a message.</param>
public sealed record TimelineEvent(DateTime? At, string Kind, string Title, string? Detail, decimal? Amount, long? CampaignId);

/// <summary>
/// All that happened with one person, the latest first. Each table leads its key with the customer, so that only that person's rows are
/// read, however many there are of others.
/// </summary>
public sealed class CustomerTimeline(NpgsqlDataSource database)
{
    public static IReadOnlyList<string> Kinds { get; } = ["order", "session", "message", "feedback", "interaction", "device"];

    private const string Events = """
        SELECT ordered_at AS at, 'order' AS kind, external_id AS title,
               lines || CASE lines WHEN 1 THEN ' line, ' ELSE ' lines, ' END || quantity || CASE quantity WHEN 1 THEN ' item' ELSE ' items' END AS detail,
               amount, NULL::bigint AS campaign, order_id AS id
        FROM orders WHERE customer_id = @id
        UNION ALL
        SELECT e.session_at, 'session', COALESCE(m.name, m.external_id, 'Session'),
               concat_ws(', ', round(e.minutes::numeric, 1) || ' minutes', CASE WHEN e.watched_fully THEN 'watched to the end' END,
                         NULLIF(NULLIF(e.like_status, 'none'), '')), NULL, NULL, e.engagement_id
        FROM engagements e LEFT JOIN movies m ON m.movie_id = e.movie_id WHERE e.customer_id = @id
        UNION ALL
        SELECT COALESCE(d.sent_at, d.attempted_at), 'message', c.name,
               concat_ws(', ', CASE d.state WHEN 'holdout' THEN 'held out' ELSE d.state END, CASE WHEN d.first_opened_at IS NOT NULL THEN 'opened' END,
                         CASE WHEN d.first_clicked_at IS NOT NULL THEN 'clicked' END,
                         CASE WHEN d.unsubscribed_at IS NOT NULL THEN 'unsubscribed' END), NULL, c.id, c.id
        FROM deliveries d JOIN campaigns c ON c.id = d.campaign_id WHERE d.customer_id = @id
        UNION ALL
        SELECT written_at, 'feedback', COALESCE(NULLIF(source, ''), source_type), text, NULL, NULL, feedback_id
        FROM feedback WHERE customer_id = @id
        UNION ALL
        SELECT i.occurred_at, 'interaction', replace(i.event_type, '_', ' '), COALESCE(p.name, p.external_id), i.value, NULL, i.interaction_id
        FROM interactions i LEFT JOIN products p ON p.product_id = i.product_id WHERE i.customer_id = @id
        UNION ALL
        SELECT u.start_date::timestamp AT TIME ZONE 'UTC', 'device', concat_ws(' ', v.vendor_name, COALESCE(v.model_name, v.external_id)),
               CASE WHEN u.end_date IS NULL THEN 'in use' ELSE 'until ' || u.end_date END, NULL, NULL, u.device_id
        FROM device_uses u LEFT JOIN devices v ON v.device_id = u.device_id WHERE u.customer_id = @id
        """;

    /// <param name="customerId">The person.</param>
    /// <param name="kind">Only events of one of <see cref="Kinds"/>; null for all.</param>
    /// <param name="skip">Events passed over.</param>
    /// <param name="limit">Events at most.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<List<TimelineEvent>> PageAsync(
        long customerId,
        string? kind,
        int skip,
        int limit,
        CancellationToken cancellation = default
    )
    {
        await using var command = database.CreateCommand(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                SELECT at, kind, title, NULLIF(detail, ''), amount, campaign FROM ({Events}) e
                WHERE @kind = '' OR kind = @kind ORDER BY at DESC NULLS LAST, kind, id OFFSET {skip} LIMIT {limit}
                """
            )
        );
        command.Parameters.AddWithValue("id", customerId);
        command.Parameters.AddWithValue("kind", kind ?? "");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<TimelineEvent> events = [];
        while (await reader.ReadAsync(cancellation))
        {
            events.Add(
                new TimelineEvent(
                    reader.IsDBNull(0) ? null : reader.GetDateTime(0),
                    reader.GetString(1),
                    reader.GetString(2),
                    reader.IsDBNull(3) ? null : reader.GetString(3),
                    reader.IsDBNull(4) ? null : (decimal)reader.GetInt64(4) / Money.Scale,
                    reader.IsDBNull(5) ? null : reader.GetInt64(5)
                )
            );
        }
        return events;
    }

    /// <summary>How many events of each kind there are; kinds without are left out.</summary>
    public async Task<Dictionary<string, long>> CountsAsync(long customerId, CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand($"SELECT kind, count(*) FROM ({Events}) e GROUP BY kind");
        command.Parameters.AddWithValue("id", customerId);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        Dictionary<string, long> counts = [];
        while (await reader.ReadAsync(cancellation))
        {
            counts[reader.GetString(0)] = reader.GetInt64(1);
        }
        return counts;
    }
}
