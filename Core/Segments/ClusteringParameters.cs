using Core.Segments.Density;
using Core.Segments.Hierarchy;
using Core.Segments.Mixture;

namespace Core.Segments;

/// <summary>What a method may be told; each method heeds its own and leaves the others alone.</summary>
/// <param name="Clusters">k of the methods that make a given number of clusters; at least 1. Default 4.</param>
/// <param name="Starts">Starts of k-means, of which the best is kept; at least 1. Default 10.</param>
/// <param name="Epsilon">ε of DBSCAN, above 0; null takes it from the k-distance curve.</param>
/// <param name="MinSamples">
/// DBSCAN: rows within ε that make a core point, itself included; null for twice the columns, at least 5. HDBSCAN*: the neighbour whose
/// distance is the core distance; null for minClusterSize, at most 10.
/// </param>
/// <param name="MinClusterSize">The smallest cluster of HDBSCAN*, at least 2; null for one in fifty rows, at least 5.</param>
/// <param name="Linkage">Of agglomerative clustering. Default Ward.</param>
/// <param name="Covariance">Of the mixture. Default full.</param>
/// <param name="Selection">Of HDBSCAN*. Default excess of mass.</param>
public sealed record ClusteringParameters(
    int Clusters = 4,
    int Starts = 10,
    double? Epsilon = null,
    int? MinSamples = null,
    int? MinClusterSize = null,
    Linkage Linkage = Linkage.Ward,
    CovarianceType Covariance = CovarianceType.Full,
    ClusterSelection Selection = ClusterSelection.ExcessOfMass
);
