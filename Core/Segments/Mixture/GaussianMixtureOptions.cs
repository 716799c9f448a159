using Core.Estimators;

namespace Core.Segments.Mixture;

/// <param name="Components">k, 1 … n. Default 4.</param>
/// <param name="Covariance">Shape of the components. Default full.</param>
/// <param name="Starts">Runs from different k-means starts, of which the likeliest is kept; at least 1. Default 1.</param>
/// <param name="MaxIterations">Of each run; at least 1. Default 100.</param>
/// <param name="Tolerance">A run ends when the mean log-likelihood of a row grows by less than this; at least 0. Default 0.001.</param>
/// <param name="Regularization">
/// Added to every variance, in squared units of the (scaled) data, so that a component on few or equal rows stays a density; at least 0.
/// Default 10⁻⁶.
/// </param>
public sealed record GaussianMixtureOptions(
    int Components = 4,
    CovarianceType Covariance = CovarianceType.Full,
    int Starts = 1,
    int MaxIterations = 100,
    double Tolerance = 1e-3,
    double Regularization = 1e-6
)
{
    /// <summary>k × p means to start from, with equal weights and unit covariances, instead of k-means; then there is one run. Default none.</summary>
    public IReadOnlyList<double[]>? InitialMeans { get; init; }

    internal void Validate(int rows, int columns)
    {
        const string caller = nameof(GaussianMixture);
        Guard.Range(Components, 1, rows, caller);
        Guard.Range(Starts, 1, int.MaxValue, caller);
        Guard.Range(MaxIterations, 1, int.MaxValue, caller);
        Guard.Range(Tolerance, 0, double.MaxValue, caller);
        Guard.Range(Regularization, 0, double.MaxValue, caller);
        if (!Enum.IsDefined(Covariance))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Covariance),
                $"The {nameof(Covariance)} of {caller} must be one of {string.Join(", ", Enum.GetNames<CovarianceType>())}. Got {Covariance} instead."
            );
        }
        if (InitialMeans is not null && (InitialMeans.Count != Components || InitialMeans.Any(m => m.Length != columns)))
        {
            throw new ArgumentException($"The {nameof(InitialMeans)} of {caller} must be {Components} rows of {columns} values.");
        }
        if (InitialMeans is not null && InitialMeans.Any(m => !m.All(double.IsFinite)))
        {
            throw new ArgumentException($"The {nameof(InitialMeans)} of {caller} must be finite.");
        }
    }
}
