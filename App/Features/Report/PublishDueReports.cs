using App.Jobs;
using Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Quartz;

namespace App.Features.Report;

/// <summary>
/// Looks every minute which reports have come due since it looked last, and queues them. What came due while no program ran is not made
/// up for. Several instances look at the same time; under the lock only the first of them finds no job yet.
/// </summary>
[DisallowConcurrentExecution]
public sealed class PublishDueReports(NpgsqlDataSource database, JobQueue jobs) : IJob
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(1);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var now = context.ScheduledFireTimeUtc ?? context.FireTimeUtc;
        await RunAsync(context.PreviousFireTimeUtc ?? now - Usual, now, cancellationToken);
    }

    /// <summary>Queues the reports whose time lies after <paramref name="after"/> and not after <paramref name="now"/>.</summary>
    /// <returns>How many were queued.</returns>
    public async Task<int> RunAsync(DateTimeOffset after, DateTimeOffset now, CancellationToken cancellation = default)
    {
        await using var db = Database.Context(database);
        var scheduled = await db
            .Reports.AsNoTracking()
            .Where(r => r.Schedule != null)
            .Select(r => new
            {
                r.Id,
                r.Title,
                r.Schedule,
            })
            .ToListAsync(cancellation);
        var queued = 0;
        foreach (var report in scheduled)
        {
            if (ReportSchedule.Next(report.Schedule, after) is { } due && due <= now.UtcDateTime)
            {
                queued += await QueueAsync(report.Id, report.Title, due, cancellation) ? 1 : 0;
            }
        }
        return queued;
    }

    private async Task<bool> QueueAsync(long id, string title, DateTime due, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var known = new NpgsqlCommand(
            """
            SELECT pg_advisory_xact_lock(hashtext('report-schedules'));
            SELECT EXISTS (SELECT 1 FROM jobs WHERE kind = @kind AND (options->>'reportId')::bigint = @id
                           AND (created_at >= @due OR state = 'queued'))
            """,
            connection
        );
        known.Parameters.AddWithValue("kind", PublishReport.KindName);
        known.Parameters.AddWithValue("id", id);
        known.Parameters.AddWithValue("due", due);
        await using (var reader = await known.ExecuteReaderAsync(cancellation))
        {
            await reader.NextResultAsync(cancellation);
            await reader.ReadAsync(cancellation);
            if (reader.GetBoolean(0))
            {
                return false;
            }
        }
        await jobs.EnqueueAsync(PublishReport.KindName, $"Publish {title}", new PublishReport.Request(id), cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }
}
