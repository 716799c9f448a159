using Core.Segments;

namespace App.Features.Segments;

public sealed record FeatureFigures(double? Mean, double? Median, double? Q1, double? Q3, double? Min, double? Max);

/// <summary>A cluster of a run.</summary>
public sealed record ClusterView(
    int Label,
    string Name,
    string Description,
    int Size,
    double Share,
    IReadOnlyDictionary<string, FeatureFigures> Profile
);

/// <summary>How good a run is; figures that the method does not give are null.</summary>
public sealed record QualityView(
    double? Silhouette,
    double? SilhouetteStandardError,
    double? DaviesBouldin,
    double? CalinskiHarabasz,
    double? Inertia
);

/// <summary>What makes new customers fall into clusters: scaling, medians for missing values, and centers (scaled).</summary>
public sealed record SavedModel(FittedScaling Scaling, IReadOnlyList<double> Medians, NearestCenters Nearest);

/// <summary>A run as it is saved and shown.</summary>
public sealed record SegmentationResult(
    IReadOnlyList<ClusterView> Clusters,
    int Noise,
    QualityView Quality,
    IReadOnlyList<CompletedColumn> MissingValues,
    ClusterCountSuggestion? Choice,
    RfmThresholds? Thresholds,
    SavedModel? Model
);
