using System.Linq.Expressions;
using App.Jobs;
using App.Shell;
using Core.Simulation;
using Data;
using Data.Bulk;
using Data.Sources;
using Data.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Npgsql;

namespace App.Features.Sources;

/// <summary>How lively live mode is.</summary>
/// <param name="PerSecond">Events on average, 0.1 … 1 000. Default 3.</param>
/// <param name="Minutes">Until it ends by itself, 1 … 1 440. Default 10.</param>
/// <param name="Seed">Of the random numbers.</param>
public sealed record LiveEventsRequest(double PerSecond = 3, int Minutes = 10, long Seed = 1)
{
    private const int MostMinutes = 1_440;

    /// <summary>What is wrong, by field.</summary>
    public Dictionary<string, string[]> Problems()
    {
        Dictionary<string, string[]> problems = [];
        if (!(PerSecond >= LiveEvents.LeastPerSecond && PerSecond <= LiveEvents.MostPerSecond))
        {
            problems["perSecond"] =
            [
                FormattableString.Invariant(
                    $"perSecond must be between {LiveEvents.LeastPerSecond} and {LiveEvents.MostPerSecond}. Got {PerSecond} instead."
                ),
            ];
        }
        if (Minutes is < 1 or > MostMinutes)
        {
            problems["minutes"] = [$"minutes must be between 1 and {MostMinutes}. Got {Minutes} instead."];
        }
        return problems;
    }
}

/// <summary>
/// Live mode: simulated visitors act now, by the same write path as the API's interactions. Ends by time, when it is cancelled, or when
/// the simulated data are removed; what was written stays until then.
/// </summary>
public sealed class RunLiveEvents(
    NpgsqlDataSource database,
    IDbContextFactory<AppDb> databases,
    InteractionWriter writer,
    RemoveSimulated simulated,
    TimeProvider time
) : IJobHandler
{
    public const string KindName = "live-events";

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    public string Kind => KindName;

    public bool Waits => true;

    public async Task<string?> RunAsync(JobContext job, CancellationToken cancellation)
    {
        var import = await RecordAsync(job.Id, cancellation);
        try
        {
            return await RunAsync(job, import, cancellation);
        }
        catch (Exception exception)
        {
            await SetAsync(
                import,
                i => i.State == "running",
                i => i.SetProperty(x => x.State, "failed").SetProperty(x => x.Error, exception.Message)
            );
            throw;
        }
    }

    private async Task<string?> RunAsync(JobContext job, long import, CancellationToken cancellation)
    {
        var request = job.Options<LiveEventsRequest>();
        var audience = await LiveAudience.FindAsync(database, cancellation);
        var start = time.GetUtcNow();
        var end = TimeSpan.FromMinutes(request.Minutes);
        using var events = LiveEvents
            .Generate(audience.Customers, audience.Products, request.PerSecond, $"LIVE-{job.Id}-{import}", (ulong)request.Seed)
            .GetEnumerator();
        var (written, passed) = (0L, TimeSpan.Zero);
        events.MoveNext();
        while (passed < end && !cancellation.IsCancellationRequested)
        {
            passed = time.GetUtcNow() - start;
            var batch = new List<InteractionInput>();
            while (events.Current.After <= passed && batch.Count < InteractionWriter.LargestBatch)
            {
                batch.Add(Input(events.Current, start));
                events.MoveNext();
            }
            // A batch that is begun is finished: cancelling takes effect between two.
            written += await writer.WriteAsync(batch, time.GetUtcNow().UtcDateTime, import, CancellationToken.None);
            if (!await CountAsync(import, written))
            {
                // The simulated data were removed meanwhile; what was written since goes too.
                await SetAsync(import, _ => true, i => i.SetProperty(x => x.State, "succeeded"));
                await simulated.RunAsync(CancellationToken.None);
                job.Report(1, "The simulated data were removed, and live mode ended.");
                return null;
            }
            job.Report(passed / end, $"{Format.Count(written)} events");
            await WaitAsync(cancellation);
        }
        job.Report(1, $"{Format.Count(written)} events in {Format.Count((long)Math.Ceiling(passed.TotalSeconds))} seconds.");
        return $"/data/imports/{import}";
    }

    private static InteractionInput Input(LiveEvent live, DateTimeOffset start) =>
        new(live.CustomerId, live.ProductId, live.Kind, (start + live.After).UtcDateTime, live.Value, live.Id);

    /// <summary>To cancel is how live mode is ended, not that it failed; so nothing is thrown.</summary>
    private async Task WaitAsync(CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(Beat, time, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested) { }
    }

    /// <summary>An import of its own, so that "remove simulated data" takes the events out.</summary>
    private async Task<long> RecordAsync(long job, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var import = new ImportRow
        {
            Kind = "interactions",
            Source = "simulated",
            FileName = $"live events (job {job})",
            StoredPath = "",
            Sha256 = "",
            State = "running",
            CreatedAt = time.GetUtcNow().UtcDateTime,
        };
        db.Imports.Add(import);
        await db.SaveChangesAsync(cancellation);
        return import.Id;
    }

    /// <summary>False when the import was removed.</summary>
    private async Task<bool> CountAsync(long import, long written)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var changed = await SetAsync(
            import,
            i => i.State != "removed",
            i =>
                i.SetProperty(x => x.State, "succeeded")
                    .SetProperty(x => x.RowsRead, written)
                    .SetProperty(x => x.RowsImported, written)
                    .SetProperty(x => x.Inserted, written)
                    .SetProperty(x => x.FinishedAt, now)
        );
        return changed > 0;
    }

    private async Task<int> SetAsync(
        long import,
        Expression<Func<ImportRow, bool>> condition,
        Action<UpdateSettersBuilder<ImportRow>> change
    )
    {
        await using var db = await databases.CreateDbContextAsync();
        return await db.Imports.Where(i => i.Id == import).Where(condition).ExecuteUpdateAsync(change);
    }
}
