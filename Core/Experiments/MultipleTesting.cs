namespace Core.Experiments;

/// <summary>p-values corrected for the number of questions asked at once.</summary>
public static class MultipleTesting
{
    /// <summary>
    /// Holm's step-down correction: keeps the chance of even one false alarm below alpha, whatever the dependence.
    /// Source: Holm, Scandinavian Journal of Statistics 6(2), 1979.
    /// </summary>
    /// <param name="pValues">m values in [0, 1].</param>
    /// <returns>m corrected values in the same order, each at least the original and at most 1.</returns>
    /// <exception cref="ArgumentException">A value is outside [0, 1] or NaN.</exception>
    public static double[] Holm(IReadOnlyList<double> pValues)
    {
        var order = Ascending(pValues);
        var corrected = new double[order.Length];
        var largest = 0.0;
        for (var i = 0; i < order.Length; i++)
        {
            largest = Math.Max(largest, Math.Min(1, (order.Length - i) * pValues[order[i]]));
            corrected[order[i]] = largest;
        }
        return corrected;
    }

    /// <summary>
    /// Benjamini and Hochberg's step-up correction: keeps the expected share of false alarms among the findings below alpha.
    /// Source: Benjamini and Hochberg, Journal of the Royal Statistical Society B 57(1), 1995.
    /// </summary>
    /// <inheritdoc cref="Holm"/>
    public static double[] BenjaminiHochberg(IReadOnlyList<double> pValues)
    {
        var order = Ascending(pValues);
        var corrected = new double[order.Length];
        var smallest = 1.0;
        for (var i = order.Length - 1; i >= 0; i--)
        {
            smallest = Math.Min(smallest, pValues[order[i]] * order.Length / (i + 1));
            corrected[order[i]] = smallest;
        }
        return corrected;
    }

    private static int[] Ascending(IReadOnlyList<double> pValues)
    {
        foreach (var p in pValues)
        {
            if (!(p >= 0 && p <= 1))
            {
                throw new ArgumentException($"Each p-value of {nameof(MultipleTesting)} must be between 0 and 1. Got {p} instead.");
            }
        }
        return [.. Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i])];
    }
}
