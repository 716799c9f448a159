using System.Text.Json.Serialization;
using Core.Customers;
using Core.Segments;
using Core.Segments.Density;

namespace App.Features.Segments;

public sealed record FeatureFigures(double? Mean, double? Median, double? Q1, double? Q3, double? Min, double? Max);

/// <summary>A cluster of a run. <paramref name="Stability"/> is the mean Jaccard likeness over resamples, in [0, 1].</summary>
public sealed record ClusterView(
    int Label,
    string Name,
    string Description,
    int Size,
    double Share,
    IReadOnlyDictionary<string, FeatureFigures> Profile,
    double? Stability = null
)
{
    /// <summary>Found again in too few resamples to be relied on.</summary>
    public bool NotStable => Stability < StableCluster.LeastStable;

    public static ClusterView Of(FeatureMatrix data, int label, string name, string description, List<int> rows)
    {
        var subset = data.TakeRows(rows);
        var profile = data
            .Names.Select((n, i) => FeatureSummary.Of(n, subset.Column(i)))
            .ToDictionary(s => s.Feature, s => new FeatureFigures(s.Mean, s.Median, s.Q1, s.Q3, s.Min, s.Max));
        return new ClusterView(label, name, description, rows.Count, (double)rows.Count / data.Rows, profile);
    }

    public static List<int> RowsOf(int[] labels, int label) => [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] == label)];
}

/// <summary>How good a run is; figures that the method does not give are null.</summary>
public sealed record QualityView(
    double? Silhouette = null,
    double? SilhouetteStandardError = null,
    double? DaviesBouldin = null,
    double? CalinskiHarabasz = null,
    double? Inertia = null,
    double? LogLikelihood = null,
    double? Bic = null,
    double? Aic = null,
    double? Stability = null
);

/// <summary>What makes new customers fall into clusters: scaling, medians for missing values, and what the method keeps (scaled).</summary>
/// <param name="Nearest">Centers of a run that an earlier version saved.</param>
/// <param name="Assigner">What the method keeps.</param>
public sealed record SavedModel(
    FittedScaling Scaling,
    IReadOnlyList<double> Medians,
    NearestCenters? Nearest = null,
    ClusterAssigner? Assigner = null
)
{
    /// <summary>Whether it holds anything that places customers.</summary>
    [JsonIgnore]
    public bool PlacesRows => Nearest is not null || Assigner is not null;

    /// <param name="rows">With the columns of <see cref="Scaling"/>, complete, not scaled.</param>
    public int[] Assign(FeatureMatrix rows)
    {
        var scaled = Scaling.Transform(rows);
        return Assigner?.Assign(scaled) ?? Nearest!.Assign(scaled);
    }
}

/// <summary>A run as it is saved and shown.</summary>
/// <param name="Decided">The parameters, with what was left open as it was decided.</param>
/// <param name="KDistances">Of DBSCAN.</param>
/// <param name="Flows">Who moved from which cluster of the run before to which of this.</param>
public sealed record SegmentationResult(
    IReadOnlyList<ClusterView> Clusters,
    int Noise,
    QualityView Quality,
    IReadOnlyList<CompletedColumn> MissingValues,
    ClusterCountSuggestion? Choice,
    RfmThresholds? Thresholds,
    SavedModel? Model,
    ClusteringParameters? Decided = null,
    KDistanceCurve? KDistances = null,
    IReadOnlyList<ClusterFlow>? Flows = null
);
