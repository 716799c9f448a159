using System.Buffers;
using Core.Customers;
using Core.Estimators;

namespace Core.Segments;

/// <summary>
/// k-means by small random batches: each step moves a center towards the mean of the batch's rows nearest to it, the less the more rows it
/// has seen. A step costs O(b k p) whatever n is; two passes over the data remain, the check of its values and the labels at the end. The inertia ends a
/// little above that of <see cref="KMeans"/>. Sources: Sculley, "Web-scale k-means clustering", WWW 2010, algorithm 1; the start, early
/// stopping and the moving of starved centers follow scikit-learn 1.2.
/// </summary>
public static class MiniBatchKMeans
{
    private const int StartBatches = 3;
    private const int JudgedBatches = 10;
    private const int RowsPerClusterBetweenMoves = 10;
    private const double LeastWeight = 0.02;

    /// <param name="data">n × p, finite; scale it first (<see cref="Scaling"/>).</param>
    /// <param name="options">Number of clusters, batch, starts, and when to stop.</param>
    /// <param name="seed">Chooses starts and batches; the same seed gives the same answer on any number of cores.</param>
    /// <param name="progress">Told after each start.</param>
    /// <param name="cancellation">Honoured between steps.</param>
    /// <returns>Centers, the labels of all rows, their inertia, and the steps of the best run as iterations.</returns>
    /// <exception cref="ArgumentException">Empty data or a value that is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static FittedKMeans Fit(
        FeatureMatrix data,
        MiniBatchKMeansOptions options,
        ulong seed,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        FiniteData.RequireShape(data, 1, nameof(MiniBatchKMeans));
        options.Validate(data.Rows);
        var means = ColumnMoments.Of(data, 1, nameof(MiniBatchKMeans), cancellation).Means;
        var random = new SeededRandom(seed);
        var judged = Batch(data, random.Fork(0), Most(options.BatchRows, JudgedBatches, data.Rows));
        var runs = new (double[][] Centers, int Steps, double Inertia)[options.Starts];
        var done = 0;
        Parallel.For(
            0,
            options.Starts,
            new ParallelOptions { CancellationToken = cancellation },
            start =>
            {
                var (centers, steps) = Run(data, options, means, random.Fork((ulong)start + 1), cancellation);
                runs[start] = (centers, steps, Label(judged, centers, means, new int[judged.Rows], default));
                var count = Interlocked.Increment(ref done);
                progress?.Report(new Progress(count / (options.Starts + 1.0), $"{count} of {options.Starts} starts"));
            }
        );
        var best = runs.MinBy(r => r.Inertia);
        var labels = new int[data.Rows];
        var inertia = Label(data, best.Centers, means, labels, cancellation);
        progress?.Report(new Progress(1, "Done"));
        return new FittedKMeans(new NearestCenters([.. data.Names], best.Centers), labels, inertia, best.Steps);
    }

    private static (double[][] Centers, int Steps) Run(
        FeatureMatrix data,
        MiniBatchKMeansOptions options,
        double[] means,
        SeededRandom random,
        CancellationToken cancellation
    )
    {
        var k = options.Clusters;
        var sample = Batch(data, random, Math.Max(k, Most(options.BatchRows, StartBatches, data.Rows)));
        var centers = KMeansPlusPlus.Choose(sample, new KMeansOptions(k), random, cancellation);
        var seen = new double[k];
        var labels = new int[options.BatchRows];
        // scikit-learn spreads the weight over about one pass over the data; with many rows fifty batches tell as much.
        var weight = Math.Clamp(2.0 * options.BatchRows / (data.Rows + 1), LeastWeight, 1);
        var (smoothed, least) = (double.NaN, double.PositiveInfinity);
        var (stuck, sinceMove) = (0, 0);
        for (var step = 1; step <= options.MaxSteps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            var batch = Batch(data, random, options.BatchRows);
            var inertia = Label(batch, centers, means, labels, cancellation);
            Move(batch, labels, centers, seen);
            sinceMove += options.BatchRows;
            if (seen.Contains(0) || sinceMove >= RowsPerClusterBetweenMoves * k)
            {
                sinceMove = 0;
                MoveStarved(batch, centers, seen, options.ReassignmentRatio, random);
            }
            if (step == 1)
            {
                // The first batch moved centers that knew nothing of it.
                continue;
            }
            smoothed = double.IsNaN(smoothed) ? inertia : smoothed + weight * (inertia - smoothed);
            stuck = smoothed < least ? 0 : stuck + 1;
            least = Math.Min(least, smoothed);
            if (stuck >= options.MaxStepsWithoutProgress)
            {
                return (centers, step);
            }
        }
        return (centers, options.MaxSteps);
    }

    private static int Most(int batchRows, int batches, int rows) => (int)Math.Min(rows, (long)batches * batchRows);

    private static FeatureMatrix Batch(FeatureMatrix data, SeededRandom random, int rows)
    {
        var drawn = new int[rows];
        for (var i = 0; i < rows; i++)
        {
            drawn[i] = random.NextInt(data.Rows);
        }
        // In the order of the rows the memory is read forwards; for a sum the order is all the same.
        Array.Sort(drawn);
        return data.TakeRows(drawn);
    }

    /// <summary>cₖ becomes the mean of all rows it has been given so far.</summary>
    private static void Move(FeatureMatrix batch, int[] labels, double[][] centers, double[] seen)
    {
        var sums = new ClusterSums(centers.Length, batch.Columns);
        sums.AddRows(batch, new double[batch.Columns], null, labels, 0, batch.Rows);
        for (var k = 0; k < centers.Length; k++)
        {
            seen[k] += sums.Rows[k];
            for (var j = 0; j < batch.Columns && sums.Rows[k] > 0; j++)
            {
                centers[k][j] += (sums.Sums[k * batch.Columns + j] - sums.Rows[k] * centers[k][j]) / seen[k];
            }
        }
    }

    private static void MoveStarved(FeatureMatrix batch, double[][] centers, double[] seen, double ratio, SeededRandom random)
    {
        var threshold = ratio * seen.Max();
        // Never more than half a batch at once: the rest would have no rows to stand on.
        int[] starved = [.. Enumerable.Range(0, seen.Length).Where(k => seen[k] < threshold).OrderBy(k => seen[k]).Take(batch.Rows / 2)];
        if (starved.Length == 0)
        {
            return;
        }
        var rows = random.Sample(batch.Rows, starved.Length);
        var fed = Enumerable.Range(0, seen.Length).Except(starved).Min(k => seen[k]);
        foreach (var (cluster, row) in starved.Zip(rows))
        {
            for (var j = 0; j < batch.Columns; j++)
            {
                centers[cluster][j] = batch.Column(j)[row];
            }
            // As many as the least of the others: a new center neither jumps about nor starves at once again.
            seen[cluster] = fed;
        }
    }

    /// <summary>Labels all rows and returns their inertia.</summary>
    private static double Label(FeatureMatrix data, double[][] centers, double[] means, int[] labels, CancellationToken cancellation)
    {
        var search = new NearestCenterSearch(centers, means);
        var chunks = new RowChunks(data.Rows);
        var partial = new double[chunks.Count];
        chunks.ForEach(
            (chunk, start, end) =>
            {
                var size = NearestCenterSearch.TileRows(data.Columns);
                var tile = ArrayPool<double>.Shared.Rent(size * data.Columns);
                Span<int> found = stackalloc int[size];
                for (var row = start; row < end; row += size)
                {
                    var count = Math.Min(size, end - row);
                    search.Load(data, row, count, tile);
                    search.LabelTile(tile, found);
                    found[..count].CopyTo(labels.AsSpan(row, count));
                    partial[chunk] += search.Inertia(tile, found[..count], default);
                }
                ArrayPool<double>.Shared.Return(tile);
            },
            cancellation
        );
        return partial.Sum();
    }
}
