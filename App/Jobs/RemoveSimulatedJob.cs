using App.Shell;
using Data.Bulk;

namespace App.Jobs;

/// <summary>Takes the simulated shop out and refreshes what is computed from the data.</summary>
public sealed class RemoveSimulatedJob(RemoveSimulated simulated, DataRefresh refresh) : IJobHandler
{
    public const string KindName = "remove-simulated";

    public string Kind => KindName;

    public bool RefreshesData => true;

    public async Task<string?> RunAsync(JobContext job, CancellationToken cancellation)
    {
        job.Report(0.1, "Removing the simulated shop");
        await simulated.RunAsync(cancellation);
        await refresh.RunAsync(new Portion(job.Progress, 0.5, 1), cancellation);
        return "/";
    }
}
