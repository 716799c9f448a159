using System.Text.Json;
using Data;
using Data.Tables;
using Microsoft.EntityFrameworkCore;

namespace App.Jobs;

/// <summary>Puts long work into the database, where a worker of any instance takes it up.</summary>
public sealed class JobQueue(IDbContextFactory<AppDb> databases, TimeProvider time)
{
    /// <summary>Raised when a job of this instance was added, moved on or ended; pages then ask again.</summary>
    public event Action? Changed;

    private TaskCompletionSource added = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the next job is added here. To be taken before looking for work, so that none slips through between.</summary>
    internal Task More => added.Task;

    /// <summary>Waits until a job was added here, or for the time given: another instance's jobs are only seen by looking.</summary>
    internal async Task WaitAsync(Task more, TimeSpan atMost, CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(more, Task.Delay(atMost, time, enough.Token));
        await enough.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }

    /// <returns>The id of the job.</returns>
    public async Task<long> EnqueueAsync(string kind, string title, object options, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var job = new JobRow
        {
            Kind = kind,
            Title = title,
            Options = JsonSerializer.Serialize(options, JsonSerializerOptions.Web),
            State = "queued",
            CreatedAt = time.GetUtcNow().UtcDateTime,
        };
        db.Jobs.Add(job);
        await db.SaveChangesAsync(cancellation);
        // Every waiting worker looks; the database gives the job to one of them.
        Interlocked.Exchange(ref added, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        Changed?.Invoke();
        return job.Id;
    }

    public async Task<JobRow?> FindAsync(long id, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == id, cancellation);
    }

    /// <summary>The newest jobs first.</summary>
    public async Task<List<JobRow>> ListAsync(int limit, bool unfinishedOnly, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db
            .Jobs.AsNoTracking()
            .Where(j => !unfinishedOnly || j.State == "queued" || j.State == "running")
            .OrderByDescending(j => j.Id)
            .Take(limit)
            .ToListAsync(cancellation);
    }

    /// <summary>One page of all jobs, the newest first.</summary>
    public async Task<List<JobRow>> ListAsync(int skip, int limit, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Jobs.AsNoTracking().OrderByDescending(j => j.Id).Skip(skip).Take(limit).ToListAsync(cancellation);
    }

    public async Task<long> CountAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Jobs.LongCountAsync(cancellation);
    }

    /// <summary>Asks a job to stop; one that has not begun is cancelled at once. False when it had ended already.</summary>
    public async Task<bool> CancelAsync(long id, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var now = time.GetUtcNow().UtcDateTime;
        var waiting = await db
            .Jobs.Where(j => j.Id == id && j.State == "queued")
            .ExecuteUpdateAsync(
                j =>
                    j.SetProperty(x => x.State, "cancelled")
                        .SetProperty(x => x.FinishedAt, now)
                        .SetProperty(x => x.Message, "Cancelled before it began"),
                cancellation
            );
        var running = await db
            .Jobs.Where(j => j.Id == id && j.State == "running")
            .ExecuteUpdateAsync(j => j.SetProperty(x => x.CancelRequested, true), cancellation);
        Changed?.Invoke();
        return waiting + running > 0;
    }

    /// <summary>Whether a job of one of those kinds waits or runs.</summary>
    public async Task<bool> AnyUnfinishedAsync(IReadOnlyCollection<string> kinds, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Jobs.AnyAsync(j => kinds.Contains(j.Kind) && (j.State == "queued" || j.State == "running"), cancellation);
    }

    /// <summary>The jobs of a kind that wait or run and were added before another.</summary>
    public async Task<List<long>> UnfinishedAsync(string kind, long before, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db
            .Jobs.Where(j => j.Kind == kind && j.Id < before && (j.State == "queued" || j.State == "running"))
            .Select(j => j.Id)
            .ToListAsync(cancellation);
    }

    internal void RaiseChanged() => Changed?.Invoke();
}
