using App.Jobs;
using App.Shell;
using Core.Customers;
using Core.Estimators;
using Data.Queries;

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
public sealed class FollowFeatures(RunSegmentation run, FeatureStore features, SegmentHistory history) : IFollowsFeatures
{
    private const int MostFeatures = 20;

    private const int FewestCustomers = 10;

    public async Task FollowAsync(DateOnly asOf, IProgress<Progress> progress, CancellationToken cancellation)
    {
        var data = await features.GetAsync(cancellation);
        if (data.Rows >= FewestCustomers)
        {
            await SegmentAsync(data, progress, cancellation);
        }
        await history.RecordAsync(cancellation);
    }

    private async Task SegmentAsync(FeatureMatrix data, IProgress<Progress> progress, CancellationToken cancellation)
    {
        if (Quantile.Known(data.Column("recency_days")).Length >= FewestCustomers)
        {
            await run.RunAsync(new SegmentationOptions("rfm"), new Portion(progress, 0.3, 0.4), cancellation, automatic: true);
            await run.RunAsync(SegmentationOptions.Usual, new Portion(progress, 0.4, 0.98), cancellation, automatic: true);
        }
        else if (WithoutOrders(data) is { Count: > 0 } known)
        {
            await run.RunAsync(
                SegmentationOptions.Usual with
                {
                    Features = known,
                },
                new Portion(progress, 0.3, 0.98),
                cancellation,
                automatic: true
            );
        }
    }

    // Measured figures first; categories only where there is nothing else.
    private static List<string> WithoutOrders(FeatureMatrix data)
    {
        var varying = CustomerFeatures
            .KnownIn(data)
            .Where(f => Quantile.Known(data.Column(f.Key)) is var known && known.Length >= FewestCustomers && known[0] != known[^1])
            .ToList();
        var measured = varying.Where(f => AttributeFeature.TryParse(f.Key) is not { Kind: AttributeKind.Category }).ToList();
        return [.. (measured.Count > 0 ? measured : varying).Take(MostFeatures).Select(f => f.Key)];
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
