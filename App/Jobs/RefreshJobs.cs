using App.Shell;
using Data.Queries;

namespace App.Jobs;

/// <summary>Adds the days up whose orders changed, and works the usual periods out.</summary>
public sealed class RefreshSalesJob(DailySales daily, SalesSummary sales, TimeProvider time) : IJobHandler
{
    public const string KindName = "refresh-sales";

    /// <param name="Everything">Every day anew.</param>
    public sealed record Request(bool Everything = false);

    public string Kind => KindName;

    public bool RefreshesData => true;

    public async Task<string?> RunAsync(JobContext job, CancellationToken cancellation)
    {
        job.Report(0.1, "Adding up the days that changed");
        var days = await daily.RefreshAsync(time.GetUtcNow().UtcDateTime, job.Options<Request>().Everything, cancellation);
        job.Report(0.6, $"{Format.Count(days, "day", "days")} added up; counting the customers of the usual periods");
        await sales.PrepareAsync(cancellation);
        job.Report(1, $"{Format.Count(days, "day was", "days were")} added up");
        return "/";
    }
}

/// <summary>Computes the features anew, and everything that follows them.</summary>
public sealed class RefreshFeaturesJob(DataRefresh refresh) : IJobHandler
{
    public const string KindName = "refresh-features";

    public string Kind => KindName;

    public bool RefreshesData => true;

    public async Task<string?> RunAsync(JobContext job, CancellationToken cancellation)
    {
        await refresh.RunAsync(job.Progress, cancellation);
        return "/";
    }
}
