using Core.Customers;
using Core.Estimators;
using Core.Segments.Hierarchy;

namespace Core.Segments.Density;

/// <summary>Clusters that persist over many densities, how strongly each row belongs to its own, and the trees they were found in.</summary>
public sealed class FittedHdbscan : IFittedClusterer
{
    private readonly int[] labels;
    private readonly double[] strengths;
    private readonly Lazy<ReachabilityPoints> points;

    internal FittedHdbscan(FeatureMatrix data, HdbscanOptions options, CondensedTree tree, MergeTree merges, double[] coreDistances)
    {
        (Tree, Merges) = (tree, merges);
        ClusterCount = tree.ClusterCount;
        (labels, strengths) = Label(tree);
        points = new Lazy<ReachabilityPoints>(() =>
            new ReachabilityPoints(
                [.. data.Names],
                [.. Enumerable.Range(0, data.Columns).Select(c => data.Column(c).ToArray())],
                coreDistances,
                labels,
                options.Samples,
                tree
            )
        );
    }

    /// <summary>n labels: clusters in the order of their first row; −1 is noise.</summary>
    public IReadOnlyList<int> Labels => labels;

    /// <inheritdoc/>
    public int ClusterCount { get; }

    /// <summary>n membership strengths in [0, 1]: λ at which the row leaves its cluster over the greatest of the cluster; 0 for noise.</summary>
    public IReadOnlyList<double> Strengths => strengths;

    /// <summary>What the clusters were selected from, to draw.</summary>
    public CondensedTree Tree { get; }

    /// <summary>All merges by mutual reachability distance; cut at a height it gives the clusters of DBSCAN* for that radius.</summary>
    public MergeTree Merges { get; }

    /// <summary>
    /// For each cluster how much it persists, in [0, 1]: its stability over that of as many rows staying together up to the greatest λ of all.
    /// </summary>
    public IReadOnlyList<double> Persistence()
    {
        var sizes = labels.Where(l => l >= 0).CountBy(l => l).ToDictionary();
        var greatest = Tree.Branches.Max(b => b.Death);
        return [.. Tree.Branches.Where(b => b.Label >= 0).OrderBy(b => b.Label).Select(b => b.Stability / (sizes[b.Label] * greatest))];
    }

    /// <summary>What has to be saved to label other rows later.</summary>
    public ReachabilityPoints Points => points.Value;

    /// <summary>See <see cref="ReachabilityPoints.Assign"/>.</summary>
    public int[] Assign(FeatureMatrix rows) => Points.Assign(rows);

    private static (int[] Labels, double[] Strengths) Label(CondensedTree tree)
    {
        var labelOf = tree.LabelOfBranch();
        var greatest = tree.GreatestDensities();
        var rows = tree.BranchOfRow.Length;
        var (labels, strengths) = (new int[rows], new double[rows]);
        for (var row = 0; row < rows; row++)
        {
            var label = labelOf[tree.BranchOfRow[row]];
            // Where all the data are one cluster, rows that leave it before its core does are noise.
            var whole = label >= 0 && tree.Branches[0].Label == label;
            labels[row] = whole && tree.BranchOfRow[row] == 0 && tree.DensityOfRow[row] < greatest[label] ? -1 : label;
            strengths[row] = labels[row] < 0 ? 0 : Math.Min(tree.DensityOfRow[row], greatest[label]) / greatest[label];
        }
        return (labels, strengths);
    }
}
