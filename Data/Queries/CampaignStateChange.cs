using Npgsql;

namespace Data.Queries;

/// <summary>Moves a campaign from one state to another, if it still is in the first.</summary>
public static class CampaignStateChange
{
    /// <returns>False when the campaign was in another state, and stays there.</returns>
    public static async Task<bool> TryAsync(
        NpgsqlDataSource database,
        long campaignId,
        IReadOnlyList<string> from,
        string to,
        DateTime? finishedAt = null,
        CancellationToken cancellation = default
    )
    {
        await using var command = database.CreateCommand(
            "UPDATE campaigns SET state = @to, finished_at = coalesce(@finished, finished_at) WHERE id = @id AND state = ANY(@from)"
        );
        command.Parameters.AddWithValue("id", campaignId);
        command.Parameters.AddWithValue("from", from.ToArray());
        command.Parameters.AddWithValue("to", to);
        command.Parameters.Add(
            new NpgsqlParameter("finished", NpgsqlTypes.NpgsqlDbType.TimestampTz) { Value = (object?)finishedAt ?? DBNull.Value }
        );
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }

    /// <summary>Ends a campaign when nothing is left to send.</summary>
    public static async Task<bool> FinishAsync(
        NpgsqlDataSource database,
        long campaignId,
        DateTime now,
        CancellationToken cancellation = default
    )
    {
        await using var command = database.CreateCommand(
            $"""
            UPDATE campaigns SET state = '{CampaignState.Sent}', finished_at = @now WHERE id = @id AND state = '{CampaignState.Sending}'
              AND NOT EXISTS (SELECT 1 FROM deliveries WHERE campaign_id = @id
                AND state IN ('{DeliveryState.Queued}', '{DeliveryState.Leased}'))
            """
        );
        command.Parameters.AddWithValue("id", campaignId);
        command.Parameters.AddWithValue("now", now);
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }

    /// <summary>Ends a campaign for good: what was not sent yet never will be, and the ledger says so.</summary>
    public static async Task<bool> CancelAsync(
        NpgsqlDataSource database,
        long campaignId,
        DateTime now,
        CancellationToken cancellation = default
    )
    {
        await using var command = database.CreateCommand(
            $"""
            WITH ended AS (
              UPDATE campaigns SET state = '{CampaignState.Cancelled}', finished_at = @now
              WHERE id = @id AND state IN ('{CampaignState.Sending}', '{CampaignState.Paused}') RETURNING id
            ), dropped AS (
              UPDATE deliveries d SET state = '{DeliveryState.Suppressed}', reason = 'The campaign was cancelled before this mail was sent'
              FROM ended WHERE d.campaign_id = ended.id AND d.state = '{DeliveryState.Queued}'
            )
            SELECT count(*) FROM ended
            """
        );
        command.Parameters.AddWithValue("id", campaignId);
        command.Parameters.AddWithValue("now", now);
        return (long)(await command.ExecuteScalarAsync(cancellation))! == 1;
    }
}
