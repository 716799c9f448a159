using Core.Customers;
using Core.Estimators;

namespace Core.Segments.Density;

/// <summary>
/// DBSCAN, exact: rows with at least minSamples rows within ε (the row itself counted) are core points; core points within ε of each other
/// are of one cluster; other rows within ε of a core point are its border; the rest is noise (−1). Clusters are numbered by their first
/// core point in the order of rows, and a border row that several clusters reach goes to the first of them, as in scikit-learn.
/// Neighbours are looked for again in each of three passes rather than kept, so memory is O(n p). Time is O(n log n) where ε parts the
/// data and O(n² p) where it does not. Needs no seed, and gives the same answer on any number of cores.
/// Sources: Ester, Kriegel, Sander and Xu, KDD-96; Schubert, Sander, Ester, Kriegel and Xu, ACM TODS 42(3), 2017, section 2.
/// </summary>
public static class Dbscan
{
    /// <param name="data">n × p, finite; scale it first (<see cref="Scaling"/>).</param>
    /// <param name="options">ε and minSamples.</param>
    /// <param name="progress">Told after each pass.</param>
    /// <param name="cancellation">Honoured between leaves of the index.</param>
    /// <exception cref="ArgumentException">Empty data or a value that is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static FittedDbscan Fit(
        FeatureMatrix data,
        DbscanOptions options,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        FiniteData.Require(data, 1, nameof(Dbscan), cancellation);
        var tree = KdTree.Build(data, cancellation);
        progress?.Report(new Progress(0.1, "Rows are indexed"));
        var squared = options.Epsilon * options.Epsilon;
        var cores = new NeighbourCounts(tree, squared, options.MinSamples).CoreLanes(cancellation);
        progress?.Report(new Progress(0.6, "Core points are known"));
        var sets = new CoreConnections(tree, squared, cores).Connect(cancellation);
        progress?.Report(new Progress(0.8, "Clusters are known"));
        var (isCore, labels, count) = Number(tree, cores, sets);
        new BorderRows(tree, squared, cores, labels).Label(cancellation);
        progress?.Report(new Progress(1, "Border rows are labelled"));
        return new FittedDbscan(data, options, labels, isCore, count);
    }

    /// <summary>Labels of the core points: clusters in the order of their first core point.</summary>
    private static (bool[] IsCore, int[] Labels, int Count) Number(KdTree tree, uint[] cores, DisjointSets sets)
    {
        var positions = new int[tree.Rows];
        for (var position = 0; position < tree.Rows; position++)
        {
            positions[tree.RowAt[position]] = position;
        }
        var (isCore, labels, numbers) = (new bool[tree.Rows], new int[tree.Rows], new int[tree.Rows]);
        Array.Fill(labels, -1);
        Array.Fill(numbers, -1);
        var count = 0;
        for (var row = 0; row < tree.Rows; row++)
        {
            var position = positions[row];
            if ((cores[position / KdTree.LeafRows] >> position % KdTree.LeafRows & 1) != 0)
            {
                isCore[row] = true;
                ref var number = ref numbers[sets.Find(position)];
                labels[row] = number >= 0 ? number : number = count++;
            }
        }
        return (isCore, labels, count);
    }
}
