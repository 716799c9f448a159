using Core.Estimators;
using Data.Queries;
using Npgsql;

namespace App.Shell;

/// <summary>Something that is computed from the customers' features and must follow when they change.</summary>
public interface IFollowsFeatures
{
    Task FollowAsync(DateOnly asOf, IProgress<Progress> progress, CancellationToken cancellation);
}

/// <summary>Computes the features anew and lets everything follow that hangs on them.</summary>
public sealed class DataRefresh(
    NpgsqlDataSource database,
    FeatureStore features,
    DailySales daily,
    SalesSummary sales,
    IEnumerable<IFollowsFeatures> followers,
    TimeProvider time
)
{
    public async Task RunAsync(IProgress<Progress> progress, CancellationToken cancellation)
    {
        progress.Report(new Progress(0.02, "Adding up the days"));
        await daily.RefreshAsync(time.GetUtcNow().UtcDateTime, cancellation: cancellation);
        await sales.PrepareAsync(cancellation);
        progress.Report(new Progress(0.05, "Computing features"));
        var known = await FeatureTable.DefaultAsOfAsync(database, cancellation);
        if (known is null && await FeatureTable.HasAttributesAsync(database, cancellation))
        {
            known = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        }
        if (known is not { } asOf)
        {
            await FeatureTable.ClearAsync(database, cancellation);
            features.Forget();
            progress.Report(new Progress(1, "There is nothing to compute features from yet"));
            return;
        }
        await FeatureTable.RefreshAsync(database, asOf, cancellation);
        features.Forget();
        foreach (var follower in followers)
        {
            await follower.FollowAsync(asOf, progress, cancellation);
        }
        progress.Report(new Progress(1, "Done"));
    }
}
