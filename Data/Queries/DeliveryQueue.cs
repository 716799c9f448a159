using Core.Campaigns;
using Npgsql;
using NpgsqlTypes;

namespace Data.Queries;

/// <summary>A row of the ledger that a sender has taken up.</summary>
/// <param name="Attempts">How often it was taken up, this time included.</param>
/// <param name="Values">The merge values of the person; empty when the person was erased since.</param>
public sealed record ClaimedDelivery(
    long CustomerId,
    int Variant,
    string Address,
    string MessageId,
    int Attempts,
    IReadOnlyDictionary<string, string> Values
);

/// <summary>What is to be written into the ledger about one row.</summary>
public sealed record DeliveryMark(long CustomerId, string State, string? Reason, DateTime? NextAttemptAt);

/// <summary>A row whose fate is not known.</summary>
public sealed record UnknownDelivery(long CustomerId, string MessageId);

/// <summary>How a campaign stands: what is still to do, and when something is due next.</summary>
public sealed record QueueStand(long Queued, long Leased, DateTime? NextAt);

/// <summary>The ledger as a queue. Several senders may work on one campaign: a row is claimed by one of them, for a time.</summary>
public static class DeliveryQueue
{
    /// <summary>Longer than the sending of a batch can take; after it the sender counts as gone.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Takes up to <paramref name="limit"/> due rows, as far as the rate allows: rows taken up in the last minute count, whoever took
    /// them and whether or not this program was restarted since. People who went onto the do-not-mail list since the launch get nothing.
    /// </summary>
    public static async Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync(
        NpgsqlDataSource database,
        long campaignId,
        string worker,
        int limit,
        int? ratePerMinute,
        DateTime now,
        CancellationToken cancellation = default
    )
    {
        await using var command = database.CreateCommand(
            $"""
            WITH room AS (
              SELECT CASE WHEN @rate::int IS NULL THEN @limit ELSE greatest(0, least(@limit, @rate::int - (
                SELECT count(*) FROM deliveries WHERE campaign_id = @id AND attempted_at > @now - interval '1 minute'))) END AS n
            ), picked AS (
              SELECT customer_id FROM deliveries
              WHERE campaign_id = @id AND state = '{DeliveryState.Queued}' AND next_attempt_at <= @now
              ORDER BY next_attempt_at
              LIMIT (SELECT n FROM room) FOR UPDATE SKIP LOCKED
            ), judged AS (
              SELECT d.customer_id, s.reason FROM picked p
              JOIN deliveries d ON d.campaign_id = @id AND d.customer_id = p.customer_id
              LEFT JOIN suppressions s ON s.address = lower(d.address)
            ), claimed AS (
              UPDATE deliveries d SET
                state = CASE WHEN j.reason IS NULL THEN '{DeliveryState.Leased}' ELSE '{DeliveryState.Suppressed}' END,
                reason = CASE WHEN j.reason IS NULL THEN d.reason ELSE 'On the do-not-mail list (' || j.reason || ')' END,
                worker = CASE WHEN j.reason IS NULL THEN @worker END,
                lease_until = CASE WHEN j.reason IS NULL THEN @until END,
                attempted_at = CASE WHEN j.reason IS NULL THEN @now ELSE d.attempted_at END,
                attempts = d.attempts + CASE WHEN j.reason IS NULL THEN 1 ELSE 0 END
              FROM judged j WHERE d.campaign_id = @id AND d.customer_id = j.customer_id
              RETURNING d.customer_id, d.variant, d.address, d.message_id, d.attempts, d.state
            )
            SELECT d.customer_id, d.variant, d.address, d.message_id, d.attempts, {CustomerMergeValues.Columns}
            FROM claimed d LEFT JOIN customers c ON c.customer_id = d.customer_id
              LEFT JOIN customer_features f ON f.customer_id = d.customer_id
            WHERE d.state = '{DeliveryState.Leased}' ORDER BY d.customer_id
            """
        );
        command.Parameters.AddWithValue("id", campaignId);
        command.Parameters.AddWithValue("worker", worker);
        command.Parameters.AddWithValue("limit", (long)limit);
        command.Parameters.Add(new NpgsqlParameter("rate", NpgsqlDbType.Integer) { Value = (object?)ratePerMinute ?? DBNull.Value });
        command.Parameters.AddWithValue("now", now);
        command.Parameters.AddWithValue("until", now + Lease);
        var claimed = new List<ClaimedDelivery>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            claimed.Add(
                new ClaimedDelivery(
                    reader.GetInt64(0),
                    reader.GetInt32(1),
                    reader.GetString(2),
                    reader.GetString(3),
                    reader.GetInt32(4),
                    CustomerMergeValues.Read(reader, 5)
                )
            );
        }
        return claimed;
    }

    /// <summary>
    /// Writes what became of a batch, in one statement. Only rows that this worker took up: a late answer still tells the fate of a row
    /// that was given up as unknown meanwhile, yet never overwrites what another sender did.
    /// </summary>
    public static async Task MarkAsync(
        NpgsqlDataSource database,
        long campaignId,
        string worker,
        IReadOnlyList<DeliveryMark> marks,
        DateTime now,
        CancellationToken cancellation = default
    )
    {
        await using var command = database.CreateCommand(
            $"""
            UPDATE deliveries d SET state = m.state, reason = m.reason, next_attempt_at = m.next_at, lease_until = NULL,
              worker = CASE WHEN m.state = '{DeliveryState.Unknown}' THEN d.worker END,
              sent_at = CASE WHEN m.state = '{DeliveryState.Sent}' THEN @now ELSE d.sent_at END
            FROM unnest(@ids, @states, @reasons, @nexts) AS m(customer_id, state, reason, next_at)
            WHERE d.campaign_id = @id AND d.customer_id = m.customer_id AND d.worker = @worker
              AND d.state IN ('{DeliveryState.Leased}', '{DeliveryState.Unknown}')
            """
        );
        command.Parameters.AddWithValue("id", campaignId);
        command.Parameters.AddWithValue("worker", worker);
        command.Parameters.AddWithValue("now", now);
        command.Parameters.AddWithValue("ids", marks.Select(m => m.CustomerId).ToArray());
        command.Parameters.AddWithValue("states", marks.Select(m => m.State).ToArray());
        command.Parameters.AddWithValue("reasons", NpgsqlDbType.Array | NpgsqlDbType.Text, marks.Select(m => m.Reason).ToArray());
        command.Parameters.AddWithValue(
            "nexts",
            NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
            marks.Select(m => m.NextAttemptAt).ToArray()
        );
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Gives up the leases of senders that are gone: whether their messages left is not known.</summary>
    public static async Task<int> ExpireAsync(
        NpgsqlDataSource database,
        long campaignId,
        DateTime now,
        CancellationToken cancellation = default
    )
    {
        await using var command = database.CreateCommand(
            $"""
            UPDATE deliveries SET state = '{DeliveryState.Unknown}', lease_until = NULL,
              reason = 'The sender stopped while this mail was on its way'
            WHERE campaign_id = @id AND state = '{DeliveryState.Leased}' AND lease_until < @now
            """
        );
        command.Parameters.AddWithValue("id", campaignId);
        command.Parameters.AddWithValue("now", now);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    public static async Task<IReadOnlyList<UnknownDelivery>> UnknownAsync(
        NpgsqlDataSource database,
        long campaignId,
        CancellationToken cancellation = default
    )
    {
        await using var command = database.CreateCommand(
            $"SELECT customer_id, message_id FROM deliveries WHERE campaign_id = @id AND state = '{DeliveryState.Unknown}'"
        );
        command.Parameters.AddWithValue("id", campaignId);
        var unknown = new List<UnknownDelivery>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            unknown.Add(new UnknownDelivery(reader.GetInt64(0), reader.GetString(1)));
        }
        return unknown;
    }

    /// <summary>Settles rows whose fate was unknown: sent after all, or to be sent again with the same Message-ID.</summary>
    /// <returns>How many were settled; a row that had too many attempts fails.</returns>
    public static async Task<int> SettleAsync(
        NpgsqlDataSource database,
        long campaignId,
        IReadOnlyList<long> customerIds,
        bool wasSent,
        DateTime now,
        CancellationToken cancellation = default
    )
    {
        await using var command = database.CreateCommand(
            $"""
            UPDATE deliveries SET worker = NULL, next_attempt_at = @now,
              state = CASE WHEN @sent THEN '{DeliveryState.Sent}' WHEN attempts >= @most THEN '{DeliveryState.Failed}'
                      ELSE '{DeliveryState.Queued}' END,
              sent_at = CASE WHEN @sent THEN coalesce(attempted_at, @now) END,
              reason = CASE WHEN @sent THEN NULL WHEN attempts >= @most THEN reason ELSE NULL END
            WHERE campaign_id = @id AND state = '{DeliveryState.Unknown}' AND customer_id = ANY(@ids)
            """
        );
        command.Parameters.AddWithValue("id", campaignId);
        command.Parameters.AddWithValue("sent", wasSent);
        command.Parameters.AddWithValue("most", SendingPlan.MaximumAttempts);
        command.Parameters.AddWithValue("now", now);
        command.Parameters.AddWithValue("ids", customerIds.ToArray());
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    public static async Task<QueueStand> StandAsync(NpgsqlDataSource database, long campaignId, CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand(
            $"""
            SELECT count(*) FILTER (WHERE state = '{DeliveryState.Queued}'), count(*) FILTER (WHERE state = '{DeliveryState.Leased}'),
              min(CASE state WHEN '{DeliveryState.Queued}' THEN next_attempt_at ELSE lease_until END)
            FROM deliveries WHERE campaign_id = @id AND state IN ('{DeliveryState.Queued}', '{DeliveryState.Leased}')
            """
        );
        command.Parameters.AddWithValue("id", campaignId);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new QueueStand(reader.GetInt64(0), reader.GetInt64(1), reader.IsDBNull(2) ? null : reader.GetDateTime(2));
    }
}
