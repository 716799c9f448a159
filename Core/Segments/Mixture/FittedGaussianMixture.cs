using Core.Customers;
using Core.Estimators;

namespace Core.Segments.Mixture;

/// <summary>A mixture fitted to n rows. Labels are the most probable components; there is no noise, and a component may end without rows.</summary>
public sealed class FittedGaussianMixture : IFittedClusterer
{
    private readonly int[] labels;
    private readonly int rows;

    internal FittedGaussianMixture(
        MixtureModel model,
        (int[] Labels, double[] Probabilities, double LogLikelihood) scores,
        int iterations,
        bool converged,
        double ridge
    )
    {
        (labels, Probabilities, LogLikelihood) = scores;
        (Model, Iterations, Converged, rows) = (model, iterations, converged, labels.Length);
        SingularComponents =
        [
            .. Enumerable
                .Range(0, model.Weights.Length)
                .Where(k =>
                    Ridge.Carries(model.Covariances[model.Covariances.Length == 1 ? 0 : k], model.Names.Count, model.Covariance, ridge)
                ),
        ];
    }

    /// <summary>What has to be saved to label other rows later.</summary>
    public MixtureModel Model { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> Labels => labels;

    /// <inheritdoc/>
    public int ClusterCount => Model.Weights.Length;

    /// <summary>n probabilities of the rows' own labels, from 1/k (undecided) to 1.</summary>
    public IReadOnlyList<double> Probabilities { get; }

    /// <summary>Of all rows together, natural logarithm.</summary>
    public double LogLikelihood { get; }

    /// <summary>Iterations of the best run.</summary>
    public int Iterations { get; }

    /// <summary>Whether the best run ended before its last iteration.</summary>
    public bool Converged { get; }

    /// <summary>Components that do not vary in some direction, so that the regularization decides their width there: their log-likelihood says little.</summary>
    public IReadOnlyList<int> SingularComponents { get; }

    /// <summary>−2 ln L + parameters · ln n; lower is better. Source: Schwarz, Annals of Statistics 6(2), 1978.</summary>
    public double Bic => -2 * LogLikelihood + Model.Parameters * Math.Log(rows);

    /// <summary>−2 ln L + 2 · parameters; lower is better. Source: Akaike, IEEE Transactions on Automatic Control 19(6), 1974.</summary>
    public double Aic => -2 * LogLikelihood + 2 * Model.Parameters;

    /// <inheritdoc/>
    public int[] Assign(FeatureMatrix rows) => Model.Assign(rows);
}
