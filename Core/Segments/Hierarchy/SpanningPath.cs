using Core.Customers;
using Core.Estimators;
using Core.Segments.Density;

namespace Core.Segments.Hierarchy;

/// <summary>
/// Single linkage by Prim's algorithm from row 0: each row is joined to the one reached before it, at the distance to the nearest of all
/// reached before, which gives the same merges (Müllner 2011, section 3.3). O(n² p) time, O(n p) memory.
/// </summary>
internal static class SpanningPath
{
    public static MergeTree Merge(FeatureMatrix data, MergeProgress progress)
    {
        var outside = new ActiveTiles(data, double.MaxValue, double.PositiveInfinity);
        var edges = new (int A, int B, double Height)[data.Rows - 1];
        var query = new double[KdTree.LeafRows * data.Columns];
        var last = 0;
        for (var i = 0; i < edges.Length; i++)
        {
            progress.Made(i);
            outside.CopyTo(last, query);
            outside.Remove(last);
            var position = Reach(outside, query);
            edges[i] = (last, outside.PointAt(position), Math.Sqrt(outside.Values[position]));
            last = edges[i].B;
        }
        return Ordered(data.Rows, edges);
    }

    public static MergeTree Merge(double[] condensed, int rows, MergeProgress progress)
    {
        var nearest = new double[rows];
        Array.Fill(nearest, double.PositiveInfinity);
        var outside = Enumerable.Range(1, rows - 1).ToList();
        var edges = new (int A, int B, double Height)[rows - 1];
        var last = 0;
        for (var i = 0; i < edges.Length; i++)
        {
            progress.Made(i);
            foreach (var row in outside)
            {
                nearest[row] = Math.Min(nearest[row], condensed[PairDistances.Index(rows, last, row)]);
            }
            var next = outside.MinBy(row => nearest[row]);
            edges[i] = (last, next, nearest[next]);
            outside.Remove(next);
            last = next;
        }
        return Ordered(rows, edges);
    }

    /// <summary>Lowers the squared distances of all points outside by those to the query; the position of the first least.</summary>
    private static int Reach(ActiveTiles outside, double[] query)
    {
        Span<double> distances = stackalloc double[KdTree.LeafRows];
        var (best, least) = (-1, double.PositiveInfinity);
        for (var tile = 0; tile < outside.Tiles; tile++)
        {
            TileKernel.Within(query, 0, outside.Tile(tile), double.PositiveInfinity, distances);
            var values = outside.Values.AsSpan(tile * KdTree.LeafRows, KdTree.LeafRows);
            Simd.Min(values, distances);
            for (var i = 0; i < values.Length; i++)
            {
                if (values[i] < least)
                {
                    (best, least) = (tile * KdTree.LeafRows + i, values[i]);
                }
            }
        }
        return best;
    }

    private static MergeTree Ordered(int rows, (int A, int B, double Height)[] edges) => MergeTree.Of(rows, edges.OrderBy(e => e.Height));
}
