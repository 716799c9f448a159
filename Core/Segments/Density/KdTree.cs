using Core.Customers;

namespace Core.Segments.Density;

/// <summary>
/// A k-d tree over n rows: nodes halve their rows at the median of the widest column, down to leaves of 32 rows. A leaf holds its rows
/// column after column, so that a vector holds one column of many rows, and searches go leaf against leaf: where boxes part the data
/// (few columns) most pairs of leaves are never looked at, and where they do not (many columns) the search is a blocked scan of all rows.
/// O(n p log n) time, O(n p) memory. Source: Friedman, Bentley and Finkel, ACM TOMS 3(3), 1977.
/// </summary>
internal sealed class KdTree
{
    /// <summary>Rows of a leaf; the last leaf may have fewer.</summary>
    public const int LeafRows = 32;

    private readonly double[] tiles;
    private readonly double[] low;
    private readonly double[] high;
    private readonly KdNode[] nodes;

    private KdTree(int rows, int columns)
    {
        (Rows, Columns, Leaves) = (rows, columns, (rows + LeafRows - 1) / LeafRows);
        var count = Math.Max(0, 2 * Leaves - 1);
        tiles = new double[Leaves * LeafRows * columns];
        (low, high) = (new double[count * columns], new double[count * columns]);
        nodes = new KdNode[count];
        RowAt = new int[rows];
    }

    public int Rows { get; }

    public int Columns { get; }

    public int Leaves { get; }

    /// <summary>The row at each position (length n): leaf b holds positions 32 b … 32 b + 31.</summary>
    public int[] RowAt { get; }

    /// <summary>Nodes in preorder: node 0 is the root, and the left child follows its parent.</summary>
    public ReadOnlySpan<KdNode> Nodes => nodes;

    /// <summary>p × 32 values of a leaf, column after column; +∞ beyond the last row.</summary>
    public ReadOnlySpan<double> Tile(int leaf) => tiles.AsSpan(leaf * LeafRows * Columns, LeafRows * Columns);

    /// <summary>The least value of each column in a node (length p).</summary>
    public ReadOnlySpan<double> Low(int node) => low.AsSpan(node * Columns, Columns);

    /// <summary>The greatest value of each column in a node (length p).</summary>
    public ReadOnlySpan<double> High(int node) => high.AsSpan(node * Columns, Columns);

    /// <summary>One bit for each row of a leaf.</summary>
    public uint Lanes(int leaf) => leaf < Leaves - 1 || Rows % LeafRows == 0 ? uint.MaxValue : (1u << Rows % LeafRows) - 1;

    /// <summary>Rows below a node.</summary>
    public int RowsOf(in KdNode node) => Math.Min(Rows, node.EndLeaf * LeafRows) - node.FirstLeaf * LeafRows;

    /// <summary>The node that is a leaf, by its number.</summary>
    public int NodeOfLeaf(int leaf)
    {
        var node = 0;
        while (!nodes[node].IsLeaf)
        {
            node = leaf < nodes[nodes[node].Right].FirstLeaf ? node + 1 : nodes[node].Right;
        }
        return node;
    }

    /// <param name="data">n × p, finite.</param>
    /// <param name="cancellation">Honoured between nodes.</param>
    public static KdTree Build(FeatureMatrix data, CancellationToken cancellation = default)
    {
        var tree = new KdTree(data.Rows, data.Columns);
        for (var i = 0; i < data.Rows; i++)
        {
            tree.RowAt[i] = i;
        }
        if (data.Rows > 0)
        {
            new KdTreeBuilder(tree, data.ToRowMajor(), cancellation).Split(0, 0, tree.Leaves);
        }
        return tree;
    }

    internal Span<double> WritableTile(int leaf) => tiles.AsSpan(leaf * LeafRows * Columns, LeafRows * Columns);

    internal (Memory<double> Low, Memory<double> High) WritableBox(int node) =>
        (low.AsMemory(node * Columns, Columns), high.AsMemory(node * Columns, Columns));

    internal void Set(int index, KdNode node) => nodes[index] = node;
}

/// <summary>A node of a <see cref="KdTree"/>: leaves FirstLeaf … EndLeaf − 1; the right child, or 0 for a leaf.</summary>
internal readonly record struct KdNode(int FirstLeaf, int EndLeaf, int Right)
{
    public bool IsLeaf => Right == 0;
}
