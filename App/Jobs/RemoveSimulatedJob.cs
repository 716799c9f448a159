using App.Shell;

namespace App.Jobs;

/// <summary>Takes the simulated shop out, also one that is still being made, and refreshes what is computed from the data.</summary>
public sealed class RemoveSimulatedJob(RemoveShop shop, DataRefresh refresh) : IJobHandler
{
    public const string KindName = "remove-simulated";

    public string Kind => KindName;

    public bool RefreshesData => true;

    public async Task<string?> RunAsync(JobContext job, CancellationToken cancellation)
    {
        await shop.RunAsync(job.Id, new Portion(job.Progress, 0, 0.5), cancellation);
        await refresh.RunAsync(new Portion(job.Progress, 0.5, 1), cancellation);
        return "/";
    }
}
