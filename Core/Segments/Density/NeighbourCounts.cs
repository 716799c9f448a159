using System.Numerics;
using Core.Estimators;

namespace Core.Segments.Density;

/// <summary>Which rows have at least so many rows within a radius, themselves counted. A row that has them is not looked at further.</summary>
/// <param name="tree">The rows.</param>
/// <param name="squaredRadius">The square of the radius.</param>
/// <param name="atLeast">At least 1.</param>
internal sealed class NeighbourCounts(KdTree tree, double squaredRadius, int atLeast)
{
    /// <returns>For each leaf one bit for each of its rows.</returns>
    public uint[] CoreLanes(CancellationToken cancellation)
    {
        var cores = new uint[tree.Leaves];
        var limits = new double[KdTree.LeafRows];
        Array.Fill(limits, squaredRadius);
        LeafChunks.ForEach(tree, leaf => cores[leaf] = Count(leaf, limits), cancellation);
        return cores;
    }

    private uint Count(int leaf, double[] limits)
    {
        Span<int> counts = stackalloc int[KdTree.LeafRows];
        Span<int> stack = stackalloc int[KdTreeStack.Size];
        var tile = tree.Tile(leaf);
        var own = tree.NodeOfLeaf(leaf);
        var lanes = tree.Lanes(leaf);
        // The own leaf first: where rows lie close it is often enough.
        var pending = CountLeaf(tile, leaf, lanes, lanes, counts);
        stack[0] = 0;
        for (var depth = 1; depth > 0 && pending != 0; )
        {
            var index = stack[--depth];
            var node = tree.Nodes[index];
            if (node.IsLeaf)
            {
                if (index != own)
                {
                    var near = TileKernel.NearBox(tile, tree.Low(index), tree.High(index), limits) & pending;
                    pending = pending & ~near | CountLeaf(tile, node.FirstLeaf, near, near, counts);
                }
                continue;
            }
            if (BoxDistance.Gap(tree, own, tree, index) > squaredRadius)
            {
                continue;
            }
            var containsOwn = node.FirstLeaf <= leaf && leaf < node.EndLeaf;
            if (!containsOwn && BoxDistance.Span(tree, own, tree, index) <= squaredRadius)
            {
                var rows = tree.RowsOf(node);
                for (var i = 0; i < counts.Length; i++)
                {
                    counts[i] += rows;
                }
                pending = StillBelow(pending, counts);
                continue;
            }
            depth = KdTreeStack.PushBoth(stack, depth, tree, index, leaf);
        }
        return lanes & ~pending;
    }

    /// <summary>Adds the rows of a leaf to the counts of those lanes; the lanes that still have too few.</summary>
    private uint CountLeaf(ReadOnlySpan<double> tile, int other, uint lanes, uint pending, Span<int> counts)
    {
        Span<double> distances = stackalloc double[KdTree.LeafRows];
        var otherTile = tree.Tile(other);
        var otherLanes = tree.Lanes(other);
        for (; lanes != 0; lanes &= lanes - 1)
        {
            var lane = BitOperations.TrailingZeroCount(lanes);
            counts[lane] += BitOperations.PopCount(TileKernel.Within(tile, lane, otherTile, squaredRadius, distances) & otherLanes);
        }
        return StillBelow(pending, counts);
    }

    private uint StillBelow(uint pending, Span<int> counts)
    {
        for (var bits = pending; bits != 0; bits &= bits - 1)
        {
            var lane = BitOperations.TrailingZeroCount(bits);
            pending &= counts[lane] >= atLeast ? ~(1u << lane) : uint.MaxValue;
        }
        return pending;
    }
}
