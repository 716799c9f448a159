using System.Numerics;

namespace Core.Segments.Density;

/// <summary>For each component of rows the least edge to a row outside it, round after round of <see cref="SpanningTree"/>.</summary>
internal sealed class NearestOutside
{
    private const int Locks = 64;
    private readonly KdTree tree;
    private readonly double[] cores;
    private readonly uint[] lanes;
    private readonly object[] locks = [.. Enumerable.Range(0, Locks).Select(_ => new object())];

    // By node: the least core distance, and the component where all rows are of one, else −1.
    private readonly double[] leastCore;
    private readonly int[] componentOf;

    // By position: no edge to the outside is shorter than this; the shortest that was found, and the position where it ends, or −1.
    // When both agree, the edge found is the least of all while it still leads outside.
    private readonly double[] lower;
    private readonly double[] found;
    private readonly int[] end;

    private int[] component = [];
    private SpanningEdge[] best = [];
    private double[] bounds = [];

    /// <param name="tree">n rows.</param>
    /// <param name="squaredCores">n squared core distances, by position.</param>
    /// <param name="lanes">For each leaf one bit for each row that may be an end of an edge; no two of them coincide.</param>
    public NearestOutside(KdTree tree, double[] squaredCores, uint[] lanes)
    {
        (this.tree, cores, this.lanes) = (tree, squaredCores, lanes);
        (leastCore, componentOf) = (new double[tree.Nodes.Length], new int[tree.Nodes.Length]);
        (lower, found, end) = ((double[])squaredCores.Clone(), new double[tree.Rows], new int[tree.Rows]);
        Array.Fill(end, -1);
        FindLeastCore(0);
    }

    /// <param name="components">By position: 0 … count − 1.</param>
    /// <param name="count">At least 2.</param>
    /// <param name="cancellation">Honoured between leaves.</param>
    /// <returns>The least edge of each component; the same whatever the cores do.</returns>
    public SpanningEdge[] Search(int[] components, int count, CancellationToken cancellation)
    {
        component = components;
        best = new SpanningEdge[count];
        bounds = new double[count];
        Array.Fill(bounds, double.PositiveInfinity);
        Array.Fill(best, new SpanningEdge(double.PositiveInfinity, true, -1, -1));
        FindComponents(0);
        for (var position = 0; position < end.Length; position++)
        {
            if (end[position] >= 0 && component[end[position]] != component[position])
            {
                Offer(position);
            }
            else
            {
                end[position] = -1;
            }
        }
        LeafChunks.ForEach(tree, Search, cancellation);
        return best;
    }

    private double FindLeastCore(int index)
    {
        var node = tree.Nodes[index];
        if (!node.IsLeaf)
        {
            return leastCore[index] = Math.Min(FindLeastCore(index + 1), FindLeastCore(node.Right));
        }
        leastCore[index] = double.PositiveInfinity;
        for (var bits = lanes[node.FirstLeaf]; bits != 0; bits &= bits - 1)
        {
            var position = node.FirstLeaf * KdTree.LeafRows + BitOperations.TrailingZeroCount(bits);
            leastCore[index] = Math.Min(leastCore[index], cores[position]);
        }
        return leastCore[index];
    }

    private int FindComponents(int index)
    {
        var node = tree.Nodes[index];
        if (!node.IsLeaf)
        {
            var (left, right) = (FindComponents(index + 1), FindComponents(node.Right));
            return componentOf[index] = left == right ? left : -1;
        }
        var rows = component.AsSpan(node.FirstLeaf * KdTree.LeafRows, tree.RowsOf(node));
        return componentOf[index] = rows.ContainsAnyExcept(rows[0]) ? -1 : rows[0];
    }

    private SpanningEdge Found(int position) =>
        SpanningEdge.Between(found[position], true, tree.RowAt[position], tree.RowAt[end[position]]);

    /// <summary>An edge from a component; kept when it is the least so far.</summary>
    private void Offer(int position)
    {
        var mine = component[position];
        if (found[position] > Volatile.Read(ref bounds[mine]))
        {
            return;
        }
        var edge = Found(position);
        lock (locks[mine % Locks])
        {
            if (edge.CompareTo(best[mine]) < 0)
            {
                best[mine] = edge;
                Volatile.Write(ref bounds[mine], edge.Squared);
            }
        }
    }

