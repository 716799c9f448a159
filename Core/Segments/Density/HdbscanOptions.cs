using Core.Estimators;

namespace Core.Segments.Density;

/// <summary>Which branches of the condensed tree become clusters.</summary>
public enum ClusterSelection
{
    /// <summary>Those that together persist longest (Campello, Moulavi and Sander 2013, section 4): few clusters, large where it pays.</summary>
    ExcessOfMass,

    /// <summary>The leaves: many small, even clusters.</summary>
    Leaf,
}

/// <param name="MinClusterSize">Fewer rows than this that part from a cluster are no cluster but rows that fall out; at least 2. Default 5.</param>
/// <param name="MinSamples">The core distance of a row is that to its minSamples-th nearest other row (unlike DBSCAN, the row itself is not counted); at least 1, and taken as n − 1 where there are fewer rows. Larger values make more noise. Default: minClusterSize.</param>
/// <param name="Selection">Default <see cref="ClusterSelection.ExcessOfMass"/>.</param>
/// <param name="AllowSingleCluster">Whether all the data may be one cluster. Default no.</param>
public sealed record HdbscanOptions(
    int MinClusterSize = 5,
    int? MinSamples = null,
    ClusterSelection Selection = ClusterSelection.ExcessOfMass,
    bool AllowSingleCluster = false
)
{
    internal int Samples => MinSamples ?? MinClusterSize;

    internal void Validate()
    {
        const string caller = nameof(Hdbscan);
        Guard.Range(MinClusterSize, 2, int.MaxValue, caller);
        Guard.Range(Samples, 1, int.MaxValue, caller, nameof(MinSamples));
        if (!Enum.IsDefined(Selection))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Selection),
                $"The {nameof(Selection)} of {caller} must be one of {string.Join(", ", Enum.GetNames<ClusterSelection>())}. Got {Selection} instead."
            );
        }
    }
}
