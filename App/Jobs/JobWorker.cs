using App.Shell;
using Core.Estimators;
using Data.Sources;
using Data.Tables;

namespace App.Jobs;

/// <summary>Takes up jobs and runs their handlers, a few at a time.</summary>
public sealed class JobWorker(
    JobLedger ledger,
    JobQueue queue,
    DatabaseHost database,
    IEnumerable<IJobHandler> handlers,
    TimeProvider time,
    ILogger<JobWorker> log
) : BackgroundService
{
    private const int AtOnce = 3;

    // Sending at a few mails a minute takes hours; each such job gets a worker of its own kind.
    private const int WaitingAtOnce = 8;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromMilliseconds(500);
    private readonly Dictionary<string, IJobHandler> byKind = handlers.ToDictionary(h => h.Kind);
    private readonly string worker = $"{Environment.MachineName}:{Environment.ProcessId}";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ledger.RecoverAsync(database.IsEmbedded, stoppingToken);
        var lanes = handlers.ToLookup(h => h.Waits, h => h.Kind);
        await Task.WhenAll(
            Enumerable
                .Repeat(lanes[false].ToArray(), AtOnce)
                .Concat(Enumerable.Repeat(lanes[true].ToArray(), WaitingAtOnce))
                .Select(kinds => WorkAsync(kinds, stoppingToken))
        );
    }

    private async Task WorkAsync(string[] kinds, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var more = queue.More;
                if (await ledger.ClaimAsync(worker, kinds, stopping) is { } job)
                {
                    await RunAsync(job, stopping);
                }
                else
                {
                    await queue.WaitAsync(more, Look, stopping);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The database may be away for a moment; the worker must outlive that.
                log.LogError(exception, "Looking for work failed; trying again in {Seconds} s", Look.TotalSeconds);
                await Task.Delay(Look, time, CancellationToken.None);
            }
        }
    }

    private async Task RunAsync(JobRow job, CancellationToken stopping)
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var done = new CancellationTokenSource();
        var progress = new LatestProgress();
        var beating = BeatAsync(job.Id, progress, cancelled, done.Token);
        queue.RaiseChanged();
        try
        {
            log.LogInformation("{Title} (job {Id}) begins", job.Title, job.Id);
            var href = await byKind[job.Kind].RunAsync(new JobContext(job.Id, job.Options, progress), cancelled.Token);
            await EndAsync("succeeded", null, href);
            log.LogInformation("{Title} (job {Id}) is done", job.Title, job.Id);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await done.CancelAsync();
            await beating;
            await ledger.ReturnAsync(job.Id);
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            await EndAsync("cancelled", null, null);
        }
        catch (Exception exception)
        {
            if (exception is not ImportFileException)
            {
                log.LogError(exception, "{Title} (job {Id}) failed", job.Title, job.Id);
            }
            await EndAsync("failed", exception.Message, null);
        }
        queue.RaiseChanged();

        async Task EndAsync(string state, string? error, string? href)
        {
            await done.CancelAsync();
            await beating;
            await ledger.FinishAsync(job.Id, state, progress.Value.Message, error, href);
        }
    }

    private async Task BeatAsync(long id, LatestProgress progress, CancellationTokenSource job, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            try
            {
                if (await ledger.HeartbeatAsync(id, progress.Value.Fraction, progress.Value.Message, CancellationToken.None))
                {
                    await job.CancelAsync();
                }
                queue.RaiseChanged();
                await Task.Delay(Heartbeat, time, done);
            }
            catch (OperationCanceledException) when (done.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                log.LogWarning(exception, "The heartbeat of job {Id} failed; trying again", id);
                await Task.Delay(Heartbeat, time, CancellationToken.None);
            }
        }
    }

    /// <summary>Keeps the last report; written by the handler's thread, read by the heartbeat.</summary>
    private sealed class LatestProgress : IProgress<Progress>
    {
        private readonly Lock gate = new();
        private Progress value = new(0, "");

        public Progress Value
        {
            get
            {
                lock (gate)
                {
                    return value;
                }
            }
        }

        public void Report(Progress value)
        {
            lock (gate)
            {
                this.value = value;
            }
        }
    }
}
