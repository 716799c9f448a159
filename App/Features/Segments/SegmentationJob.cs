using App.Jobs;
using App.Shell;
using Core.Estimators;

namespace App.Features.Segments;

/// <summary>A segmentation that somebody asked for.</summary>
public sealed class SegmentationJob(RunSegmentation run) : IJobHandler
{
    public const string KindName = "segmentation";

    public string Kind => KindName;

    public async Task<string?> RunAsync(JobContext job, CancellationToken cancellation)
    {
        var options = job.Options<SegmentationOptions>();
        var id = await run.RunAsync(options, job.Progress, cancellation);
        job.Report(1, "Done");
        return $"/segments/clustering?run={id}";
    }
}

/// <summary>Keeps the RFM segments and the usual clustering up to date when the data change.</summary>
public sealed class FollowFeatures(RunSegmentation run, FeatureStore features) : IFollowsFeatures
{
    private const int FewestCustomers = 10;

    public async Task FollowAsync(DateOnly asOf, IProgress<Progress> progress, CancellationToken cancellation)
    {
        if ((await features.GetAsync(cancellation)).Rows < FewestCustomers)
        {
            return;
        }
        await run.RunAsync(new SegmentationOptions("rfm"), new Portion(progress, 0.3, 0.4), cancellation, automatic: true);
        await run.RunAsync(SegmentationOptions.Usual, new Portion(progress, 0.4, 0.98), cancellation, automatic: true);
    }
}

/// <summary>Scores customers anew after somebody changed the thresholds.</summary>
public sealed class RefreshSegmentsJob(RunSegmentation run) : IJobHandler
{
    public const string KindName = "refresh-rfm";

    public string Kind => KindName;

    public async Task<string?> RunAsync(JobContext job, CancellationToken cancellation)
    {
        await run.RunAsync(new SegmentationOptions("rfm"), job.Progress, cancellation, automatic: true);
        return "/segments/rfm";
    }
}
