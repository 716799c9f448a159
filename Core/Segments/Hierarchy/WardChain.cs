using System.Numerics;
using Core.Customers;
using Core.Segments.Density;

namespace Core.Segments.Hierarchy;

/// <summary>
/// Ward's linkage by chains of nearest neighbours over centroids: clusters a and b merge at √(2 nₐ n_b / (nₐ + n_b)) ‖cₐ − c_b‖. No
/// distances are kept: O(n p) memory. Sources: Murtagh and Contreras 2012; Müllner 2011, section 3.2. Of equally near clusters the one
/// before in the chain, else the first, as in SciPy; but centroids round otherwise than distances that are updated, so where many
/// distances are equal another of equally good merges may come first.
/// </summary>
internal sealed class WardChain
{
    private readonly int rows;
    private readonly ActiveTiles clusters;
    private readonly double[] query;

    /// <param name="data">n × p, finite.</param>
    public WardChain(FeatureMatrix data)
    {
        rows = data.Rows;
        clusters = new ActiveTiles(data, 1, 0);
        query = new double[KdTree.LeafRows * data.Columns];
    }

    public MergeTree Merge(MergeProgress progress)
    {
        var edges = new (int A, int B, double Height)[rows - 1];
        var (chain, squares) = (new int[rows], new double[rows]);
        var length = 0;
        for (var i = 0; i < edges.Length; i++)
        {
            progress.Made(i);
            if (length == 0)
            {
                chain[length++] = clusters.First;
            }
            while (true)
            {
                var x = chain[length - 1];
                var before = length > 1 ? chain[length - 2] : -1;
                // The distance to the one before is that at which this one was found.
                var (y, squared) = Nearest(x, before, before >= 0 ? squares[length - 1] : double.PositiveInfinity);
                if (y == before)
                {
                    edges[i] = (Math.Min(x, y), Math.Max(x, y), Math.Sqrt(squared));
                    break;
                }
                squares[length] = squared;
                chain[length++] = y;
            }
            length -= 2;
            Unite(edges[i].A, edges[i].B);
        }
        return MergeTree.Of(rows, edges.OrderBy(e => e.Height));
    }

    private (int Cluster, double Squared) Nearest(int x, int before, double squared)
    {
        Span<double> distances = stackalloc double[KdTree.LeafRows];
        clusters.CopyTo(x, query);
        var own = clusters.PositionOf(x);
        var size = clusters.Values[own];
        for (var tile = 0; tile < clusters.Tiles; tile++)
        {
            var sizes = clusters.Values.AsSpan(tile * KdTree.LeafRows, KdTree.LeafRows);
            var near = WardKernel.Nearer(query, clusters.Tile(tile), sizes, size, squared, distances);
            for (; near != 0; near &= near - 1)
            {
                var lane = BitOperations.TrailingZeroCount(near);
                var found = 2 * size * sizes[lane] / (size + sizes[lane]) * distances[lane];
                if (found < squared && tile * KdTree.LeafRows + lane != own)
                {
                    (before, squared) = (clusters.PointAt(tile * KdTree.LeafRows + lane), found);
                }
            }
        }
        return (before, squared);
    }

    /// <summary>The first cluster goes, the second becomes both.</summary>
    private void Unite(int x, int y)
    {
        ref var size = ref clusters.Values[clusters.PositionOf(y)];
        var other = clusters.Values[clusters.PositionOf(x)];
        for (var j = 0; j < clusters.Columns; j++)
        {
            ref var center = ref clusters.Coordinate(y, j);
            center = (size * center + other * clusters.Coordinate(x, j)) / (size + other);
        }
        size += other;
        clusters.Remove(x);
    }
}
