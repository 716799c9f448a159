using System.Collections.Concurrent;
using Core.Customers;
using Core.Estimators;

namespace Core.Segments.Mixture;

/// <summary>A mixture made ready to score rows: inverse Cholesky factors of the covariances and constants of the log densities.</summary>
internal sealed class MixtureDensity
{
    private readonly MixtureModel model;
    private readonly MixtureKernel kernel;
    private readonly double[][] factors;
    private readonly double[] constants;
    private readonly bool triangular;

    public MixtureDensity(MixtureModel model, MixtureKernel? kernel = null)
    {
        this.model = model;
        this.kernel = kernel ?? MixtureKernel.Best;
        triangular = model.Covariance is CovarianceType.Full or CovarianceType.Tied;
        var p = model.Names.Count;
        double[][] shapes = [.. model.Covariances.Select(c => Factor(c, p, model.Covariance))];
        factors = [.. model.Weights.Select((_, k) => shapes[shapes.Length == 1 ? 0 : k])];
        constants =
        [
            .. model.Weights.Select((weight, k) => Math.Log(weight) - p / 2.0 * Math.Log(2 * Math.PI) + LogDeterminant(factors[k], p)),
        ];
    }

    /// <summary>What is done with a tile whose responsibilities are known: its first row, how many there are, and the chunk.</summary>
    public delegate void Visit(MixtureTile tile, int row, int count, int chunk);

    public static RowChunks Chunks(int rows) => new(rows, leastRows: 2048);

    /// <summary>Visits all rows, on all cores; returns the log-likelihood, added up in the order of the chunks.</summary>
    public double ForEachTile(FeatureMatrix data, Visit visit, CancellationToken cancellation = default)
    {
        var chunks = Chunks(data.Rows);
        var logLikelihoods = new double[chunks.Count];
        // One tile for each thread at work, not for each chunk: they are much larger than what is kept of a chunk.
        var free = new ConcurrentBag<MixtureTile>();
        chunks.ForEach(
            (chunk, start, end) =>
            {
                var tile = free.TryTake(out var used) ? used : new MixtureTile(constants.Length, data.Columns);
                for (var row = start; row < end; row += MixtureTile.Rows)
                {
                    var count = Math.Min(MixtureTile.Rows, end - row);
                    logLikelihoods[chunk] += Score(data, row, count, tile);
                    visit(tile, row, count, chunk);
                }
                free.Add(tile);
            },
            cancellation
        );
        return logLikelihoods.Sum();
    }

    /// <summary>Copies rows into the tile, column after column.</summary>
    public static void Load(FeatureMatrix data, int row, int count, MixtureTile tile)
    {
        for (var j = 0; j < data.Columns; j++)
        {
            data.Column(j).Slice(row, count).CopyTo(tile.Values.AsSpan(j * MixtureTile.Rows));
        }
    }

    private double Score(FeatureMatrix data, int row, int count, MixtureTile tile)
    {
        Load(data, row, count, tile);
        for (var k = 0; k < constants.Length; k++)
        {
            kernel.Subtract(tile, model.Means[k]);
            var target = tile.Responsibilities.AsSpan(k * MixtureTile.Rows, MixtureTile.Rows);
            if (triangular)
            {
                kernel.Triangular(tile.Differences, factors[k], data.Columns, constants[k], target);
            }
            else
            {
                kernel.Diagonal(tile.Differences, factors[k], constants[k], target);
            }
        }
        kernel.Normalize(tile);
        for (var k = 0; k < constants.Length && count < MixtureTile.Rows; k++)
        {
            // Rows that are not there belong to nobody.
            tile.Responsibilities.AsSpan(k * MixtureTile.Rows + count, MixtureTile.Rows - count).Clear();
        }
        return Simd.Sum(tile.LogLikelihoods.AsSpan(0, count));
    }

    private static double[] Factor(double[] covariance, int p, CovarianceType type) =>
        type switch
        {
            CovarianceType.Diagonal => [.. covariance.Select(v => 1 / Math.Sqrt(v))],
            CovarianceType.Spherical => [.. Enumerable.Repeat(1 / Math.Sqrt(covariance[0]), p)],
            _ => CholeskyFactor.Of(covariance, p)?.InverseByRows()
                ?? throw new ArgumentException($"A covariance of {nameof(GaussianMixture)} is not positive definite."),
        };

    /// <summary>log |F|: the sum of the logarithms of its diagonal.</summary>
    private double LogDeterminant(double[] factor, int p)
    {
        var sum = 0.0;
        for (int i = 0, at = 0; i < p; i++, at += i + 1)
        {
            sum += Math.Log(factor[triangular ? at : i]);
        }
        return sum;
    }
}
