using System.Numerics;
using Core.Customers;
using Core.Estimators;

namespace Core.Segments.Density;

/// <summary>
/// Labels rows not seen by HDBSCAN* without changing its clusters, as approximate_predict of the hdbscan library describes: a row joins
/// its nearest row of the fit by mutual reachability, in the branch of the condensed tree where that row was at the density of the join.
/// A row equal to one of the fit has that row's label. Can be saved as JSON.
/// </summary>
/// <param name="Names">p column names.</param>
/// <param name="Columns">p columns of the n rows of the fit.</param>
/// <param name="CoreDistances">n core distances.</param>
/// <param name="Labels">n labels.</param>
/// <param name="MinSamples">The core distance of a new row is that to its minSamples-th nearest row of the fit.</param>
/// <param name="Tree">The condensed tree of the fit.</param>
public sealed record ReachabilityPoints(
    IReadOnlyList<string> Names,
    double[][] Columns,
    double[] CoreDistances,
    int[] Labels,
    int MinSamples,
    CondensedTree Tree
)
{
    // As many neighbours, in terms of minSamples, are asked which of them is nearest by mutual reachability.
    private const int Candidates = 2;

    /// <param name="rows">m × p with the same columns in the same order and scale.</param>
    /// <returns>m labels; −1 is noise.</returns>
    /// <exception cref="ArgumentException">The columns differ or a value is not finite.</exception>
    public int[] Assign(FeatureMatrix rows)
    {
        FiniteData.RequireSameColumns(Names, rows, nameof(Hdbscan));
        FiniteData.Require(rows, 0, nameof(Hdbscan));
        var labels = new int[rows.Rows];
        if (rows.Rows == 0)
        {
            return labels;
        }
        var (queries, points) = (KdTree.Build(rows), KdTree.Build(new FeatureMatrix(Names, Columns)));
        var k = (int)Math.Min(Labels.Length, (long)Candidates * MinSamples);
        var labelOf = Tree.LabelOfBranch();
        LeafChunks.ForEach(
            queries,
            () => new NearestRows(points, k),
            (search, leaf) =>
            {
                search.Find(queries, leaf);
                for (var lanes = queries.Lanes(leaf); lanes != 0; lanes &= lanes - 1)
                {
                    var lane = BitOperations.TrailingZeroCount(lanes);
                    var row = queries.RowAt[leaf * KdTree.LeafRows + lane];
                    labels[row] = Label(search.Rows(lane), search.Distances(lane), labelOf);
                }
            },
            default
        );
        return labels;
    }

    private int Label(ReadOnlySpan<int> neighbours, ReadOnlySpan<double> squared, int[] labelOf)
    {
        if (squared[0] == 0)
        {
            return Labels[neighbours[0]];
        }
        var core = Math.Sqrt(squared[Math.Min(MinSamples, squared.Length) - 1]);
        var (nearest, distance) = (-1, double.PositiveInfinity);
        for (var i = 0; i < neighbours.Length; i++)
        {
            var reach = Math.Max(Math.Max(core, CoreDistances[neighbours[i]]), Math.Sqrt(squared[i]));
            (nearest, distance) = reach < distance ? (neighbours[i], reach) : (nearest, distance);
        }
        if (nearest < 0)
        {
            return -1;
        }
        var branch = Tree.BranchOfRow[nearest];
        var density = 1 / distance;
        if (Tree.DensityOfRow[nearest] <= density)
        {
            return Labels[nearest];
        }
        while (Tree.Branches[branch].Parent >= 0 && Tree.Branches[branch].Birth >= density)
        {
            branch = Tree.Branches[branch].Parent;
        }
        var label = labelOf[branch];
        // Where all the data are one cluster, what joins it before its core is together is noise.
        return branch == 0 && label >= 0 && density < Tree.Branches[0].Death ? -1 : label;
    }
}
