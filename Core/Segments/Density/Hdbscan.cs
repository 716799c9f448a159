using Core.Customers;
using Core.Estimators;
using Core.Segments.Hierarchy;

namespace Core.Segments.Density;

/// <summary>
/// HDBSCAN*: the clusters of DBSCAN for every radius at once, and of those the ones that persist. Core distances and an exact minimum
/// spanning tree of the mutual reachability distances max(core(a), core(b), |a − b|) are found on a k-d tree; the tree of merges is
/// condensed by minClusterSize, and clusters are selected from it. Noise is −1; clusters are numbered by their first row. O(n p) memory;
/// about O(n log n) time for few columns, O(n² p) for many. Needs no seed, and gives the same answer on any number of cores.
/// Sources: Campello, Moulavi and Sander, PAKDD 2013, sections 3 and 4; McInnes and Healy, "Accelerated hierarchical density based
/// clustering", ICDM workshops 2017, section III. Where edges of the spanning tree are equal, those between rows that coincide come
/// first, then those between later rows: a row that lies exactly as far from two clusters goes to one of them by that choice alone.
/// </summary>
public static class Hdbscan
{
    /// <param name="data">n × p, finite; scale it first (<see cref="Scaling"/>).</param>
    /// <param name="options">Sizes and selection.</param>
    /// <param name="progress">Told after each step and each round of the spanning tree.</param>
    /// <param name="cancellation">Honoured between leaves of the index.</param>
    /// <exception cref="ArgumentException">Empty data or a value that is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static FittedHdbscan Fit(
        FeatureMatrix data,
        HdbscanOptions options,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        FiniteData.Require(data, 1, nameof(Hdbscan), cancellation);
        var tree = KdTree.Build(data, cancellation);
        progress?.Report(new Progress(0.05, "Rows are indexed"));
        var cores = CoreDistances.Squared(tree, options.Samples, cancellation);
        progress?.Report(new Progress(0.3, "Densities are known"));
        var edges = new SpanningTree(tree, cores).Find(progress, 0.3, 0.9, cancellation);
        var merges = MergeTree.Of(data.Rows, edges.Select(e => (e.Low, e.High, Math.Sqrt(e.Squared))));
        var condensed = TreeCondensation.Of(merges, options, cancellation);
        progress?.Report(new Progress(1, "Clusters are selected"));
        var coreDistances = new double[data.Rows];
        for (var position = 0; position < cores.Length; position++)
        {
            coreDistances[tree.RowAt[position]] = Math.Sqrt(cores[position]);
        }
        return new FittedHdbscan(data, options, condensed, merges, coreDistances);
    }
}
