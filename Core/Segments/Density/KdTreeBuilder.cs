namespace Core.Segments.Density;

/// <summary>Fills a <see cref="KdTree"/>; the two halves of a large node on two cores. The tree depends on the data alone.</summary>
/// <param name="tree">The tree to fill; its rows are in the order of the data.</param>
/// <param name="values">n × p, row after row.</param>
/// <param name="cancellation">Honoured between nodes.</param>
internal sealed class KdTreeBuilder(KdTree tree, double[] values, CancellationToken cancellation)
{
    private const int ParallelRows = 16384;
    private readonly double[] keys = new double[tree.Rows];

    /// <summary>Makes node <paramref name="node"/> of the leaves firstLeaf … endLeaf − 1, and everything below it.</summary>
    public void Split(int node, int firstLeaf, int endLeaf)
    {
        cancellation.ThrowIfCancellationRequested();
        var start = firstLeaf * KdTree.LeafRows;
        var end = Math.Min(tree.Rows, endLeaf * KdTree.LeafRows);
        var widest = Box(node, start, end);
        if (endLeaf - firstLeaf == 1)
        {
            tree.Set(node, new KdNode(firstLeaf, endLeaf, 0));
            Fill(firstLeaf, start, end);
            return;
        }
        var middle = firstLeaf + (endLeaf - firstLeaf) / 2;
        for (var i = start; i < end; i++)
        {
            keys[i] = values[tree.RowAt[i] * tree.Columns + widest];
        }
        Select(keys.AsSpan(start, end - start), tree.RowAt.AsSpan(start, end - start), middle * KdTree.LeafRows - start);
        // A tree of m leaves has 2 m − 1 nodes.
        var right = node + 2 * (middle - firstLeaf);
        tree.Set(node, new KdNode(firstLeaf, endLeaf, right));
        if (end - start >= ParallelRows)
        {
            Parallel.Invoke(
                new ParallelOptions { CancellationToken = cancellation },
                () => Split(node + 1, firstLeaf, middle),
                () => Split(right, middle, endLeaf)
            );
            return;
        }
        Split(node + 1, firstLeaf, middle);
        Split(right, middle, endLeaf);
    }

    /// <summary>Writes the box of the rows at those positions; the column in which it is widest.</summary>
    private int Box(int node, int start, int end)
    {
        var p = tree.Columns;
        var (lowMemory, highMemory) = tree.WritableBox(node);
        var low = lowMemory.Span;
        var high = highMemory.Span;
        values.AsSpan(tree.RowAt[start] * p, p).CopyTo(low);
        low.CopyTo(high);
        for (var i = start + 1; i < end; i++)
        {
            var row = values.AsSpan(tree.RowAt[i] * p, p);
            for (var j = 0; j < row.Length; j++)
            {
                low[j] = Math.Min(low[j], row[j]);
                high[j] = Math.Max(high[j], row[j]);
            }
        }
        var widest = 0;
        for (var j = 1; j < p; j++)
        {
            widest = high[j] - low[j] > high[widest] - low[widest] ? j : widest;
        }
        return widest;
    }

    private void Fill(int leaf, int start, int end)
    {
        var tile = tree.WritableTile(leaf);
        tile.Fill(double.PositiveInfinity);
        for (var i = start; i < end; i++)
        {
            for (var j = 0; j < tree.Columns; j++)
            {
                tile[j * KdTree.LeafRows + i - start] = values[tree.RowAt[i] * tree.Columns + j];
            }
        }
    }

    /// <summary>Puts smaller keys before position <paramref name="n"/> and larger ones behind, rows along with them (Hoare 1961).</summary>
    private static void Select(Span<double> keys, Span<int> rows, int n)
    {
        int left = 0,
            right = keys.Length - 1;
        while (left < right)
        {
            double a = keys[left],
                b = keys[(left + right) >>> 1],
                c = keys[right];
            var pivot = Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
            int i = left,
                j = right;
            while (i <= j)
            {
                while (keys[i] < pivot)
                {
                    i++;
                }
                while (keys[j] > pivot)
                {
                    j--;
                }
                if (i <= j)
                {
                    (keys[i], keys[j]) = (keys[j], keys[i]);
                    (rows[i], rows[j]) = (rows[j], rows[i]);
                    i++;
                    j--;
                }
            }
            if (n <= j)
            {
                right = j;
            }
            else if (n >= i)
            {
                left = i;
            }
            else
            {
                return;
            }
        }
    }
}
