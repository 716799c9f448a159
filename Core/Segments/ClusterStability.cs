using Core.Customers;
using Core.Estimators;

namespace Core.Segments;

/// <param name="Resamples">B: how often the rows are drawn anew and clustered; at least 2. Default 50.</param>
/// <param name="MaxRows">Each resample draws at most so many rows; at least 2. Default 5 000.</param>
public sealed record ClusterStabilityOptions(int Resamples = 50, int MaxRows = 5_000);

/// <param name="Label">Of the cluster.</param>
/// <param name="Jaccard">
/// Mean over resamples of its likeness to the most similar cluster found there: 1 always found again, 0 never; null when no resample held a
/// row of it.
/// </param>
/// <param name="Dissolved">Resamples in which that likeness was at most 0.5: the cluster fell apart or was swallowed.</param>
/// <param name="Recovered">Resamples in which it was at least 0.75.</param>
/// <param name="Resamples">Resamples that held a row of it.</param>
public sealed record StableCluster(int Label, double? Jaccard, int Dissolved, int Recovered, int Resamples)
{
    /// <summary>Below this a cluster is "not stable": its rows belong together no more than chance would have it.</summary>
    public const double LeastStable = 0.6;

    /// <summary>Whether the mean reaches 0.6.</summary>
    public bool IsStable => Jaccard >= LeastStable;
}

/// <param name="Clusters">By label, ascending; noise (−1) is none.</param>
/// <param name="Resamples">B.</param>
/// <param name="RowsDrawn">Rows drawn with replacement in each resample; the different ones among them were clustered.</param>
/// <param name="IsSampled">Whether fewer rows were drawn than there are.</param>
public sealed record ClusterStability(IReadOnlyList<StableCluster> Clusters, int Resamples, int RowsDrawn, bool IsSampled)
{
    /// <summary>The mean over clusters; null without any.</summary>
    public double? Mean => Clusters.Average(c => c.Jaccard);

    /// <summary>
    /// Bootstrap of a clustering: rows are drawn with replacement, the different ones among them clustered anew by the same method, and each cluster of
    /// the original is compared with the most similar one found, on the rows drawn. Source: Hennig, "Cluster-wise assessment of cluster
    /// stability", Computational Statistics and Data Analysis 52, 2007, sections 2 and 3.
    /// </summary>
    /// <param name="data">n × p as they were clustered (scaled), finite.</param>
    /// <param name="labels">n labels of the clustering that is assessed; −1 is noise.</param>
    /// <param name="cluster">Clusters other rows by the same method and options, with a seed. It is called from several threads.</param>
    /// <param name="options">How often and how many rows.</param>
    /// <param name="seed">Chooses rows and seeds; the same seed gives the same answer on any number of cores.</param>
    /// <param name="progress">Told after each resample.</param>
    /// <param name="cancellation">Honoured between resamples.</param>
    /// <exception cref="ArgumentException">The lengths differ, a value is not finite, or the clusterer refuses the rows drawn.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static ClusterStability Measure(
        FeatureMatrix data,
        IReadOnlyList<int> labels,
        Func<FeatureMatrix, ulong, IFittedClusterer> cluster,
        ClusterStabilityOptions options,
        ulong seed,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(cluster);
        Guard.Range(options.Resamples, 2, int.MaxValue, nameof(ClusterStability));
        Guard.Range(options.MaxRows, 2, int.MaxValue, nameof(ClusterStability));
        FiniteData.Require(data, 2, nameof(ClusterStability), cancellation);
        var clusters = new LabelledRows(labels, data.Rows).Labels;
        var drawn = Math.Min(data.Rows, options.MaxRows);
        var random = new SeededRandom(seed);
        var found = new double?[options.Resamples][];
        var done = 0;
        Parallel.For(
            0,
            options.Resamples,
            new ParallelOptions { CancellationToken = cancellation },
            resample =>
            {
                var own = random.Fork((ulong)resample);
                var rows = Draw(own, data.Rows, drawn);
                var again = cluster(data.TakeRows(rows), own.NextUInt64());
                found[resample] = Likeness(clusters, [.. rows.Select(row => labels[row])], again.Labels);
                var count = Interlocked.Increment(ref done);
                progress?.Report(new Progress((double)count / options.Resamples, $"{count} of {options.Resamples} resamples"));
            }
        );
        return new ClusterStability(
            [.. clusters.Select((label, c) => Summary(label, [.. found.Select(f => f[c]).OfType<double>()]))],
            options.Resamples,
            drawn,
            drawn < data.Rows
        );
    }

    private static StableCluster Summary(int label, double[] likeness) =>
        new(
            label,
            likeness.Length == 0 ? null : likeness.Average(),
            likeness.Count(j => j <= 0.5),
            likeness.Count(j => j >= 0.75),
            likeness.Length
        );

    /// <summary>The different rows among those drawn: equal rows would make clusters of their own for methods that go by density.</summary>
    private static int[] Draw(SeededRandom random, int rows, int drawn)
    {
        var chosen = new int[drawn];
        for (var i = 0; i < drawn; i++)
        {
            chosen[i] = random.NextInt(rows);
        }
        return [.. chosen.Distinct().Order()];
    }

    /// <summary>For each cluster the largest Jaccard index with one found; null where no row of it was drawn.</summary>
    private static double?[] Likeness(int[] clusters, int[] original, IReadOnlyList<int> again)
    {
        var table = new ContingencyTable(original, again);
        var best = table
            .Cells.Where(c => c.B >= 0)
            .GroupBy(c => c.A)
            .ToDictionary(g => g.Key, g => g.Max(c => (double)c.Count / (table.A[c.A] + table.B[c.B] - c.Count)));
        return [.. clusters.Select(label => table.A.ContainsKey(label) ? best.GetValueOrDefault(label) : (double?)null)];
    }
}
