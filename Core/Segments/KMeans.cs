using Core.Customers;
using Core.Estimators;

namespace Core.Segments;

/// <summary>
/// k-means: Lloyd's iterations from the best of several k-means++ starts. O(n k p) time an iteration, O(n) memory beside the data.
/// Sources: Lloyd, IEEE Transactions on Information Theory 28(2), 1982; Arthur and Vassilvitskii, "k-means++", SODA 2007.
/// Stopping rule, tolerance and the fate of empty clusters are those of scikit-learn 1.2.
/// </summary>
public static class KMeans
{
    private const int RefinedRows = 200_000;
    private const int RowsPerSampled = 20;

    /// <param name="data">n × p, finite; scale it first (<see cref="Scaling"/>).</param>
    /// <param name="options">Number of clusters, starts, and when to stop.</param>
    /// <param name="seed">Chooses the starts; the same seed gives the same answer on any number of cores.</param>
    /// <param name="progress">Told after each start.</param>
    /// <param name="cancellation">Honoured between chunks of rows.</param>
    /// <exception cref="ArgumentException">Empty data, a value that is not finite, or centers or weights of the wrong shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static FittedKMeans Fit(
        FeatureMatrix data,
        KMeansOptions options,
        ulong seed,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        FiniteData.RequireShape(data, 1, nameof(KMeans));
        options.Validate(data.Rows, data.Columns);
        var moments = ColumnMoments.Of(data, 1, nameof(KMeans), cancellation);
        var lloyd = new Lloyd(data, options, moments, cancellation);
        var starts = options.InitialCenters is null ? options.Starts : 1;
        var random = new SeededRandom(seed);
        FittedKMeans Run(int start) => lloyd.Run(options.InitialCenters ?? Start(data, options, random.Fork((ulong)start), cancellation));

        if (lloyd.UsesAllCores || starts == 1)
        {
            FittedKMeans? best = null;
            for (var start = 0; start < starts; start++)
            {
                best = Better(best, Run(start));
                progress?.Report(new Progress((start + 1.0) / starts, $"Start {start + 1} of {starts}"));
            }
            return best!;
        }
        // Few rows: one start per core. The choice goes by the order of the starts, so it stays the same.
        var runs = new FittedKMeans[starts];
        var done = 0;
        Parallel.For(
            0,
            starts,
            new ParallelOptions { CancellationToken = cancellation },
            start =>
            {
                runs[start] = Run(start);
                var count = Interlocked.Increment(ref done);
                progress?.Report(new Progress((double)count / starts, $"{count} of {starts} starts"));
            }
        );
        return runs.Aggregate(Better);
    }

    /// <summary>
    /// k-means++ on all rows; where there are many, Lloyd's iterations on a sample then do most of the way at a small part of the time
    /// (Bradley and Fayyad, "Refining initial points for k-means clustering", ICML 1998).
    /// </summary>
    private static IReadOnlyList<double[]> Start(
        FeatureMatrix data,
        KMeansOptions options,
        SeededRandom random,
        CancellationToken cancellation
    )
    {
        var centers = KMeansPlusPlus.Choose(data, options, random, cancellation);
        if (data.Rows < RefinedRows)
        {
            return centers;
        }
        var drawn = new int[data.Rows / RowsPerSampled];
        for (var i = 0; i < drawn.Length; i++)
        {
            drawn[i] = random.NextInt(data.Rows);
        }
        // In their order the memory is read forwards.
        Array.Sort(drawn);
        var sample = data.TakeRows(drawn);
        var weights = options.Weights is { } all ? drawn.Select(row => all[row]).ToArray() : null;
        if (weights?.Any(w => w > 0) == false)
        {
            return centers;
        }
        var moments = ColumnMoments.Of(sample, 1, nameof(KMeans), cancellation);
        return [.. new Lloyd(sample, options with { Weights = weights }, moments, cancellation).Run(centers).Centers];
    }

    private static FittedKMeans Better(FittedKMeans? best, FittedKMeans next) =>
        best is not null && best.Inertia <= next.Inertia ? best : next;
}
