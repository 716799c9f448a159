using Core.Customers;

namespace Core.Estimators;

/// <summary>An immutable result of clustering n rows. Label −1 means noise; other labels are 0 … <see cref="ClusterCount"/> − 1.</summary>
public interface IFittedClusterer
{
    /// <summary>One label per row of the data it was fitted on (length n).</summary>
    IReadOnlyList<int> Labels { get; }

    /// <summary>Number of clusters, noise not counted.</summary>
    int ClusterCount { get; }

    /// <summary>Labels for rows not seen in fitting; the columns must be those of the fit, in the same order and scale.</summary>
    int[] Assign(FeatureMatrix rows);
}
