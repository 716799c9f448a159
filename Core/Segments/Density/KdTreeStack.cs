namespace Core.Segments.Density;

/// <summary>Nodes of a <see cref="KdTree"/> that a search has yet to look at.</summary>
internal static class KdTreeStack
{
    // One for each level, of which there are at most 31, and one more.
    public const int Size = 64;

    /// <summary>Pushes both children so that the one nearer in the order of leaves is looked at first; the new depth.</summary>
    public static int PushBoth(Span<int> stack, int depth, KdTree tree, int node, int leaf)
    {
        var (left, right) = (node + 1, tree.Nodes[node].Right);
        var leftFirst = leaf < tree.Nodes[right].FirstLeaf;
        stack[depth] = leftFirst ? right : left;
        stack[depth + 1] = leftFirst ? left : right;
        return depth + 2;
    }
}
