namespace Core.Segments.Mixture;

/// <summary>Keeps covariances positive definite.</summary>
internal static class Ridge
{
    // A pivot that owes at least a tenth of itself to the ridge shows a direction in which the rows do not vary.
    private const double Owed = 10;
    private const double Growth = 10;
    private const double LeastShare = 1e-15;

    /// <summary>
    /// Adds the ridge to the variances. Where rounding of large values leaves the matrix indefinite even so, the ridge grows tenfold until it is not.
    /// </summary>
    /// <exception cref="ArgumentException">The covariance is singular and the ridge is 0.</exception>
    public static void Add(double[] covariance, int columns, CovarianceType type, double ridge, int component)
    {
        var triangular = type is CovarianceType.Full or CovarianceType.Tied;
        if (!triangular)
        {
            for (var i = 0; i < covariance.Length; i++)
            {
                covariance[i] += ridge;
            }
            if (covariance.Any(v => !(v > 0)))
            {
                throw Singular(component);
            }
            return;
        }
        var trace = 0.0;
        for (var i = 0; i < columns; i++)
        {
            trace += covariance[i * columns + i];
        }
        for (var added = 0.0; ; )
        {
            for (var i = 0; i < columns; i++)
            {
                covariance[i * columns + i] += ridge - added;
            }
            if (CholeskyFactor.Of(covariance, columns) is not null)
            {
                return;
            }
            if (ridge == 0 || !double.IsFinite(trace))
            {
                throw Singular(component);
            }
            added = ridge;
            ridge = Math.Max(ridge * Growth, trace * LeastShare);
        }
    }

    /// <summary>Whether the rows of a component do not vary in some direction, so that its variance there is the ridge.</summary>
    public static bool Carries(double[] covariance, int columns, CovarianceType type, double ridge) =>
        (type is CovarianceType.Full or CovarianceType.Tied ? CholeskyFactor.Of(covariance, columns)?.LeastPivot ?? 0 : covariance.Min())
        < Owed * ridge;

    private static ArgumentException Singular(int component) =>
        new(
            $"The covariance of component {component} of {nameof(GaussianMixture)} is singular: its rows do not vary in some direction. "
                + $"Set {nameof(GaussianMixtureOptions.Regularization)} above 0, ask for fewer components, or leave out constant columns."
        );
}
