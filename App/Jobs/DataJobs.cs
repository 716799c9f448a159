namespace App.Jobs;

/// <summary>The jobs that refresh what hangs on the data; which ones they are, their handlers say of themselves.</summary>
public sealed class DataJobs(IEnumerable<IJobHandler> handlers, JobQueue jobs)
{
    private readonly string[] kinds = [.. handlers.Where(h => h.RefreshesData).Select(h => h.Kind)];

    /// <summary>Whether one waits or runs, so that a refresh by the clock would come twice or in between.</summary>
    public Task<bool> AnyUnfinishedAsync(CancellationToken cancellation = default) => jobs.AnyUnfinishedAsync(kinds, cancellation);
}
