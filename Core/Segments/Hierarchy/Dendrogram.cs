using Core.Estimators;

namespace Core.Segments.Hierarchy;

/// <summary>An end of a <see cref="Dendrogram"/>: a row, or a cluster whose merges are not drawn.</summary>
/// <param name="X">Where it stands: 5, 15, 25, ….</param>
/// <param name="Node">A row (below n), or n + the number of a merge.</param>
/// <param name="Size">Rows in it.</param>
/// <param name="Row">The first row in it: its label is that of all its rows, for a cut above it.</param>
public readonly record struct DendrogramLeaf(double X, int Node, int Size, int Row);

/// <summary>A merge as a bracket: up from the left part, across, and down to the right part.</summary>
/// <param name="Left">Where the left part stands.</param>
/// <param name="Right">Where the right part stands.</param>
/// <param name="LeftHeight">Where the left leg begins: the height of its own merge, 0 for a leaf.</param>
/// <param name="RightHeight">Likewise.</param>
/// <param name="Height">The height of this merge.</param>
/// <param name="Node">n + the number of the merge.</param>
public readonly record struct DendrogramLink(double Left, double Right, double LeftHeight, double RightHeight, double Height, int Node);

/// <summary>The last merges of a tree as lines to draw, in the coordinates of SciPy's dendrogram with truncate_mode "lastp".</summary>
/// <param name="Leaves">From left to right.</param>
/// <param name="Links">Each after the links below it.</param>
public sealed record Dendrogram(IReadOnlyList<DendrogramLeaf> Leaves, IReadOnlyList<DendrogramLink> Links)
{
    private const double Spacing = 10;

    /// <param name="merges">The tree.</param>
    /// <param name="leaves">p, at least 1: the last p − 1 merges are drawn, or all where there are fewer.</param>
    /// <exception cref="ArgumentOutOfRangeException">p is below 1.</exception>
    public static Dendrogram Of(MergeTree merges, int leaves = 30)
    {
        Guard.Range(leaves, 1, int.MaxValue, nameof(Dendrogram));
        var rows = merges.Rows;
        var first = 2 * rows - Math.Min(leaves, rows);
        var (ends, links) = (new List<DendrogramLeaf>(), new List<DendrogramLink>());
        var done = new Dictionary<int, (double X, double Height)>();
        // Left part, right part, then the merge; a stack, because chains may be as deep as there are leaves.
        var stack = new Stack<int>([2 * rows - 2]);
        while (stack.TryPeek(out var node))
        {
            if (node < rows || node < first)
            {
                var size = node < rows ? 1 : merges.Merges[node - rows].Size;
                done[node] = (Spacing / 2 + Spacing * ends.Count, 0);
                ends.Add(new DendrogramLeaf(done[node].X, node, size, FirstRow(merges, node)));
                stack.Pop();
                continue;
            }
            var merge = merges.Merges[node - rows];
            if (!done.ContainsKey(merge.Left))
            {
                stack.Push(merge.Left);
                continue;
            }
            if (!done.TryGetValue(merge.Right, out var right))
            {
                stack.Push(merge.Right);
                continue;
            }
            var left = done[merge.Left];
            links.Add(new DendrogramLink(left.X, right.X, left.Height, right.Height, merge.Height, node));
            done[node] = ((left.X + right.X) / 2, merge.Height);
            stack.Pop();
        }
        return new Dendrogram(ends, links);
    }

    private static int FirstRow(MergeTree merges, int node)
    {
        var first = int.MaxValue;
        var stack = new Stack<int>([node]);
        while (stack.TryPop(out var next))
        {
            if (next < merges.Rows)
            {
                first = Math.Min(first, next);
                continue;
            }
            stack.Push(merges.Merges[next - merges.Rows].Left);
            stack.Push(merges.Merges[next - merges.Rows].Right);
        }
        return first;
    }
}
