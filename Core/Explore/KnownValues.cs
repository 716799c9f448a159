using Core.Estimators;

namespace Core.Explore;

/// <summary>NaN means missing to every engine here; an infinity is a fault of the data, which no figure could hide.</summary>
internal static class KnownValues
{
    /// <summary>The values without NaN, ascending, as a new array.</summary>
    /// <exception cref="ArgumentException">A value is infinite.</exception>
    public static double[] Sorted(ReadOnlySpan<double> values, string caller)
    {
        var sorted = Quantile.Sorted(values);
        if (sorted.Length > 0 && !(double.IsFinite(sorted[0]) && double.IsFinite(sorted[^1])))
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"The data of {caller} must be finite, or NaN where missing. Got {(double.IsFinite(sorted[0]) ? sorted[^1] : sorted[0])} instead."
                )
            );
        }
        return sorted;
    }

    /// <summary>The pairs of which both values are there.</summary>
    /// <exception cref="ArgumentException">The lengths differ, or a value is infinite.</exception>
    public static (double[] X, double[] Y) Pairs(ReadOnlySpan<double> x, ReadOnlySpan<double> y, string caller)
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException($"The columns of {caller} must be equally long. Got {x.Length} and {y.Length} values instead.");
        }
        var (knownX, knownY, n) = (new double[x.Length], new double[x.Length], 0);
        for (var i = 0; i < x.Length; i++)
        {
            if (double.IsInfinity(x[i]) || double.IsInfinity(y[i]))
            {
                throw new ArgumentException(
                    FormattableString.Invariant(
                        $"The data of {caller} must be finite, or NaN where missing. Got ({x[i]}, {y[i]}) in row {i} instead."
                    )
                );
            }
            if (!double.IsNaN(x[i]) && !double.IsNaN(y[i]))
            {
                (knownX[n], knownY[n]) = (x[i], y[i]);
                n++;
            }
        }
        return (knownX[..n], knownY[..n]);
    }
}
