using System.Buffers;
using System.Runtime.CompilerServices;
using Core.Customers;
using Core.Estimators;

namespace Core.Segments;

/// <summary>
/// Lloyd's iterations over one data set. Sums of clusters are kept from one iteration to the next, and only rows that change their
/// cluster touch them; when the run ends they are added up afresh, so no rounding is left behind.
/// </summary>
internal sealed class Lloyd
{
    private readonly FeatureMatrix data;
    private readonly KMeansOptions options;
    private readonly CancellationToken cancellation;
    private readonly RowChunks chunks;
    private readonly double[] means;
    private readonly double[] variances;
    private readonly double[]? weights;
    private readonly double stopAtShift;

    public Lloyd(FeatureMatrix data, KMeansOptions options, ColumnMoments moments, CancellationToken cancellation)
    {
        this.data = data;
        this.options = options;
        this.cancellation = cancellation;
        chunks = new RowChunks(data.Rows);
        weights = options.Weights?.ToArray();
        means = moments.Means;
        variances = moments.Variances;
        stopAtShift = options.Tolerance * variances.Average();
    }

    /// <summary>Whether one run keeps several cores busy.</summary>
    public bool UsesAllCores => chunks.Count > 1;

    /// <summary>One run from these centers (k × p).</summary>
    public FittedKMeans Run(IReadOnlyList<double[]> start)
    {
        double[][] centers = [.. start.Select(c => c.ToArray())];
        var labels = new int[data.Rows];
        Array.Fill(labels, -1);
        var sums = new ClusterSums(centers.Length, data.Columns);
        var changes = Enumerable.Range(0, chunks.Count).Select(_ => new ClusterSums(centers.Length, data.Columns)).ToArray();
        var iterations = 0;
        var settled = false;
        for (; iterations < options.MaxIterations && !settled; )
        {
            iterations++;
            settled = !Relabel(centers, labels, changes);
            if (settled)
            {
                sums = AddUp(centers.Length, labels);
            }
            else
            {
                foreach (var change in changes)
                {
                    sums.Add(change);
                }
            }
            var moved = Centers(sums, centers, labels);
            var shift = SquaredShift(centers, moved);
            centers = moved;
            if (!settled && shift <= stopAtShift)
            {
                break;
            }
        }
        if (!settled)
        {
            // The centers have moved since: labels must be those of the centers handed out.
            Relabel(centers, labels, changes);
            foreach (var change in changes)
            {
                sums.Add(change);
            }
        }
        var inertia = InertiaOfSums(sums, centers) ?? Inertia(centers, labels);
        return new FittedKMeans(new NearestCenters([.. data.Names], centers), labels, inertia, iterations);
    }

    private bool Relabel(double[][] centers, int[] labels, ClusterSums[] changes)
    {
        var search = new NearestCenterSearch(centers, means);
        var changed = new bool[chunks.Count];
        chunks.ForEach(
            (chunk, start, end) =>
            {
                changes[chunk].Clear();
                changed[chunk] = Relabel(search, start, end, labels, changes[chunk]);
            },
            cancellation
        );
        return changed.Contains(true);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Relabel(NearestCenterSearch search, int start, int end, int[] labels, ClusterSums changes)
    {
        var size = NearestCenterSearch.TileRows(data.Columns);
        var tile = ArrayPool<double>.Shared.Rent(size * data.Columns);
        Span<int> found = stackalloc int[size];
        var changed = false;
        for (var row = start; row < end; row += size)
        {
            var count = Math.Min(size, end - row);
            search.Load(data, row, count, tile);
            search.LabelTile(tile, found);
            var old = labels.AsSpan(row, count);
            if (found[..count].SequenceEqual(old))
            {
                continue;
            }
            changed = true;
            if (old[0] < 0)
            {
                // The first iteration: every row is new.
                changes.AddTile(tile, size, found[..count], weights, row);
                found[..count].CopyTo(old);
                continue;
            }
            for (var i = 0; i < count; i++)
            {
                if (found[i] != old[i])
                {
                    changes.Move(tile, i, size, weights?[row + i] ?? 1, old[i], found[i]);
                    old[i] = found[i];
                }
            }
        }
        ArrayPool<double>.Shared.Return(tile);
        return changed;
    }

    /// <summary>The sums of all clusters, chunk after chunk.</summary>
    private ClusterSums AddUp(int clusters, int[] labels)
    {
        var partial = new ClusterSums[chunks.Count];
        chunks.ForEach(
            (chunk, start, end) =>
            {
                partial[chunk] = new ClusterSums(clusters, data.Columns);
                partial[chunk].AddRows(data, means, weights, labels, start, end);
            },
            cancellation
        );
        var total = new ClusterSums(clusters, data.Columns);
        foreach (var part in partial)
        {
            total.Add(part);
        }
        return total;
    }

    private double[][] Centers(ClusterSums sums, double[][] old, int[] labels)
    {
        if (sums.HasEmpty)
        {
            sums = sums.Copy();
            EmptyClusters.Relocate(data, means, weights, labels, old, sums);
        }
        return sums.Centers(means, old);
    }

    /// <summary>
    /// Σ‖x‖² + Σₖ (nₖ‖cₖ‖² − 2 cₖ·Sₖ), which needs no pass over the rows. Null for few rows, where the pass costs nothing, for weights,
    /// and where the terms nearly cancel and digits would be lost.
    /// </summary>
    private double? InertiaOfSums(ClusterSums sums, double[][] centers)
    {
        const double leastShare = 1e-3;
        var total = data.Rows * variances.Sum();
        var inertia = total;
        for (var k = 0; k < centers.Length; k++)
        {
            for (var j = 0; j < means.Length; j++)
            {
                var center = centers[k][j] - means[j];
                inertia += center * (sums.Rows[k] * center - 2 * sums.Sums[k * means.Length + j]);
            }
        }
        return UsesAllCores && weights is null && inertia > leastShare * total ? inertia : null;
    }

    private double Inertia(double[][] centers, int[] labels)
    {
        var search = new NearestCenterSearch(centers, means);
        var partial = new double[chunks.Count];
        chunks.ForEach(
            (chunk, start, end) =>
            {
                var size = NearestCenterSearch.TileRows(data.Columns);
                var tile = ArrayPool<double>.Shared.Rent(size * data.Columns);
                for (var row = start; row < end; row += size)
                {
                    var mine = labels.AsSpan(row, Math.Min(size, end - row));
                    search.Load(data, row, mine.Length, tile);
                    partial[chunk] += search.Inertia(tile, mine, weights is null ? default : weights.AsSpan(row, mine.Length));
                }
                ArrayPool<double>.Shared.Return(tile);
            },
            cancellation
        );
        return partial.Sum();
    }

    private static double SquaredShift(double[][] before, double[][] after) =>
        before.Zip(after, (b, a) => b.Zip(a, (x, y) => (x - y) * (x - y)).Sum()).Sum();
}
