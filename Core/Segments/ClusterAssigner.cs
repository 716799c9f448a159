using Core.Customers;
using Core.Estimators;
using Core.Segments.Density;
using Core.Segments.Hierarchy;
using Core.Segments.Mixture;

namespace Core.Segments;

/// <summary>What places rows that a clustering has not seen into its clusters, whatever the method. Can be saved as JSON.</summary>
/// <param name="Centers">Of k-means and Ward.</param>
/// <param name="Points">Of DBSCAN and the other linkages.</param>
/// <param name="Reachability">Of HDBSCAN*.</param>
/// <param name="Mixture">Of the Gaussian mixture.</param>
/// <param name="Relabel">The label that each of the method's own labels has become; null where they stayed.</param>
public sealed record ClusterAssigner(
    NearestCenters? Centers = null,
    NearestPoints? Points = null,
    ReachabilityPoints? Reachability = null,
    MixtureModel? Mixture = null,
    int[]? Relabel = null
)
{
    /// <summary>A method that keeps points keeps no more than this.</summary>
    public const int MostPoints = 50_000;

    /// <returns>Null when the method would have to keep more than <see cref="MostPoints"/> rows.</returns>
    public static ClusterAssigner? Of(IFittedClusterer fitted, int[]? relabel = null) =>
        fitted switch
        {
            FittedKMeans means => new ClusterAssigner(means.Nearest, Relabel: relabel),
            FittedGaussianMixture mixture => new ClusterAssigner(Mixture: mixture.Model, Relabel: relabel),
            FittedAgglomerative { Linkage: Linkage.Ward } ward => new ClusterAssigner(ward.NearestCenters, Relabel: relabel),
            _ when fitted.Labels.Count > MostPoints => null,
            FittedAgglomerative tree => new ClusterAssigner(Points: tree.NearestPoints, Relabel: relabel),
            FittedDbscan density => new ClusterAssigner(Points: density.Nearest, Relabel: relabel),
            FittedHdbscan density => new ClusterAssigner(Reachability: density.Points, Relabel: relabel),
            _ => throw new InvalidOperationException($"Unknown clusterer {fitted.GetType().Name}."),
        };

    /// <param name="rows">m × p with the same columns in the same order and scale.</param>
    /// <returns>m labels; −1 is noise.</returns>
    /// <exception cref="ArgumentException">The columns differ or a value is not finite.</exception>
    public int[] Assign(FeatureMatrix rows)
    {
        var labels =
            Centers?.Assign(rows)
            ?? Points?.Assign(rows)
            ?? Reachability?.Assign(rows)
            ?? Mixture?.Assign(rows)
            ?? throw new ArgumentException("The model holds nothing that places rows.");
        return Relabel is null ? labels : Array.ConvertAll(labels, l => l < 0 ? -1 : Relabel[l]);
    }
}
