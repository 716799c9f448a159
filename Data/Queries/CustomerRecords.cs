using System.Text.Json;
using Npgsql;

namespace Data.Queries;

/// <summary>What is held of a person beyond the single view, row by row, to hand over. Money is currency units.</summary>
public sealed class CustomerRecords(NpgsqlDataSource database)
{
    /// <summary>Each with its rows as JSON objects; <c>@id</c> is the person.</summary>
    private static readonly (string Name, string Sql)[] Lists =
    [
        (
            "engagements",
            """
            SELECT jsonb_build_object('movieId', m.external_id, 'movie', m.name, 'sessionAt', e.session_at, 'minutes', e.minutes,
                       'watchedFully', e.watched_fully, 'likeStatus', e.like_status)
            FROM engagements e LEFT JOIN movies m ON m.movie_id = e.movie_id WHERE e.customer_id = @id ORDER BY e.session_at, e.engagement_id
            """
        ),
        (
            "interactions",
            """
            SELECT jsonb_build_object('productId', p.external_id, 'product', p.name, 'kind', i.event_type, 'occurredAt', i.occurred_at,
                       'value', i.value / 10000.0)
            FROM interactions i LEFT JOIN products p ON p.product_id = i.product_id WHERE i.customer_id = @id
            ORDER BY i.occurred_at, i.interaction_id
            """
        ),
        (
            "deviceUses",
            """
            SELECT jsonb_build_object('tac', v.external_id, 'model', v.model_name, 'vendor', v.vendor_name, 'startDate', u.start_date,
                       'endDate', u.end_date)
            FROM device_uses u LEFT JOIN devices v ON v.device_id = u.device_id WHERE u.customer_id = @id ORDER BY u.start_date, u.device_id
            """
        ),
        (
            "feedback",
            """
            SELECT jsonb_build_object('feedbackId', f.external_id, 'writtenAt', f.written_at, 'source', f.source, 'sourceType', f.source_type,
                       'url', f.url, 'customerEmail', f.customer_email, 'productId', p.external_id, 'rating', f.rating, 'label', f.label,
                       'text', f.text, 'attributes', f.attributes, 'sentiment', f.sentiment)
            FROM feedback f LEFT JOIN products p ON p.product_id = f.product_id WHERE f.customer_id = @id ORDER BY f.written_at, f.feedback_id
            """
        ),
        (
            "deliveries",
            """
            SELECT jsonb_build_object('campaignId', d.campaign_id, 'campaign', c.name, 'variant', v.name, 'address', d.address, 'state', d.state,
                       'reason', d.reason, 'attempts', d.attempts, 'messageId', d.message_id, 'sentAt', d.sent_at,
                       'firstOpenedAt', d.first_opened_at, 'firstClickedAt', d.first_clicked_at, 'unsubscribedAt', d.unsubscribed_at)
            FROM deliveries d LEFT JOIN campaigns c ON c.id = d.campaign_id
            LEFT JOIN campaign_variants v ON v.campaign_id = d.campaign_id AND v.variant = d.variant
            WHERE d.customer_id = @id ORDER BY d.campaign_id
            """
        ),
        (
            "clicks",
            """
            SELECT jsonb_build_object('campaignId', k.campaign_id, 'target', l.target, 'clickedAt', k.clicked_at)
            FROM clicks k LEFT JOIN campaign_links l ON l.campaign_id = k.campaign_id AND l.link = k.link
            WHERE k.customer_id = @id ORDER BY k.clicked_at, k.id
            """
        ),
        (
            "doNotMail",
            """
            SELECT jsonb_build_object('address', s.address, 'reason', s.reason, 'since', s.created_at)
            FROM suppressions s JOIN customers c ON s.address = lower(c.email) WHERE c.customer_id = @id
            """
        ),
    ];

    /// <returns>All rows of every list by its name; lists without rows are there, empty.</returns>
    public async Task<Dictionary<string, List<JsonElement>>> AllAsync(long customerId, CancellationToken cancellation = default)
    {
        Dictionary<string, List<JsonElement>> all = [];
        foreach (var (name, sql) in Lists)
        {
            await using var command = database.CreateCommand($"SELECT x.jsonb_build_object::text FROM ({sql}) x");
            command.Parameters.AddWithValue("id", customerId);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            List<JsonElement> rows = [];
            while (await reader.ReadAsync(cancellation))
            {
                rows.Add(JsonDocument.Parse(reader.GetString(0)).RootElement);
            }
            all[name] = rows;
        }
        return all;
    }
}
