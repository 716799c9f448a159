namespace Core.Segments.Mixture;

/// <summary>L with L Lᵀ = A, lower triangular. Source: Golub and Van Loan, "Matrix Computations", 4th ed. 2013, section 4.2.</summary>
internal sealed class CholeskyFactor
{
    private readonly double[] lower;
    private readonly int size;

    private CholeskyFactor(double[] lower, int size)
    {
        this.lower = lower;
        this.size = size;
    }

    /// <summary>The smallest variance of a column that the columns before it do not explain.</summary>
    public double LeastPivot { get; private init; }

    /// <returns>Null when the matrix (p × p, row after row) is not positive definite.</returns>
    public static CholeskyFactor? Of(ReadOnlySpan<double> matrix, int size)
    {
        var lower = new double[size * size];
        var least = double.PositiveInfinity;
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var rest = matrix[i * size + j];
                for (var m = 0; m < j; m++)
                {
                    rest -= lower[i * size + m] * lower[j * size + m];
                }
                if (i != j)
                {
                    lower[i * size + j] = rest / lower[j * size + j];
                    continue;
                }
                if (!(rest > 0) || !double.IsFinite(rest))
                {
                    return null;
                }
                least = Math.Min(least, rest);
                lower[i * size + i] = Math.Sqrt(rest);
            }
        }
        return new CholeskyFactor(lower, size) { LeastPivot = least };
    }

    /// <summary>L⁻¹ as rows of 1, 2, … p numbers.</summary>
    public double[] InverseByRows()
    {
        var inverse = new double[size * size];
        for (var j = 0; j < size; j++)
        {
            inverse[j * size + j] = 1 / lower[j * size + j];
            for (var i = j + 1; i < size; i++)
            {
                var sum = 0.0;
                for (var m = j; m < i; m++)
                {
                    sum -= lower[i * size + m] * inverse[m * size + j];
                }
                inverse[i * size + j] = sum / lower[i * size + i];
            }
        }
        return [.. Enumerable.Range(0, size).SelectMany(i => inverse.AsSpan(i * size, i + 1).ToArray())];
    }
}
