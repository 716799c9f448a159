using System.Text.Json;
using Core.Campaigns;
using Core.Experiments;
using Npgsql;
using NpgsqlTypes;

namespace Data.Queries;

/// <summary>A link of a variant's message.</summary>
public sealed record CampaignLink(int Number, int Variant, string Target);

/// <summary>What a launch needs beside the campaign itself.</summary>
/// <param name="Expected">The number of mails that the person agreed to; null takes any.</param>
/// <param name="PublicUrl">Where tracked addresses lead.</param>
public sealed record LaunchOrder(
    long CampaignId,
    Audience Audience,
    string FromAddress,
    string PublicUrl,
    IReadOnlyList<CampaignLink> Links,
    long? Expected,
    DateTime Now
);

/// <summary>Why a launch did not happen, or that it did.</summary>
public enum LaunchOutcome
{
    Launched,

    /// <summary>It is not a draft (any more): somebody launched it before.</summary>
    NotADraft,

    /// <summary>The audience has another size than the person agreed to.</summary>
    AudienceChanged,
    NobodyToMail,
}

/// <summary>What a launch came to.</summary>
public sealed record LaunchResult(LaunchOutcome Outcome, AudienceFunnel Funnel);

/// <summary>
/// Writes the whole ledger of a campaign before the first mail leaves: one row per person in the segments, with the variant or the
/// reason for nothing. One transaction: a launch happens as a whole or not at all, and only once.
/// </summary>
public static class CampaignLaunch
{
    public static async Task<LaunchResult> RunAsync(NpgsqlDataSource database, LaunchOrder order, CancellationToken cancellation = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (!await LockDraftAsync(connection, order.CampaignId, cancellation))
        {
            return new LaunchResult(LaunchOutcome.NotADraft, new AudienceFunnel());
        }
        var funnel = await WriteDeliveriesAsync(database, connection, order, cancellation);
        if (funnel.WillBeSent == 0)
        {
            return new LaunchResult(LaunchOutcome.NobodyToMail, funnel);
        }
        if (order.Expected is { } expected && expected != funnel.WillBeSent)
        {
            return new LaunchResult(LaunchOutcome.AudienceChanged, funnel);
        }
        await WriteLinksAsync(connection, order, cancellation);
        await using (
            var update = new NpgsqlCommand(
                "UPDATE campaigns SET state = @state, launched_at = @now, funnel = @funnel, public_url = @url WHERE id = @id",
                connection
            )
        )
        {
            update.Parameters.AddWithValue("state", CampaignState.Sending);
            update.Parameters.AddWithValue("now", order.Now);
            update.Parameters.AddWithValue("funnel", NpgsqlDbType.Jsonb, JsonSerializer.Serialize(funnel, JsonSerializerOptions.Web));
            update.Parameters.AddWithValue("url", order.PublicUrl);
            update.Parameters.AddWithValue("id", order.CampaignId);
            await update.ExecuteNonQueryAsync(cancellation);
        }
        await transaction.CommitAsync(cancellation);
        return new LaunchResult(LaunchOutcome.Launched, funnel);
    }

    // A second launch waits here for the first one, and then finds that it is a draft no more.
    private static async Task<bool> LockDraftAsync(NpgsqlConnection connection, long campaignId, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT state FROM campaigns WHERE id = @id FOR UPDATE", connection);
        command.Parameters.AddWithValue("id", campaignId);
        return (string?)await command.ExecuteScalarAsync(cancellation) == CampaignState.Draft;
    }

    private static async Task<AudienceFunnel> WriteDeliveriesAsync(
        NpgsqlDataSource database,
        NpgsqlConnection target,
        LaunchOrder order,
        CancellationToken cancellation
    )
    {
        await using var db = Database.Context(database);
        var parameters = new SqlParameterList();
        var rows = await AudienceSql.RowsAsync(db, order.Audience, parameters, cancellation);
        await using var command = database.CreateCommand($"SELECT customer_id, external_id, address, stop, suppression FROM ({rows}) r");
        parameters.CopyTo(command);
        var split = order.Audience.Split;
        var tally = new FunnelTally(order.Audience.Weights.Count);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await using var copy = await target.BeginBinaryImportAsync(
            "COPY deliveries (campaign_id, customer_id, variant, address, state, attempts, message_id, reason, next_attempt_at) FROM STDIN (FORMAT BINARY)",
            cancellation
        );
        while (await reader.ReadAsync(cancellation))
        {
            var customerId = reader.GetInt64(0);
            var stop = reader.IsDBNull(3) ? null : reader.GetString(3);
            var variant = stop is null ? split.Variant(reader.GetString(1)) : Assignment.HeldOut;
            var (state, reason) =
                stop is not null ? (DeliveryState.Suppressed, AudienceStop.Words(stop, reader.IsDBNull(4) ? null : reader.GetString(4)))
                : variant == Assignment.HeldOut ? (DeliveryState.Holdout, "Held out for comparison")
                : (DeliveryState.Queued, null);
            if (stop is null)
            {
                tally.Add(variant);
            }
            else
            {
                tally.Stop(stop);
            }
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(order.CampaignId, NpgsqlDbType.Bigint, cancellation);
            await copy.WriteAsync(customerId, NpgsqlDbType.Bigint, cancellation);
            await copy.WriteAsync(variant, NpgsqlDbType.Integer, cancellation);
            await copy.WriteAsync(reader.IsDBNull(2) ? "" : reader.GetString(2), NpgsqlDbType.Text, cancellation);
            await copy.WriteAsync(state, NpgsqlDbType.Text, cancellation);
            await copy.WriteAsync(0, NpgsqlDbType.Integer, cancellation);
            var messageId = MailMessage.IdFor(order.CampaignId, customerId, order.Audience.Salt, order.FromAddress);
            await copy.WriteAsync(messageId, NpgsqlDbType.Text, cancellation);
            await (reason is null ? copy.WriteNullAsync(cancellation) : copy.WriteAsync(reason, NpgsqlDbType.Text, cancellation));
            await (
                state == DeliveryState.Queued
                    ? copy.WriteAsync(order.Now, NpgsqlDbType.TimestampTz, cancellation)
                    : copy.WriteNullAsync(cancellation)
            );
        }
        await copy.CompleteAsync(cancellation);
        return tally.Funnel;
    }

    private static async Task WriteLinksAsync(NpgsqlConnection connection, LaunchOrder order, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "INSERT INTO campaign_links (campaign_id, link, variant, target) SELECT @id, l, v, t FROM unnest(@links, @variants, @targets) AS x(l, v, t)",
            connection
        );
        command.Parameters.AddWithValue("id", order.CampaignId);
        command.Parameters.AddWithValue("links", order.Links.Select(l => l.Number).ToArray());
        command.Parameters.AddWithValue("variants", order.Links.Select(l => l.Variant).ToArray());
        command.Parameters.AddWithValue("targets", order.Links.Select(l => l.Target).ToArray());
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
