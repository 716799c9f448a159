using Core.Customers;
using Core.Estimators;

namespace Core.Segments.Mixture;

/// <summary>The density Σ wₖ N(x; μₖ, Σₖ): all that is needed to label other rows later. Can be saved as JSON.</summary>
/// <param name="Names">p column names.</param>
/// <param name="Covariance">Shape of the components.</param>
/// <param name="Weights">k shares that sum to 1.</param>
/// <param name="Means">k × p.</param>
/// <param name="Covariances">Full: k times p × p row after row; tied: one of them; diagonal: k × p variances; spherical: k × 1.</param>
public sealed record MixtureModel(
    IReadOnlyList<string> Names,
    CovarianceType Covariance,
    double[] Weights,
    double[][] Means,
    double[][] Covariances
)
{
    /// <summary>Numbers that were free to fit, as BIC and AIC count them.</summary>
    public int Parameters
    {
        get
        {
            var (k, p) = (Weights.Length, Names.Count);
            var shapes = Covariance switch
            {
                CovarianceType.Full => k * p * (p + 1) / 2,
                CovarianceType.Tied => p * (p + 1) / 2,
                CovarianceType.Diagonal => k * p,
                _ => k,
            };
            return shapes + k * p + k - 1;
        }
    }

    /// <summary>The component each row most probably belongs to.</summary>
    /// <param name="rows">m × p with the same columns in the same order and scale.</param>
    /// <returns>m labels, 0 … k − 1.</returns>
    /// <exception cref="ArgumentException">The columns differ or a value is not finite.</exception>
    public int[] Assign(FeatureMatrix rows) => Score(rows).Labels;

    /// <summary>The probability that each row belongs to each component.</summary>
    /// <returns>m × k; every row sums to 1.</returns>
    /// <exception cref="ArgumentException">The columns differ or a value is not finite.</exception>
    public double[,] Responsibilities(FeatureMatrix rows)
    {
        Require(rows);
        var shares = new double[rows.Rows, Weights.Length];
        new MixtureDensity(this).ForEachTile(
            rows,
            (tile, row, count, _) =>
            {
                for (var k = 0; k < Weights.Length; k++)
                {
                    for (var i = 0; i < count; i++)
                    {
                        shares[row + i, k] = tile.Responsibilities[k * MixtureTile.Rows + i];
                    }
                }
            }
        );
        return shares;
    }

    /// <summary>Labels, the probability of each row's label, and the log-likelihood of all rows together.</summary>
    /// <exception cref="ArgumentException">The columns differ or a value is not finite.</exception>
    public (int[] Labels, double[] Probabilities, double LogLikelihood) Score(FeatureMatrix rows, CancellationToken cancellation = default)
    {
        Require(rows);
        var (labels, probabilities) = (new int[rows.Rows], new double[rows.Rows]);
        var logLikelihood = new MixtureDensity(this).ForEachTile(
            rows,
            (tile, row, count, _) =>
            {
                for (var i = 0; i < count; i++)
                {
                    var best = 0;
                    for (var k = 1; k < Weights.Length; k++)
                    {
                        var share = tile.Responsibilities[k * MixtureTile.Rows + i];
                        best = share > tile.Responsibilities[best * MixtureTile.Rows + i] ? k : best;
                    }
                    (labels[row + i], probabilities[row + i]) = (best, tile.Responsibilities[best * MixtureTile.Rows + i]);
                }
            },
            cancellation
        );
        return (labels, probabilities, logLikelihood);
    }

    private void Require(FeatureMatrix rows)
    {
        FiniteData.RequireSameColumns(Names, rows, nameof(GaussianMixture));
        FiniteData.Require(rows, 0, nameof(GaussianMixture));
    }
}
