using Core.Campaigns;
using Npgsql;

namespace Data.Queries;

/// <summary>Writes down what people do with a mail. Each is one statement, so nothing is half-written.</summary>
public static class TrackingLedger
{
    /// <summary>Records a click and returns where the link leads; null when the campaign has no such link.</summary>
    public static async Task<string?> ClickAsync(
        NpgsqlDataSource database,
        TrackingToken token,
        DateTime now,
        CancellationToken cancellation = default
    )
    {
        await using var command = Command(
            database,
            """
            WITH link AS (
              SELECT target FROM campaign_links WHERE campaign_id = @campaign AND link = @link
            ), clicked AS (
              UPDATE deliveries SET first_clicked_at = coalesce(first_clicked_at, @now)
              WHERE campaign_id = @campaign AND customer_id = @customer AND EXISTS (SELECT 1 FROM link) RETURNING customer_id
            ), logged AS (
              INSERT INTO clicks (campaign_id, customer_id, link, clicked_at) SELECT @campaign, customer_id, @link, @now FROM clicked
            )
            SELECT target FROM link
            """,
            token,
            now
        );
        command.Parameters.AddWithValue("link", token.Link);
        return (string?)await command.ExecuteScalarAsync(cancellation);
    }

    public static async Task OpenAsync(
        NpgsqlDataSource database,
        TrackingToken token,
        DateTime now,
        CancellationToken cancellation = default
    )
    {
        await using var command = Command(
            database,
            "UPDATE deliveries SET first_opened_at = @now WHERE campaign_id = @campaign AND customer_id = @customer AND first_opened_at IS NULL",
            token,
            now
        );
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The address that a mail went to, or null when there was none (any more).</summary>
    public static async Task<string?> AddressAsync(NpgsqlDataSource database, TrackingToken token, CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand(
            "SELECT address FROM deliveries WHERE campaign_id = @campaign AND customer_id = @customer"
        );
        command.Parameters.AddWithValue("campaign", token.CampaignId);
        command.Parameters.AddWithValue("customer", token.CustomerId);
        return (string?)await command.ExecuteScalarAsync(cancellation);
    }

    /// <summary>Puts the address on the do-not-mail list, for this and every later campaign.</summary>
    /// <returns>The address; null when there was no such mail.</returns>
    public static async Task<string?> UnsubscribeAsync(
        NpgsqlDataSource database,
        TrackingToken token,
        DateTime now,
        CancellationToken cancellation = default
    )
    {
        await using var command = Command(
            database,
            """
            WITH marked AS (
              UPDATE deliveries SET unsubscribed_at = coalesce(unsubscribed_at, @now)
              WHERE campaign_id = @campaign AND customer_id = @customer RETURNING address
            ), listed AS (
              INSERT INTO suppressions (address, reason, campaign_id, created_at)
              SELECT lower(address), 'unsubscribed', @campaign, @now FROM marked ON CONFLICT (address) DO NOTHING
            )
            SELECT address FROM marked
            """,
            token,
            now
        );
        return (string?)await command.ExecuteScalarAsync(cancellation);
    }

    private static NpgsqlCommand Command(NpgsqlDataSource database, string sql, TrackingToken token, DateTime now)
    {
        var command = database.CreateCommand(sql);
        command.Parameters.AddWithValue("campaign", token.CampaignId);
        command.Parameters.AddWithValue("customer", token.CustomerId);
        command.Parameters.AddWithValue("now", now);
        return command;
    }
}
