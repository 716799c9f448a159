using Core.Customers;
using Core.Estimators;

namespace Core.Segments;

/// <param name="Clusters">k.</param>
/// <param name="Gap">Mean log inertia of the references less that of the data; null when the inertia is 0, for k different rows and more.</param>
/// <param name="StandardError">sₖ: deviation of the references' log inertia times √(1 + 1/B).</param>
public sealed record GapPoint(int Clusters, double? Gap, double StandardError);

/// <summary>
/// The gap statistic: how much better k clusters fit the data than they fit data without any clusters, spread evenly over the box of the
/// data along its principal components. Source: Tibshirani, Walther and Hastie, "Estimating the number of clusters in a data set via the
/// gap statistic", Journal of the Royal Statistical Society B 63(2), 2001, sections 3 and 4 (reference b).
/// </summary>
public static class GapStatistic
{
    /// <summary>The curve for k = 1 … <paramref name="maxClusters"/>.</summary>
    /// <param name="data">n × p, n ≥ 3, finite, scaled.</param>
    /// <param name="maxClusters">Largest k, 1 … n − 1.</param>
    /// <param name="references">B, at least 2: sets without clusters that are made.</param>
    /// <param name="starts">k-means starts for each k and set.</param>
    /// <param name="seed">Chooses starts and references.</param>
    /// <param name="cancellation">Honoured between sets.</param>
    /// <exception cref="ArgumentException">Too few rows or a value that is not finite.</exception>
    public static IReadOnlyList<GapPoint> Curve(
        FeatureMatrix data,
        int maxClusters,
        int references,
        int starts,
        ulong seed,
        CancellationToken cancellation = default
    )
    {
        FiniteData.Require(data, 3, nameof(GapStatistic), cancellation);
        Guard.Range(maxClusters, 1, data.Rows - 1, nameof(GapStatistic));
        Guard.Range(references, 2, int.MaxValue, nameof(GapStatistic));
        // k-means does not mind a rotation, so references need not be rotated back.
        var scores = Pca.Fit(data, new PcaOptions(data.Columns), cancellation).Transform(data);
        var random = new SeededRandom(seed);
        var logs = new double[references + 1][];
        Parallel.For(
            0,
            logs.Length,
            new ParallelOptions { CancellationToken = cancellation },
            set =>
            {
                var own = random.Fork((ulong)set);
                var rows = set == 0 ? data : Even(scores, own);
                logs[set] =
                [
                    .. Enumerable
                        .Range(1, maxClusters)
                        .Select(k =>
                            Math.Log(
                                KMeans.Fit(rows, new KMeansOptions(k, k == 1 ? 1 : starts), own.NextUInt64(), null, cancellation).Inertia
                            )
                        ),
                ];
            }
        );
        return [.. Enumerable.Range(1, maxClusters).Select(k => Point(k, logs))];
    }

    /// <summary>The smallest k whose gap is within one standard error of the next one's; the k of the largest gap where there is none.</summary>
    /// <param name="curve">Ascending from k = 1.</param>
    /// <returns>Null without a gap.</returns>
    public static int? Choose(IReadOnlyList<GapPoint> curve)
    {
        var known = curve.TakeWhile(p => p.Gap is not null).ToList();
        for (var i = 0; i + 1 < known.Count; i++)
        {
            if (known[i].Gap >= known[i + 1].Gap - known[i + 1].StandardError)
            {
                return known[i].Clusters;
            }
        }
        return known.MaxBy(p => p.Gap)?.Clusters;
    }

    private static GapPoint Point(int k, double[][] logs)
    {
        double[] references = [.. logs.Skip(1).Select(set => set[k - 1])];
        var mean = references.Average();
        var deviation = Math.Sqrt(references.Average(v => (v - mean) * (v - mean)));
        var gap = mean - logs[0][k - 1];
        return double.IsFinite(gap) ? new GapPoint(k, gap, deviation * Math.Sqrt(1 + 1.0 / references.Length)) : new GapPoint(k, null, 0);
    }

    private static FeatureMatrix Even(FeatureMatrix scores, SeededRandom random)
    {
        var columns = new double[scores.Columns][];
        for (var c = 0; c < columns.Length; c++)
        {
            double min = double.PositiveInfinity,
                max = double.NegativeInfinity;
            foreach (var value in scores.Column(c))
            {
                (min, max) = (Math.Min(min, value), Math.Max(max, value));
            }
            columns[c] = new double[scores.Rows];
            for (var row = 0; row < scores.Rows; row++)
            {
                columns[c][row] = min + (max - min) * random.NextDouble();
            }
        }
        return new FeatureMatrix(scores.Names, columns);
    }
}
