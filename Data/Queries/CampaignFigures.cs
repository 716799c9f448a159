using Npgsql;
using NpgsqlTypes;

namespace Data.Queries;

/// <summary>What became of one variant so far.</summary>
public sealed record VariantFigures(int Variant, long Assigned, long Sent, long Opened, long Clicked, long Unsubscribed);

/// <summary>A row of the ledger as a person reads it.</summary>
public sealed record DeliveryView(
    string CustomerId,
    string? Name,
    string Address,
    int Variant,
    string State,
    string? Reason,
    int Attempts,
    DateTime? SentAt,
    DateTime? OpenedAt,
    DateTime? ClickedAt,
    DateTime? UnsubscribedAt
);

/// <summary>Why some people got nothing.</summary>
public sealed record ReasonCount(string State, string Reason, long People);

/// <summary>Reads the ledger.</summary>
public static class CampaignFigures
{
    /// <summary>How many rows stand in each state; states without rows are left out.</summary>
    public static async Task<Dictionary<string, long>> CountsAsync(
        NpgsqlDataSource database,
        long campaignId,
        CancellationToken cancellation = default
    )
    {
        await using var command = database.CreateCommand("SELECT state, count(*) FROM deliveries WHERE campaign_id = @id GROUP BY state");
        command.Parameters.AddWithValue("id", campaignId);
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            counts[reader.GetString(0)] = reader.GetInt64(1);
        }
        return counts;
    }

    /// <summary>Per variant: those it was decided for (and who were not left out before), and what they did.</summary>
    public static async Task<IReadOnlyList<VariantFigures>> ByVariantAsync(
        NpgsqlDataSource database,
        long campaignId,
        CancellationToken cancellation = default
    )
    {
        await using var command = database.CreateCommand(
            $"""
            SELECT variant, count(*), count(*) FILTER (WHERE state = '{DeliveryState.Sent}'),
              count(*) FILTER (WHERE state = '{DeliveryState.Sent}' AND first_opened_at IS NOT NULL),
              count(*) FILTER (WHERE state = '{DeliveryState.Sent}' AND first_clicked_at IS NOT NULL),
              count(*) FILTER (WHERE state = '{DeliveryState.Sent}' AND unsubscribed_at IS NOT NULL)
            FROM deliveries WHERE campaign_id = @id AND variant >= 0 GROUP BY variant ORDER BY variant
            """
        );
        command.Parameters.AddWithValue("id", campaignId);
        var figures = new List<VariantFigures>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            figures.Add(
                new VariantFigures(
                    reader.GetInt32(0),
                    reader.GetInt64(1),
                    reader.GetInt64(2),
                    reader.GetInt64(3),
                    reader.GetInt64(4),
                    reader.GetInt64(5)
                )
            );
        }
        return figures;
    }

    /// <summary>Who did not get it, and why: people per reason, the most frequent first.</summary>
    public static async Task<IReadOnlyList<ReasonCount>> ReasonsAsync(
        NpgsqlDataSource database,
        long campaignId,
        CancellationToken cancellation = default
    )
    {
        await using var command = database.CreateCommand(
            $"""
            SELECT state, coalesce(reason, ''), count(*) FROM deliveries
            WHERE campaign_id = @id AND state NOT IN ('{DeliveryState.Sent}', '{DeliveryState.Queued}', '{DeliveryState.Leased}')
            GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT 100
            """
        );
        command.Parameters.AddWithValue("id", campaignId);
        var reasons = new List<ReasonCount>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            reasons.Add(new ReasonCount(reader.GetString(0), reader.GetString(1), reader.GetInt64(2)));
        }
        return reasons;
    }

    /// <summary>One page of the ledger, in the order of the customers' numbers.</summary>
    /// <param name="state">Only rows in this state; null for all.</param>
    public static async Task<(IReadOnlyList<DeliveryView> Items, long Total)> DeliveriesAsync(
        NpgsqlDataSource database,
        long campaignId,
        string? state,
        int skip,
        int limit,
        CancellationToken cancellation = default
    )
    {
        await using var command = database.CreateCommand(
            """
            SELECT coalesce(c.external_id, ''), c.name, d.address, d.variant, d.state, d.reason, d.attempts,
              d.sent_at, d.first_opened_at, d.first_clicked_at, d.unsubscribed_at
            FROM deliveries d LEFT JOIN customers c ON c.customer_id = d.customer_id
            WHERE d.campaign_id = @id AND (@state::text IS NULL OR d.state = @state::text)
            ORDER BY d.customer_id LIMIT @limit OFFSET @skip
            """
        );
        command.Parameters.AddWithValue("id", campaignId);
        command.Parameters.Add(new NpgsqlParameter("state", NpgsqlDbType.Text) { Value = (object?)state ?? DBNull.Value });
        command.Parameters.AddWithValue("limit", limit);
        command.Parameters.AddWithValue("skip", skip);
        var items = new List<DeliveryView>();
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                items.Add(
                    new DeliveryView(
                        reader.GetString(0),
                        Text(reader, 1),
                        reader.GetString(2),
                        reader.GetInt32(3),
                        reader.GetString(4),
                        Text(reader, 5),
                        reader.GetInt32(6),
                        Time(reader, 7),
                        Time(reader, 8),
                        Time(reader, 9),
                        Time(reader, 10)
                    )
                );
            }
        }
        var counts = await CountsAsync(database, campaignId, cancellation);
        return (items, state is null ? counts.Values.Sum() : counts.GetValueOrDefault(state));
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static DateTime? Time(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetDateTime(column);
}
