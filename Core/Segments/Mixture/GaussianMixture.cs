using Core.Customers;
using Core.Estimators;

namespace Core.Segments.Mixture;

/// <summary>
/// Mixture of k normal distributions by expectation and maximisation in log space, from a k-means start. O(n k p²) time an iteration
/// (full and tied; O(n k p) otherwise), O(k p²) memory beside the data and the labels: responsibilities are never kept.
/// Sources: Dempster, Laird and Rubin, Journal of the Royal Statistical Society B 39(1), 1977; McLachlan and Peel, "Finite Mixture Models",
/// 2000, chapter 3. Start, stopping rule and regularization are those of scikit-learn 1.2.
/// </summary>
public static class GaussianMixture
{
    /// <param name="data">n × p, n ≥ k, finite; scale it first (<see cref="Scaling"/>).</param>
    /// <param name="options">Number and shape of components, starts, and when to stop.</param>
    /// <param name="seed">Chooses the starts; the same seed gives the same answer on any number of cores.</param>
    /// <param name="progress">Told after each iteration.</param>
    /// <param name="cancellation">Honoured between chunks of rows.</param>
    /// <exception cref="ArgumentException">Too few rows, a value that is not finite, means of the wrong shape, or a singular covariance without regularization.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static FittedGaussianMixture Fit(
        FeatureMatrix data,
        GaussianMixtureOptions options,
        ulong seed,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        FiniteData.Require(data, 1, nameof(GaussianMixture), cancellation);
        options.Validate(data.Rows, data.Columns);
        var starts = options.InitialMeans is null ? options.Starts : 1;
        var random = new SeededRandom(seed);
        Run? best = null;
        for (var start = 0; start < starts; start++)
        {
            var first = options.InitialMeans is { } means
                ? UnitBalls(data, options, means)
                : FromKMeans(data, options, random.Fork((ulong)start).NextUInt64(), cancellation);
            var done = start;
            var run = Expect(
                data,
                options,
                first,
                iteration =>
                    progress?.Report(
                        new Progress(
                            (done + (double)iteration / (options.MaxIterations + 1)) / starts,
                            $"Start {done + 1} of {starts}, iteration {iteration}"
                        )
                    ),
                cancellation
            );
            best = best is null || run.MeanLogLikelihood > best.MeanLogLikelihood ? run : best;
        }
        var fitted = new FittedGaussianMixture(
            best!.Model,
            best.Model.Score(data, cancellation),
            best.Iterations,
            best.Converged,
            options.Regularization
        );
        progress?.Report(new Progress(1, "Done"));
        return fitted;
    }

    private sealed record Run(MixtureModel Model, double MeanLogLikelihood, int Iterations, bool Converged);

    private static Run Expect(
        FeatureMatrix data,
        GaussianMixtureOptions options,
        MixtureModel model,
        Action<int> report,
        CancellationToken cancellation
    )
    {
        var bound = double.NegativeInfinity;
        for (var iteration = 1; iteration <= options.MaxIterations; iteration++)
        {
            var (next, mean) = Iterate(data, options, model, cancellation);
            model = next;
            report(iteration);
            if (Math.Abs(mean - bound) < options.Tolerance)
            {
                return new Run(model, mean, iteration, true);
            }
            bound = mean;
        }
        return new Run(model, bound, options.MaxIterations, false);
    }

    /// <summary>E and M step in one pass: responsibilities of a tile go straight into the sums of the next mixture.</summary>
    private static (MixtureModel Next, double MeanLogLikelihood) Iterate(
        FeatureMatrix data,
        GaussianMixtureOptions options,
        MixtureModel model,
        CancellationToken cancellation
    )
    {
        var kernel = MixtureKernel.Best;
        var partial = new MixtureMoments[MixtureDensity.Chunks(data.Rows).Count];
        var logLikelihood = new MixtureDensity(model, kernel).ForEachTile(
            data,
            (tile, _, _, chunk) => (partial[chunk] ??= new MixtureMoments(model.Means, options.Covariance)).Add(tile, kernel),
            cancellation
        );
        return (Total(partial).Model(model.Names, options.Covariance, options.Regularization), logLikelihood / data.Rows);
    }

    private static MixtureMoments Total(MixtureMoments[] partial)
    {
        foreach (var part in partial.Skip(1))
        {
            partial[0].Add(part);
        }
        return partial[0];
    }

    private static MixtureModel UnitBalls(FeatureMatrix data, GaussianMixtureOptions options, IReadOnlyList<double[]> means)
    {
        var (k, p) = (means.Count, data.Columns);
        double[] identity = [.. Enumerable.Range(0, p * p).Select(i => i % (p + 1) == 0 ? 1.0 : 0)];
        double[][] covariances = options.Covariance switch
        {
            CovarianceType.Full => [.. Enumerable.Repeat(identity, k)],
            CovarianceType.Tied => [identity],
            CovarianceType.Diagonal => [.. Enumerable.Repeat(Enumerable.Repeat(1.0, p).ToArray(), k)],
            _ => [.. Enumerable.Repeat(new[] { 1.0 }, k)],
        };
        return new MixtureModel(
            [.. data.Names],
            options.Covariance,
            [.. Enumerable.Repeat(1.0 / k, k)],
            [.. means.Select(m => m.ToArray())],
            covariances
        );
    }

    /// <summary>Each row wholly in the component of its k-means cluster.</summary>
    private static MixtureModel FromKMeans(FeatureMatrix data, GaussianMixtureOptions options, ulong seed, CancellationToken cancellation)
    {
        var clusters = KMeans.Fit(data, new KMeansOptions(options.Components, Starts: 1), seed, null, cancellation);
        double[][] centers = [.. clusters.Centers];
        var chunks = MixtureDensity.Chunks(data.Rows);
        var partial = new MixtureMoments[chunks.Count];
        chunks.ForEach(
            (chunk, start, end) =>
            {
                var tile = new MixtureTile(centers.Length, data.Columns);
                partial[chunk] = new MixtureMoments(centers, options.Covariance);
                for (var row = start; row < end; row += MixtureTile.Rows)
                {
                    var count = Math.Min(MixtureTile.Rows, end - row);
                    Array.Clear(tile.Responsibilities);
                    for (var i = 0; i < count; i++)
                    {
                        tile.Responsibilities[clusters.Labels[row + i] * MixtureTile.Rows + i] = 1;
                    }
                    MixtureDensity.Load(data, row, count, tile);
                    partial[chunk].Add(tile, MixtureKernel.Best);
                }
            },
            cancellation
        );
        return Total(partial).Model([.. data.Names], options.Covariance, options.Regularization);
    }
}
