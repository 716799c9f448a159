using System.Globalization;
using System.Text.Json;
using App.Jobs;
using App.Shell;
using Core.Customers;
using Data.Queries;
using Data.Tables;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace App.Features.Segments;

public sealed partial class ClusteringPage(
    SegmentationStore store,
    SegmentList segments,
    FeatureStore features,
    JobQueue jobs,
    NavigationManager navigation,
    DialogService dialogs
)
{
    private IReadOnlyList<CustomerFeature> known = [];
    private List<SegmentationRow> runs = [];
    private SegmentationRow? run;
    private SegmentationResult? result;
    private SegmentationOptions start = SegmentationOptions.Usual;
    private Dictionary<int, long> segmentIds = [];
    private bool loaded;
    private long? job;

    [SupplyParameterFromQuery(Name = "run")]
    private long? RunId { get; set; }

    private string Finding =>
        result is null ? "Groups that the data form by themselves."
        : result.Clusters.Count == 0 ? "No group is dense enough to be one."
        : $"{Format.Count(result.Clusters.Count, "segment", "segments")}; the smallest, {Smallest.Name}, is {Format.Percent(Smallest.Share)} of customers and {Format.Percent(RevenueShare(Smallest))} of revenue.";

    private ClusterView Smallest => result!.Clusters.MinBy(c => c.Size)!;

    private IEnumerable<CustomerFeature> UsedFeatures => (start.Features ?? []).Select(f => CustomerFeatures.Find(f)!);

    private IEnumerable<(string Label, string Value, string Help)> Quality =>
        [
            (
                "Silhouette",
                Number(result!.Quality.Silhouette, "0.00")
                    + (
                        result.Quality.SilhouetteStandardError is { } e
                            ? $" ± {(1.96 * e).ToString("0.00", CultureInfo.InvariantCulture)}"
                            : ""
                    ),
                "How much closer customers are to their own group than to the next: above 0.5 good, below 0.25 weak."
            ),
            ("Davies–Bouldin", Number(result.Quality.DaviesBouldin, "0.00"), "How much groups overlap: lower is better."),
            (
                "Calinski–Harabasz",
                Number(result.Quality.CalinskiHarabasz, "N0"),
                "Spread between groups against spread within: higher is better."
            ),
            (
                "Stability",
                Number(result.Quality.Stability, "0.00"),
                "How alike the groups are when they are made again from part of the customers: above 0.75 good, below 0.6 no better than chance."
            ),
            (
                "Inertia",
                Number(result.Quality.Inertia, "N0"),
                "Sum of squared distances to the middle of the group, after scaling: lower is tighter."
            ),
        ];

    protected override async Task OnParametersSetAsync()
    {
        known = CustomerFeatures.KnownIn(await features.GetAsync());
        runs =
        [
            .. (await store.ListAsync(0, 200, null))
                .Where(r => r.Method != "rfm")
                .OrderByDescending(r => r.Automatic)
                .ThenByDescending(r => r.Id),
        ];
        run = RunId is { } id ? runs.Find(r => r.Id == id) : runs.FirstOrDefault();
        result = run is null ? null : (await store.FindAsync(run.Id))?.Result;
        if (run is not null)
        {
            start = JsonSerializer.Deserialize<SegmentationOptions>(run.Options, SegmentationStore.Json)!;
            segmentIds = (await segments.AllAsync()).Where(s => s.SegmentationId == run.Id).ToDictionary(s => s.Cluster!.Value, s => s.Id);
        }
        loaded = true;
    }

    private double RevenueShare(ClusterView cluster)
    {
        double Revenue(ClusterView c) => (c.Profile["monetary"].Mean ?? 0) * c.Size;
        var all = result!.Clusters.Sum(Revenue);
        return all > 0 ? Revenue(cluster) / all : 0;
    }

    private async Task StartAsync(SegmentationOptions options) =>
        job = await jobs.EnqueueAsync(SegmentationJob.KindName, "Cluster customers", options);

    private void Ended(JobRow ended)
    {
        if (ended is { State: "succeeded", ResultHref: { } href })
        {
            job = null;
            navigation.NavigateTo(href.TrimStart('/'));
        }
    }

    private async Task DeleteAsync(SegmentationRow saved)
    {
        var sure = await dialogs.Confirm(
            "Its segments are deleted with it. The customers stay.",
            $"Delete the clustering “{saved.Name}”?",
            new ConfirmOptions { OkButtonText = "Delete it", CancelButtonText = "Keep it" }
        );
        if (sure == true)
        {
            await store.DeleteAsync(saved.Id);
            navigation.NavigateTo("segments/clustering");
            await OnParametersSetAsync();
        }
    }

    private static string Number(double? value, string format) =>
        value is { } v ? v.ToString(format, CultureInfo.InvariantCulture).Replace(",", "\u202F", StringComparison.Ordinal) : "–";
}