    private void Search(int leaf)
    {
        var start = leaf * KdTree.LeafRows;
        var active = 0u;
        Span<double> limits = stackalloc double[KdTree.LeafRows];
        limits.Fill(-1);
        for (var bits = lanes[leaf]; bits != 0; bits &= bits - 1)
        {
            var i = BitOperations.TrailingZeroCount(bits);
            var at = start + i;
            var known = end[at] >= 0 && found[at] == lower[at];
            if (!known && lower[at] <= bounds[component[at]])
            {
                active |= 1u << i;
                limits[i] = bounds[component[at]];
                (found[at], end[at]) = (double.PositiveInfinity, -1);
            }
        }
        if (active == 0)
        {
            return;
        }
        var own = tree.NodeOfLeaf(leaf);
        var searched = active;
        active = SearchLeaf(own, own, active, limits);
        Descend(own, active, limits);
        for (; searched != 0; searched &= searched - 1)
        {
            var i = BitOperations.TrailingZeroCount(searched);
            var at = start + i;
            // Every edge up to the limit was seen: the least of them was found, or there is none.
            lower[at] = Math.Max(lower[at], end[at] >= 0 && found[at] <= limits[i] ? found[at] : Math.BitIncrement(limits[i]));
        }
    }

    private void Descend(int own, uint active, Span<double> limits)
    {
        Span<(int Node, double Gap)> stack = stackalloc (int, double)[KdTreeStack.Size];
        var tile = tree.Tile(tree.Nodes[own].FirstLeaf);
        var farthest = Farthest(active, limits);
        stack[0] = (0, 0);
        for (var depth = 1; depth > 0 && active != 0; )
        {
            var (index, gap) = stack[--depth];
            if (index == own || gap > farthest || (componentOf[index] >= 0 && componentOf[index] == componentOf[own]))
            {
                continue;
            }
            var node = tree.Nodes[index];
            if (node.IsLeaf)
            {
                var near = TileKernel.NearBox(tile, tree.Low(index), tree.High(index), limits) & active;
                if (near != 0)
                {
                    active = active & ~near | SearchLeaf(own, index, near, limits);
                    farthest = Farthest(active, limits);
                }
                continue;
            }
            var (left, right) = (index + 1, node.Right);
            var leftGap = Math.Max(BoxDistance.Gap(tree, own, tree, left), leastCore[left]);
            var rightGap = Math.Max(BoxDistance.Gap(tree, own, tree, right), leastCore[right]);
            var leftFirst = leftGap < rightGap || (leftGap == rightGap && tree.Nodes[own].FirstLeaf < tree.Nodes[right].FirstLeaf);
            stack[depth++] = leftFirst ? (right, rightGap) : (left, leftGap);
            stack[depth++] = leftFirst ? (left, leftGap) : (right, rightGap);
        }
    }

    private static double Farthest(uint active, Span<double> limits)
    {
        var farthest = -1.0;
        for (; active != 0; active &= active - 1)
        {
            farthest = Math.Max(farthest, limits[BitOperations.TrailingZeroCount(active)]);
        }
        return farthest;
    }

    /// <summary>Looks at the rows of another leaf for those lanes; the lanes for which more may be found.</summary>
    private uint SearchLeaf(int own, int other, uint asking, Span<double> limits)
    {
        Span<double> distances = stackalloc double[KdTree.LeafRows];
        var (start, otherLeaf) = (tree.Nodes[own].FirstLeaf * KdTree.LeafRows, tree.Nodes[other].FirstLeaf);
        var tile = tree.Tile(tree.Nodes[own].FirstLeaf);
        var otherTile = tree.Tile(otherLeaf);
        var left = asking;
        for (; asking != 0; asking &= asking - 1)
        {
            var i = BitOperations.TrailingZeroCount(asking);
            var (at, mine) = (start + i, component[start + i]);
            // Other lanes and other cores may have found a shorter edge of the component since.
            var limit = Math.Min(limits[i], Volatile.Read(ref bounds[mine]));
            if (limit >= leastCore[other] && limit >= lower[at] && componentOf[other] != mine)
            {
                var near = TileKernel.Within(tile, i, otherTile, limit, distances) & lanes[otherLeaf];
                for (; near != 0; near &= near - 1)
                {
                    var j = BitOperations.TrailingZeroCount(near);
                    var to = otherLeaf * KdTree.LeafRows + j;
                    if (component[to] != mine)
                    {
                        var squared = Math.Max(distances[j], Math.Max(cores[at], cores[to]));
                        limit = Keep(at, to, squared, limit);
                    }
                }
            }
            limits[i] = limit;
            left = limit < lower[at] ? left & ~(1u << i) : left;
        }
        return left;
    }

    /// <summary>Keeps an edge when it is the least that its row has seen; the limit from then on.</summary>
    private double Keep(int at, int to, double squared, double limit)
    {
        if (squared > limit)
        {
            return limit;
        }
        var edge = SpanningEdge.Between(squared, true, tree.RowAt[at], tree.RowAt[to]);
        if (end[at] < 0 || edge.CompareTo(Found(at)) < 0)
        {
            (found[at], end[at]) = (squared, to);
            Offer(at);
        }
        return squared;
    }
}
