using System.Numerics;

namespace Core.Segments.Density;

/// <summary>
/// Unites core points within ε of each other. Leaves whose core points are of one set already are not looked at against leaves of the same
/// set, so that dense places cost little.
/// </summary>
/// <param name="tree">The rows.</param>
/// <param name="squaredRadius">ε².</param>
/// <param name="cores">For each leaf one bit for each core point.</param>
internal sealed class CoreConnections(KdTree tree, double squaredRadius, uint[] cores)
{
    private readonly DisjointSets sets = new(tree.Rows);

    // By node: the core points are known to be of one set. Once true it stays true.
    private readonly bool[] joined = new bool[tree.Nodes.Length];

    // By node: the position of a core point in it, or −1.
    private readonly int[] coreOf = new int[tree.Nodes.Length];

    /// <returns>Sets of positions.</returns>
    public DisjointSets Connect(CancellationToken cancellation)
    {
        var limits = new double[KdTree.LeafRows];
        Array.Fill(limits, squaredRadius);
        FindCores(0);
        JoinSmallNodes();
        LeafChunks.ForEach(tree, leaf => Connect(leaf, limits), cancellation);
        return sets;
    }

    private int FindCores(int index)
    {
        var node = tree.Nodes[index];
        if (node.IsLeaf)
        {
            var lanes = cores[node.FirstLeaf];
            return coreOf[index] = lanes == 0 ? -1 : node.FirstLeaf * KdTree.LeafRows + BitOperations.TrailingZeroCount(lanes);
        }
        var (left, right) = (FindCores(index + 1), FindCores(node.Right));
        return coreOf[index] = left >= 0 ? left : right;
    }

    /// <summary>A node no wider than ε is of one set.</summary>
    private void JoinSmallNodes()
    {
        for (var index = 0; index < joined.Length; )
        {
            var node = tree.Nodes[index];
            if (BoxDistance.Span(tree, index, tree, index) > squaredRadius)
            {
                index++;
                continue;
            }
            var below = 2 * (node.EndLeaf - node.FirstLeaf) - 1;
            joined.AsSpan(index, below).Fill(true);
            for (var leaf = node.FirstLeaf; leaf < node.EndLeaf; leaf++)
            {
                for (var lanes = cores[leaf]; lanes != 0; lanes &= lanes - 1)
                {
                    sets.Union(coreOf[index], leaf * KdTree.LeafRows + BitOperations.TrailingZeroCount(lanes));
                }
            }
            index += below;
        }
    }

    private void Connect(int leaf, double[] limits)
    {
        if (cores[leaf] == 0)
        {
            return;
        }
        Span<int> stack = stackalloc int[KdTreeStack.Size];
        var tile = tree.Tile(leaf);
        var own = tree.NodeOfLeaf(leaf);
        if (!joined[own])
        {
            Unite(tile, own, own, cores[leaf]);
        }
        stack[0] = 0;
        for (var depth = 1; depth > 0; )
        {
            var index = stack[--depth];
            var node = tree.Nodes[index];
            // Each pair of leaves once.
            if (
                node.EndLeaf <= leaf + 1
                || coreOf[index] < 0
                || BoxDistance.Gap(tree, own, tree, index) > squaredRadius
                || (joined[own] && joined[index] && sets.Find(coreOf[own]) == sets.Find(coreOf[index]))
            )
            {
                continue;
            }
            if (!node.IsLeaf)
            {
                depth = KdTreeStack.PushBoth(stack, depth, tree, index, leaf);
                continue;
            }
            var near = TileKernel.NearBox(tile, tree.Low(index), tree.High(index), limits) & cores[leaf];
            Unite(tile, own, index, near);
        }
    }

    private void Unite(ReadOnlySpan<double> tile, int own, int other, uint lanes)
    {
        Span<double> distances = stackalloc double[KdTree.LeafRows];
        var (leaf, otherLeaf) = (tree.Nodes[own].FirstLeaf, tree.Nodes[other].FirstLeaf);
        var otherTile = tree.Tile(otherLeaf);
        var changed = false;
        for (; lanes != 0; lanes &= lanes - 1)
        {
            var lane = BitOperations.TrailingZeroCount(lanes);
            var found = TileKernel.Within(tile, lane, otherTile, squaredRadius, distances) & cores[otherLeaf];
            // One of a leaf that is one set is enough.
            found = joined[other] ? found & (~found + 1) : found;
            for (; found != 0; found &= found - 1)
            {
                changed |= sets.Union(leaf * KdTree.LeafRows + lane, otherLeaf * KdTree.LeafRows + BitOperations.TrailingZeroCount(found));
            }
            if (joined[own] && joined[other] && changed)
            {
                return;
            }
        }
        if (changed || own == other)
        {
            joined[own] = joined[own] || IsOneSet(leaf);
            joined[other] = joined[other] || IsOneSet(otherLeaf);
        }
    }

    private bool IsOneSet(int leaf)
    {
        var lanes = cores[leaf];
        var set = sets.Find(leaf * KdTree.LeafRows + BitOperations.TrailingZeroCount(lanes));
        for (lanes &= lanes - 1; lanes != 0; lanes &= lanes - 1)
        {
            if (sets.Find(leaf * KdTree.LeafRows + BitOperations.TrailingZeroCount(lanes)) != set)
            {
                return false;
            }
        }
        return true;
    }
}
