namespace Core.Experiments;

/// <summary>
/// Whether the groups have the sizes that they were meant to have. When they have not, something beside chance decided who is in which
/// group, and no comparison can be trusted. Source: Fabijan et al., "Diagnosing sample ratio mismatch", KDD 2019, section 3.
/// </summary>
public static class SampleRatioCheck
{
    /// <summary>p-values below this are a mismatch: strict, because every experiment is checked again and again.</summary>
    public const double Alpha = 0.001;

    /// <returns>The p-value of a chi-square test of the sizes against the weights; 1 while nobody is in any group.</returns>
    /// <param name="users">Size of each group, at least 0.</param>
    /// <param name="weights">The proportions planned.</param>
    /// <exception cref="ArgumentException">The lengths differ or a value is out of range.</exception>
    public static double PValue(IReadOnlyList<long> users, IReadOnlyList<double> weights) =>
        ChiSquareTest.GoodnessOfFit([.. users.Select(u => (double)u)], weights).PValue;

    public static bool IsMismatch(double pValue) => pValue < Alpha;
}
