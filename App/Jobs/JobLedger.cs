using Data.Tables;
using Npgsql;

namespace App.Jobs;

/// <summary>What the worker writes: claims under a lease, heartbeats, ends.</summary>
public sealed class JobLedger(NpgsqlDataSource database)
{
    /// <summary>How long a job may go without a heartbeat before another worker takes it up.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>Jobs that were taken up this often and never came to an end are given up.</summary>
    private const int MostAttempts = 3;

    /// <summary>Takes the next job that waits, or whose worker died; null when there is none.</summary>
    public async Task<JobRow?> ClaimAsync(string worker, IReadOnlyCollection<string> kinds, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            """
            UPDATE jobs SET state = 'running', worker = @worker, attempts = attempts + 1, lease_until = now() + @lease,
                started_at = COALESCE(started_at, now()), progress = 0, message = ''
            WHERE id = (
                SELECT id FROM jobs
                WHERE kind = ANY(@kinds) AND attempts < @most
                    AND (state = 'queued' OR (state = 'running' AND lease_until < now()))
                ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
            )
            RETURNING id, kind, options, title, attempts
            """
        );
        command.Parameters.AddWithValue("worker", worker);
        command.Parameters.AddWithValue("lease", Lease);
        command.Parameters.AddWithValue("kinds", kinds.ToArray());
        command.Parameters.AddWithValue("most", MostAttempts);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new JobRow
            {
                Id = reader.GetInt64(0),
                Kind = reader.GetString(1),
                Options = reader.GetString(2),
                Title = reader.GetString(3),
                Attempts = reader.GetInt32(4),
                State = "running",
            }
            : null;
    }

    /// <summary>
    /// Gives up jobs whose workers died once too often. Where this program is the only one on the database, running jobs are those of
    /// a program that was killed, and need not wait for their lease to end.
    /// </summary>
    public async Task RecoverAsync(bool alone, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            """
            UPDATE jobs SET lease_until = now() - interval '1 second' WHERE state = 'running' AND @alone;
            UPDATE jobs SET state = 'failed', finished_at = now(),
                error = 'The program stopped ' || attempts || ' times while this was running. It was not tried again.'
            WHERE state = 'running' AND lease_until < now() AND attempts >= @most
            """
        );
        command.Parameters.AddWithValue("alone", alone);
        command.Parameters.AddWithValue("most", MostAttempts);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Renews the lease and writes how far the job is. True when somebody asked it to stop.</summary>
    public async Task<bool> HeartbeatAsync(long id, double progress, string message, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "UPDATE jobs SET lease_until = now() + @lease, progress = @progress, message = @message WHERE id = @id RETURNING cancel_requested"
        );
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("lease", Lease);
        command.Parameters.AddWithValue("progress", Math.Clamp(progress, 0, 1));
        command.Parameters.AddWithValue("message", message);
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    /// <summary>Writes the end of a job.</summary>
    public async Task FinishAsync(long id, string state, string message, string? error, string? resultHref)
    {
        await using var command = database.CreateCommand(
            """
            UPDATE jobs SET state = @state, message = @message, error = @error, result_href = @href, finished_at = now(),
                progress = CASE WHEN @state = 'succeeded' THEN 1 ELSE progress END, lease_until = NULL
            WHERE id = @id
            """
        );
        command.Parameters.AddWithValue("id", id);
        command.Parameters.AddWithValue("state", state);
        command.Parameters.AddWithValue("message", message);
        command.Parameters.AddWithValue("error", (object?)error ?? DBNull.Value);
        command.Parameters.AddWithValue("href", (object?)resultHref ?? DBNull.Value);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    /// <summary>Puts a job back that was interrupted because the program ends.</summary>
    public async Task ReturnAsync(long id)
    {
        await using var command = database.CreateCommand(
            "UPDATE jobs SET state = 'queued', attempts = attempts - 1, lease_until = NULL WHERE id = @id AND state = 'running'"
        );
        command.Parameters.AddWithValue("id", id);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
