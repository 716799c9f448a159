using Core.Customers;
using Core.Estimators;
using MathNet.Numerics.LinearAlgebra;

namespace Core.Segments;

/// <param name="Components">k, 1 … p; more than p means p. Default 2, for a picture.</param>
public sealed record PcaOptions(int Components = 2);

/// <summary>
/// Principal component analysis by the eigenvalues of the p × p covariance matrix: O(n p²) time, O(p²) memory.
/// Source: Jolliffe, "Principal Component Analysis", 2nd ed. 2002, chapter 1–3.
/// </summary>
public static class Pca
{
    /// <param name="data">n × p, n ≥ 2, finite.</param>
    /// <param name="options">Number of components.</param>
    /// <param name="cancellation">Honoured between chunks of rows.</param>
    /// <exception cref="ArgumentException">Too few rows or a value that is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static FittedPca Fit(FeatureMatrix data, PcaOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        Guard.Range(options.Components, 1, int.MaxValue, nameof(Pca));
        FiniteData.Require(data, 2, nameof(Pca), cancellation);
        var (means, covariance) = Covariance.Of(data, cancellation);
        var p = data.Columns;
        var k = Math.Min(options.Components, p);
        var eigen = Matrix<double>.Build.DenseOfColumnMajor(p, p, covariance).Evd(Symmetricity.Symmetric);
        var total = 0.0;
        for (var i = 0; i < p; i++)
        {
            total += covariance[i * p + i];
        }
        var components = new double[k][];
        var variances = new double[k];
        for (var i = 0; i < k; i++)
        {
            // Eigenvalues come ascending; rounding can leave a tiny negative one.
            variances[i] = Math.Max(0, eigen.EigenValues[p - 1 - i].Real);
            components[i] = WithLargestPositive(eigen.EigenVectors.Column(p - 1 - i).ToArray());
        }
        return new FittedPca(
            [.. data.Names],
            means,
            components,
            variances,
            [.. variances.Select(v => total > 0 ? v / total : 0)],
            [.. variances.Select(v => Math.Sqrt(v * (data.Rows - 1)))]
        );
    }

    /// <summary>An eigenvector has no sign of its own; this one makes every run draw the same picture.</summary>
    private static double[] WithLargestPositive(double[] component)
    {
        var largest = component.MaxBy(Math.Abs);
        return largest < 0 ? [.. component.Select(v => -v)] : component;
    }
}
