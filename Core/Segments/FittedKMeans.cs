using Core.Customers;
using Core.Estimators;

namespace Core.Segments;

/// <summary>k centers found by k-means, and the rows that belong to each.</summary>
/// <param name="nearest">The centers.</param>
/// <param name="labels">n labels.</param>
/// <param name="inertia">See <see cref="Inertia"/>.</param>
/// <param name="iterations">See <see cref="Iterations"/>.</param>
public sealed class FittedKMeans(NearestCenters nearest, int[] labels, double inertia, int iterations) : IFittedClusterer
{
    /// <inheritdoc/>
    public IReadOnlyList<int> Labels => labels;

    /// <inheritdoc/>
    public int ClusterCount => nearest.Centers.Length;

    /// <summary>k × p, in the scale of the data of the fit.</summary>
    public IReadOnlyList<double[]> Centers => nearest.Centers;

    /// <summary>Σ of (weighted) squared distances of rows to their centers.</summary>
    public double Inertia => inertia;

    /// <summary>Iterations of the best run.</summary>
    public int Iterations => iterations;

    /// <summary>What has to be saved to label other rows later.</summary>
    public NearestCenters Nearest => nearest;

    /// <inheritdoc/>
    public int[] Assign(FeatureMatrix rows) => nearest.Assign(rows);
}
