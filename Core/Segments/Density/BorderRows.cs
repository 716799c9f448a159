using System.Numerics;

namespace Core.Segments.Density;

/// <summary>Labels each row that is no core point by the first (least) cluster that has a core point within ε of it.</summary>
/// <param name="tree">The rows.</param>
/// <param name="squaredRadius">ε².</param>
/// <param name="cores">For each leaf one bit for each core point.</param>
/// <param name="labels">n labels by row, those of core points set, −1 elsewhere.</param>
internal sealed class BorderRows(KdTree tree, double squaredRadius, uint[] cores, int[] labels)
{
    // By node: the least label of its core points.
    private readonly int[] least = new int[tree.Nodes.Length];

    public void Label(CancellationToken cancellation)
    {
        var limits = new double[KdTree.LeafRows];
        Array.Fill(limits, squaredRadius);
        FindLeast(0);
        LeafChunks.ForEach(tree, leaf => Label(leaf, limits), cancellation);
    }

    private int FindLeast(int index)
    {
        var node = tree.Nodes[index];
        if (!node.IsLeaf)
        {
            return least[index] = Math.Min(FindLeast(index + 1), FindLeast(node.Right));
        }
        return least[index] = LeastOf(node.FirstLeaf, cores[node.FirstLeaf], int.MaxValue);
    }

    private int LeastOf(int leaf, uint lanes, int atMost)
    {
        for (; lanes != 0; lanes &= lanes - 1)
        {
            atMost = Math.Min(atMost, labels[tree.RowAt[leaf * KdTree.LeafRows + BitOperations.TrailingZeroCount(lanes)]]);
        }
        return atMost;
    }

    private void Label(int leaf, double[] limits)
    {
        var pending = tree.Lanes(leaf) & ~cores[leaf];
        if (pending == 0)
        {
            return;
        }
        Span<int> stack = stackalloc int[KdTreeStack.Size];
        Span<int> best = stackalloc int[KdTree.LeafRows];
        best.Fill(int.MaxValue);
        Span<double> distances = stackalloc double[KdTree.LeafRows];
        var tile = tree.Tile(leaf);
        var own = tree.NodeOfLeaf(leaf);
        stack[0] = 0;
        for (var depth = 1; depth > 0; )
        {
            var index = stack[--depth];
            var node = tree.Nodes[index];
            if (!CanImprove(best, pending, least[index]) || BoxDistance.Gap(tree, own, tree, index) > squaredRadius)
            {
                continue;
            }
            if (!node.IsLeaf)
            {
                depth = KdTreeStack.PushBoth(stack, depth, tree, index, leaf);
                continue;
            }
            var lanes = TileKernel.NearBox(tile, tree.Low(index), tree.High(index), limits) & pending;
            for (; lanes != 0; lanes &= lanes - 1)
            {
                var lane = BitOperations.TrailingZeroCount(lanes);
                if (best[lane] > least[index])
                {
                    var found = TileKernel.Within(tile, lane, tree.Tile(node.FirstLeaf), squaredRadius, distances);
                    best[lane] = LeastOf(node.FirstLeaf, found & cores[node.FirstLeaf], best[lane]);
                }
            }
        }
        for (; pending != 0; pending &= pending - 1)
        {
            var lane = BitOperations.TrailingZeroCount(pending);
            // Rows that are no core points are labelled by their own leaf alone, so no core reads what another writes.
            labels[tree.RowAt[leaf * KdTree.LeafRows + lane]] = best[lane] == int.MaxValue ? -1 : best[lane];
        }
    }

    private static bool CanImprove(Span<int> best, uint pending, int label)
    {
        for (; pending != 0; pending &= pending - 1)
        {
            if (best[BitOperations.TrailingZeroCount(pending)] > label)
            {
                return true;
            }
        }
        return false;
    }
}
