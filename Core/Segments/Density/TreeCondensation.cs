using Core.Segments.Hierarchy;

namespace Core.Segments.Density;

/// <summary>Makes a <see cref="CondensedTree"/> of a tree of merges and selects clusters from it.</summary>
internal sealed class TreeCondensation
{
    private readonly MergeTree merges;
    private readonly HdbscanOptions options;
    private readonly double smallest;
    private readonly int[] branchOfRow;
    private readonly double[] densityOfRow;
    private readonly List<(int Parent, double Birth, int Size)> branches = [];

    private TreeCondensation(MergeTree merges, HdbscanOptions options)
    {
        (this.merges, this.options) = (merges, options);
        smallest = merges.Merges.FirstOrDefault(m => m.Height > 0, new Merge(0, 0, 1, 0)).Height;
        (branchOfRow, densityOfRow) = (new int[merges.Rows], new double[merges.Rows]);
    }

    public static CondensedTree Of(MergeTree merges, HdbscanOptions options, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var work = new TreeCondensation(merges, options);
        work.Condense();
        return work.Select();
    }

    private int Rows => merges.Rows;

    private int Size(int node) => node < Rows ? 1 : merges.Merges[node - Rows].Size;

    private void Condense()
    {
        branches.Add((-1, 0, Rows));
        var queue = new Queue<(int Node, int Branch)>([(2 * Rows - 2, 0)]);
        while (queue.TryDequeue(out var next))
        {
            var (node, branch) = next;
            if (node < Rows)
            {
                // A single row is all there is.
                Leave(node, branch, 0);
                continue;
            }
            var merge = merges.Merges[node - Rows];
            var density = 1 / Math.Max(merge.Height, smallest);
            int[] children = [merge.Left, merge.Right];
            var splits = children.All(child => Size(child) >= options.MinClusterSize);
            foreach (var child in children)
            {
                if (splits)
                {
                    branches.Add((branch, density, Size(child)));
                    queue.Enqueue((child, branches.Count - 1));
                }
                else if (Size(child) >= options.MinClusterSize)
                {
                    queue.Enqueue((child, branch));
                }
                else
                {
                    Leave(child, branch, density);
                }
            }
        }
    }

    private void Leave(int node, int branch, double density)
    {
        var stack = new Stack<int>([node]);
        while (stack.TryPop(out var next))
        {
            if (next < Rows)
            {
                (branchOfRow[next], densityOfRow[next]) = (branch, density);
                continue;
            }
            stack.Push(merges.Merges[next - Rows].Left);
            stack.Push(merges.Merges[next - Rows].Right);
        }
    }

    private CondensedTree Select()
    {
        var count = branches.Count;
        var (stability, death, children) = (new double[count], new double[count], new int[count]);
        for (var row = 0; row < Rows; row++)
        {
            var branch = branchOfRow[row];
            stability[branch] += densityOfRow[row] - branches[branch].Birth;
            death[branch] = Math.Max(death[branch], densityOfRow[row]);
        }
        for (var b = 1; b < count; b++)
        {
            var (parent, birth, size) = branches[b];
            stability[parent] += (birth - branches[parent].Birth) * size;
            death[parent] = Math.Max(death[parent], birth);
            children[parent]++;
        }
        var selected = options.Selection == ClusterSelection.Leaf ? Leaves(children) : ExcessOfMass(stability, children);
        var labels = Number(selected);
        return new CondensedTree(
            [.. branches.Select((b, i) => new CondensedBranch(b.Parent, b.Birth, death[i], b.Size, stability[i], labels[i]))],
            branchOfRow,
            densityOfRow
        );
    }

    private bool[] Leaves(int[] children) =>
        [.. children.Select((number, branch) => number == 0 && (branch > 0 || (options.AllowSingleCluster && IsCluster)))];

    private bool IsCluster => Rows >= options.MinClusterSize;

    /// <summary>A branch is selected when it is at least as stable as the best selection below it (Campello et al. 2013, equation 5).</summary>
    private bool[] ExcessOfMass(double[] stability, int[] children)
    {
        var selected = new bool[branches.Count];
        var below = new double[branches.Count];
        for (var b = branches.Count - 1; b >= 0; b--)
        {
            selected[b] = (b > 0 || (options.AllowSingleCluster && IsCluster)) && (children[b] == 0 || below[b] <= stability[b]);
            if (b > 0)
            {
                below[branches[b].Parent] += selected[b] ? stability[b] : below[b];
            }
        }
        // Of selected branches one below the other the upper one counts.
        var covered = new bool[branches.Count];
        for (var b = 0; b < selected.Length; b++)
        {
            var parent = branches[b].Parent;
            covered[b] = parent >= 0 && (covered[parent] || selected[parent]);
            selected[b] &= !covered[b];
        }
        return selected;
    }

    /// <summary>The label of each selected branch, in the order of the first row in it or below it; −1 for others.</summary>
    private int[] Number(bool[] selected)
    {
        var above = new int[branches.Count];
        for (var b = 0; b < above.Length; b++)
        {
            above[b] =
                selected[b] ? b
                : branches[b].Parent < 0 ? -1
                : above[branches[b].Parent];
        }
        var labels = new int[branches.Count];
        Array.Fill(labels, -1);
        var count = 0;
        foreach (var branch in branchOfRow)
        {
            var top = above[branch];
            if (top >= 0 && labels[top] < 0)
            {
                labels[top] = count++;
            }
        }
        return labels;
    }
}
