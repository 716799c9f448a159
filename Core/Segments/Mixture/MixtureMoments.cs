namespace Core.Segments.Mixture;

/// <summary>
/// What the M step needs of the rows: for each component Σ r, Σ r d and Σ r d dᵀ with d = x − m, m a mean known before; so near the
/// answer the sums lose no digits, wherever the data lie.
/// </summary>
internal sealed class MixtureMoments
{
    // As scikit-learn: a component without rows keeps a weight that is not 0.
    private const double Least = 10 * 2.220446049250313e-16;

    private readonly double[][] origins;
    private readonly bool diagonal;
    private readonly int columns;
    private readonly double[][] sums;
    private readonly double[][] products;

    public MixtureMoments(double[][] origins, CovarianceType type)
    {
        this.origins = origins;
        columns = origins[0].Length;
        diagonal = type is CovarianceType.Diagonal or CovarianceType.Spherical;
        sums = [.. origins.Select(_ => new double[1 + columns])];
        products = [.. origins.Select(_ => new double[diagonal ? columns : columns * columns])];
    }

    /// <summary>Adds a loaded tile of rows with known responsibilities.</summary>
    public void Add(MixtureTile tile, MixtureKernel kernel)
    {
        for (var k = 0; k < origins.Length; k++)
        {
            kernel.Subtract(tile, origins[k]);
            var shares = tile.Responsibilities.AsSpan(k * MixtureTile.Rows, MixtureTile.Rows);
            kernel.Accumulate(tile, shares, columns, sums[k], products[k], diagonal);
        }
    }

    public void Add(MixtureMoments other)
    {
        for (var k = 0; k < origins.Length; k++)
        {
            for (var j = 0; j < sums[k].Length; j++)
            {
                sums[k][j] += other.sums[k][j];
            }
            for (var j = 0; j < products[k].Length; j++)
            {
                products[k][j] += other.products[k][j];
            }
        }
    }

    /// <summary>The likeliest mixture for these moments, with <paramref name="ridge"/> added to every variance.</summary>
    /// <exception cref="ArgumentException">A covariance is singular and there is no ridge.</exception>
    public MixtureModel Model(IReadOnlyList<string> names, CovarianceType type, double ridge)
    {
        var k = origins.Length;
        double[] counts = [.. sums.Select(s => s[0] + Least)];
        double[] weights = [.. counts.Select(c => c / counts.Sum())];
        double[][] shifts = [.. sums.Select((s, c) => s[1..].Select(v => v / counts[c]).ToArray())];
        double[][] means = [.. shifts.Select((s, c) => s.Zip(origins[c], (d, m) => m + d).ToArray())];
        double[][] centered = [.. Enumerable.Range(0, k).Select(c => Centered(c, counts[c], shifts[c]))];
        double[][] covariances = type switch
        {
            CovarianceType.Tied => [Mean(centered, weights)],
            CovarianceType.Spherical => [.. centered.Select(v => new[] { v.Average() })],
            _ => centered,
        };
        var model = new MixtureModel(names, type, weights, means, covariances);
        for (var c = 0; c < covariances.Length; c++)
        {
            Ridge.Add(covariances[c], columns, type, ridge, c);
        }
        return model;
    }

    private double[] Centered(int component, double count, double[] shift)
    {
        var source = products[component];
        var covariance = new double[source.Length];
        for (var i = 0; i < columns; i++)
        {
            if (diagonal)
            {
                covariance[i] = Math.Max(0, source[i] / count - shift[i] * shift[i]);
                continue;
            }
            for (var j = 0; j <= i; j++)
            {
                var value = source[i * columns + j] / count - shift[i] * shift[j];
                covariance[i * columns + j] = covariance[j * columns + i] = value;
            }
        }
        return covariance;
    }

    private static double[] Mean(double[][] covariances, double[] weights)
    {
        var mean = new double[covariances[0].Length];
        for (var c = 0; c < covariances.Length; c++)
        {
            for (var i = 0; i < mean.Length; i++)
            {
                mean[i] += weights[c] * covariances[c][i];
            }
        }
        return mean;
    }
}
