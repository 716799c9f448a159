using App.Features.Sources;
using Core.Estimators;
using Data.Bulk;

namespace App.Jobs;

/// <summary>
/// Takes the simulated shop out for good. One that is still being made is stopped first: else it would go on, and bring back what was
/// removed.
/// </summary>
public sealed class RemoveShop(RemoveSimulated simulated, JobQueue jobs, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    // A making whose worker died is taken up again after its lease, and stops then.
    private static readonly TimeSpan Patience = 4 * JobLedger.Lease;

    /// <summary>Whether a shop is there, or was being made when a job was put into the queue.</summary>
    public async Task<bool> AnyAsync(long jobId, CancellationToken cancellation) =>
        await simulated.AnyAsync(cancellation) || (await MakingsAsync(jobId, cancellation)).Count > 0;

    /// <summary>Stops the making of shops that were asked for before a job was, and takes out what they brought.</summary>
    /// <param name="jobId">The job that asks; 0 when it stands in no queue.</param>
    /// <param name="progress">Told what is being done.</param>
    /// <param name="cancellation">Stops the waiting; nothing was removed then.</param>
    /// <exception cref="TimeoutException">A making did not stop; nothing was removed.</exception>
    public async Task RunAsync(long jobId, IProgress<Progress> progress, CancellationToken cancellation)
    {
        var begun = time.GetUtcNow();
        var makings = await MakingsAsync(jobId, cancellation);
        if (makings.Count > 0)
        {
            progress.Report(new Progress(0.05, "Stopping the making of the simulated shop"));
        }
        foreach (var making in makings)
        {
            await jobs.CancelAsync(making, cancellation);
        }
        while ((await MakingsAsync(jobId, cancellation)).Count > 0)
        {
            if (time.GetUtcNow() - begun > Patience)
            {
                throw new TimeoutException(
                    $"The simulated shop is still being made, and its job did not stop within {Patience.TotalMinutes} minutes. Nothing was removed. Try again when the job has ended."
                );
            }
            await Task.Delay(Look, time, cancellation);
        }
        progress.Report(new Progress(0.2, "Removing the simulated shop"));
        await simulated.RunAsync(cancellation);
    }

    // A shop that a person asks for after the removal is not what was to be removed.
    private Task<List<long>> MakingsAsync(long jobId, CancellationToken cancellation) =>
        jobs.UnfinishedAsync(SimulateJob.KindName, jobId == 0 ? long.MaxValue : jobId, cancellation);
}
