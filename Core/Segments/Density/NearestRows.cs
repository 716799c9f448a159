using System.Numerics;

namespace Core.Segments.Density;

/// <summary>
/// The k nearest rows of each row of a leaf, nearest first; of those equally far as the k-th, always the same. Nearer boxes first, so that
/// farther ones need no look (Friedman, Bentley and Finkel, ACM TOMS 3(3), 1977). Scratch for one leaf at a time, on one core.
/// </summary>
internal sealed class NearestRows
{
    private readonly KdTree tree;
    private readonly int k;
    private readonly double squaredRadius;
    private readonly double[] distances;
    private readonly int[] rows;
    private readonly int[] counts = new int[KdTree.LeafRows];
    private readonly double[] limits = new double[KdTree.LeafRows];

    /// <param name="tree">The rows to look among.</param>
    /// <param name="k">At least 1.</param>
    /// <param name="squaredRadius">Rows farther than its root are none.</param>
    public NearestRows(KdTree tree, int k, double squaredRadius = double.PositiveInfinity)
    {
        (this.tree, this.k, this.squaredRadius) = (tree, k, squaredRadius);
        distances = new double[KdTree.LeafRows * k];
        rows = new int[KdTree.LeafRows * k];
    }

    /// <summary>Squared distances of what was found for a lane, ascending.</summary>
    public ReadOnlySpan<double> Distances(int lane) => distances.AsSpan(lane * k, counts[lane]);

    /// <summary>The rows that were found for a lane.</summary>
    public ReadOnlySpan<int> Rows(int lane) => rows.AsSpan(lane * k, counts[lane]);

    /// <summary>Looks for the neighbours of all rows of that leaf; a row of the same tree is its own first neighbour.</summary>
    public void Find(KdTree queries, int leaf)
    {
        Span<(int Node, double Gap)> stack = stackalloc (int, double)[KdTreeStack.Size];
        Array.Clear(counts);
        Array.Fill(limits, squaredRadius);
        var lanes = queries.Lanes(leaf);
        var tile = queries.Tile(leaf);
        var own = queries.NodeOfLeaf(leaf);
        var farthest = squaredRadius;
        stack[0] = (0, 0);
        for (var depth = 1; depth > 0; )
        {
            var (index, gap) = stack[--depth];
            if (gap > farthest)
            {
                continue;
            }
            var node = tree.Nodes[index];
            if (node.IsLeaf)
            {
                var near = TileKernel.NearBox(tile, tree.Low(index), tree.High(index), limits) & lanes;
                if (near != 0)
                {
                    Scan(tile, near, node.FirstLeaf);
                    farthest = Farthest(lanes);
                }
                continue;
            }
            var (left, right) = (index + 1, node.Right);
            var (leftGap, rightGap) = (BoxDistance.Gap(queries, own, tree, left), BoxDistance.Gap(queries, own, tree, right));
            var leftFirst = leftGap < rightGap || (leftGap == rightGap && Nearer(queries, own, left, right));
            stack[depth++] = leftFirst ? (right, rightGap) : (left, leftGap);
            stack[depth++] = leftFirst ? (left, leftGap) : (right, rightGap);
        }
    }

    // Boxes that overlap have no gap between them: then the one whose far end is nearer.
    private bool Nearer(KdTree queries, int own, int left, int right) =>
        BoxDistance.Span(queries, own, tree, left) <= BoxDistance.Span(queries, own, tree, right);

    private double Farthest(uint lanes)
    {
        var farthest = 0.0;
        for (; lanes != 0; lanes &= lanes - 1)
        {
            farthest = Math.Max(farthest, limits[BitOperations.TrailingZeroCount(lanes)]);
        }
        return farthest;
    }

    private void Scan(ReadOnlySpan<double> tile, uint lanes, int leaf)
    {
        Span<double> found = stackalloc double[KdTree.LeafRows];
        var other = tree.Tile(leaf);
        var otherLanes = tree.Lanes(leaf);
        for (; lanes != 0; lanes &= lanes - 1)
        {
            var lane = BitOperations.TrailingZeroCount(lanes);
            var near = TileKernel.Within(tile, lane, other, limits[lane], found) & otherLanes;
            for (; near != 0; near &= near - 1)
            {
                var i = BitOperations.TrailingZeroCount(near);
                if (found[i] <= limits[lane])
                {
                    Insert(lane, found[i], tree.RowAt[leaf * KdTree.LeafRows + i]);
                }
            }
        }
    }

    private void Insert(int lane, double distance, int row)
    {
        var d = distances.AsSpan(lane * k, k);
        var r = rows.AsSpan(lane * k, k);
        var count = counts[lane];
        var at = count < k ? count : k - 1;
        for (; at > 0 && d[at - 1] > distance; at--)
        {
            (d[at], r[at]) = (d[at - 1], r[at - 1]);
        }
        (d[at], r[at]) = (distance, row);
        if (count < k)
        {
            counts[lane] = ++count;
        }
        if (count == k)
        {
            // Only nearer ones from now on: many rows may coincide, and to look at them all would take n² time.
            limits[lane] = Math.BitDecrement(d[k - 1]);
        }
    }
}
