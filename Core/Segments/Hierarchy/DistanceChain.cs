namespace Core.Segments.Hierarchy;

/// <summary>
/// Complete, average, weighted and Ward's linkage from all distances, by chains of nearest neighbours: two clusters that are each other's
/// nearest merge, and the distances to the new one follow from those to the two (Lance and Williams, The Computer Journal 9(4), 1967).
/// Source: Müllner 2011, section 3.2, Figure 4. Of equally near clusters the one before in the chain, else the first, as in SciPy.
/// </summary>
internal sealed class DistanceChain
{
    private readonly double[] distances;
    private readonly int rows;
    private readonly Linkage linkage;
    private readonly int[] sizes;
    private readonly int[] active;
    private int left;

    /// <param name="condensed">n (n − 1) / 2 distances; written over.</param>
    /// <param name="rows">n.</param>
    /// <param name="linkage">Not single.</param>
    public DistanceChain(double[] condensed, int rows, Linkage linkage)
    {
        (distances, this.rows, this.linkage, left) = (condensed, rows, linkage, rows);
        sizes = new int[rows];
        Array.Fill(sizes, 1);
        active = [.. Enumerable.Range(0, rows)];
    }

    public MergeTree Merge(MergeProgress progress)
    {
        var edges = new (int A, int B, double Height)[rows - 1];
        var chain = new int[rows];
        var length = 0;
        for (var i = 0; i < edges.Length; i++)
        {
            progress.Made(i);
            if (length == 0)
            {
                chain[length++] = active[0];
            }
            while (true)
            {
                var x = chain[length - 1];
                var before = length > 1 ? chain[length - 2] : -1;
                var (y, height) = Nearest(x, before);
                if (y == before)
                {
                    edges[i] = (Math.Min(x, y), Math.Max(x, y), height);
                    break;
                }
                chain[length++] = y;
            }
            length -= 2;
            Unite(edges[i].A, edges[i].B, edges[i].Height);
        }
        return MergeTree.Of(rows, edges.OrderBy(e => e.Height));
    }

    private (int Cluster, double Distance) Nearest(int x, int before)
    {
        var (best, least) = (before, before >= 0 ? distances[PairDistances.Index(rows, x, before)] : double.PositiveInfinity);
        var start = PairDistances.Index(rows, x, x + 1) - x - 1;
        for (var i = 0; i < left; i++)
        {
            var other = active[i];
            if (other == x)
            {
                continue;
            }
            var distance = other > x ? distances[start + other] : distances[PairDistances.Index(rows, other, x)];
            if (distance < least)
            {
                (best, least) = (other, distance);
            }
        }
        return (best, least);
    }

    /// <summary>The first cluster goes, the second becomes both.</summary>
    private void Unite(int x, int y, double height)
    {
        var (nx, ny) = (sizes[x], sizes[y]);
        var at = Array.BinarySearch(active, 0, left, x);
        Array.Copy(active, at + 1, active, at, left - at - 1);
        left--;
        sizes[y] = nx + ny;
        for (var i = 0; i < left; i++)
        {
            var other = active[i];
            if (other != y)
            {
                ref var target = ref distances[PairDistances.Index(rows, other, y)];
                target = Updated(distances[PairDistances.Index(rows, other, x)], target, height, nx, ny, sizes[other]);
            }
        }
    }

    private double Updated(double toX, double toY, double height, int nx, int ny, int size) =>
        linkage switch
        {
            Linkage.Complete => Math.Max(toX, toY),
            Linkage.Average => (nx * toX + ny * toY) / (nx + ny),
            Linkage.Weighted => 0.5 * (toX + toY),
            _ => Ward(toX, toY, height, 1.0 / (nx + ny + size), nx, ny, size),
        };

    private static double Ward(double toX, double toY, double height, double share, int nx, int ny, int size) =>
        Math.Sqrt((size + nx) * share * toX * toX + (size + ny) * share * toY * toY - size * share * height * height);
}
