using System.Globalization;
using Core.Customers;
using Core.Segments;
using Microsoft.AspNetCore.Components;

namespace App.Features.Segments;

/// <summary>What to cluster by, how, and how many groups.</summary>
public sealed partial class ClusteringForm
{
    private static readonly (string Key, string Label)[] Scalings =
    [
        ("log-standard", "logarithm, then spread (good for money)"),
        ("standard", "spread"),
        ("robust", "middle half"),
        ("min-max", "smallest to largest"),
        ("quantile", "rank"),
        ("none", "not at all"),
    ];

    private static readonly (string Key, string Label)[] Methods =
    [
        .. ClusteringMethod.All.Select(m => (m.Key, m.Label)),
        ("engagement", "Engagement score"),
    ];

    private readonly HashSet<string> features = [];
    private string method = "k-means";
    private double? eps;
    private int? minSamples;
    private int? minClusterSize;
    private string linkage = "ward";
    private string covariance = "full";
    private string selection = "excess-of-mass";
    private string k = "";
    private string scaling = "log-standard";
    private string missing = "median";
    private long seed = 1;
    private string? problem;

    [Parameter, EditorRequired]
    public IReadOnlyList<CustomerFeature> Known { get; set; } = [];

    [Parameter, EditorRequired]
    public SegmentationOptions Start { get; set; } = null!;

    [Parameter]
    public EventCallback<SegmentationOptions> Started { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    private static readonly ClusteringMethod Score = new("engagement", "Engagement score", false, false);

    private ClusteringMethod Chosen => ClusteringMethod.Find(method) ?? Score;

    private string About =>
        method switch
        {
            "k-means" => "Round groups of similar size; everybody is in one. Fast.",
            "mini-batch-k-means" => "k-means on small random batches, for millions.",
            "gaussian-mixture" => "Groups that may overlap and stretch; says how sure it is.",
            "agglomerative" => "Merges the nearest groups step by step.",
            "dbscan" => "Dense places of any shape; who stands alone is in none.",
            "hdbscan" => "Dense places of any shape and density; who stands alone is in none.",
            _ => "Points for sessions, minutes, price, likes and dislikes; no features are chosen.",
        };

    protected override void OnInitialized()
    {
        method = Methods.Any(m => m.Key == Start.Method) ? Start.Method : "k-means";
        var p = Start.Parameters ?? new SegmentationParameters();
        (eps, minSamples, minClusterSize, linkage, covariance, selection) = (
            p.Eps,
            p.MinSamples,
            p.MinClusterSize,
            p.Linkage,
            p.Covariance,
            p.Selection
        );
        features.UnionWith((Start.Features ?? SegmentationOptions.Usual.Features!).Select(f => CustomerFeatures.Find(f)!.Key));
        features.IntersectWith(Known.Select(f => f.Key));
        scaling = Start.Scaling;
        seed = Start.Seed;
        missing = Start.Parameters?.MissingValues ?? "median";
        k = Start.Parameters?.K?.ToString(CultureInfo.InvariantCulture) ?? "";
    }

    private async Task SubmitAsync()
    {
        var ordered = Known.Select(f => f.Key).Where(features.Contains).ToList();
        var parameters = new SegmentationParameters(
            Chosen.AsksClusters && k.Length > 0 ? int.Parse(k, CultureInfo.InvariantCulture) : null,
            MissingValues: missing,
            Eps: eps,
            MinSamples: minSamples,
            MinClusterSize: minClusterSize,
            Linkage: linkage,
            Covariance: covariance,
            Selection: selection
        );
        var options = new SegmentationOptions(method, method == "engagement" ? null : ordered, scaling, parameters, seed);
        problem = options.Check().Values.FirstOrDefault()?[0];
        if (problem is null)
        {
            await Started.InvokeAsync(options);
        }
    }
}
