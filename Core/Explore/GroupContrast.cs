using Core.Estimators;
using Core.Experiments;
using MathNet.Numerics.Distributions;

namespace Core.Explore;

/// <summary>What is known of a group's values without holding them.</summary>
/// <param name="Key">Its name for the program.</param>
/// <param name="Name">What a person reads.</param>
/// <param name="Count">Values that are there, at least 0.</param>
/// <param name="Mean">Arithmetic mean.</param>
/// <param name="StandardDeviation">Of the sample (n − 1); anything with fewer than two values.</param>
public sealed record GroupMean(string Key, string Name, long Count, double Mean, double StandardDeviation);

/// <summary>
/// One group against all others together: Welch's test of the means (Biometrika 34, 1947), corrected by Holm for the number of groups
/// that were looked at.
/// </summary>
/// <param name="Group">The one.</param>
/// <param name="OthersCount">Values of the others.</param>
/// <param name="OthersMean">Their mean.</param>
/// <param name="Difference">Mean of the group less that of the others.</param>
/// <param name="Interval">95 % of the difference, for this group alone.</param>
/// <param name="PValue">Two-sided.</param>
/// <param name="AdjustedPValue">Corrected.</param>
public sealed record GroupContrast(
    GroupMean Group,
    long OthersCount,
    double OthersMean,
    double Difference,
    Interval Interval,
    double PValue,
    double AdjustedPValue
)
{
    /// <param name="groups">Groups that share no value.</param>
    /// <param name="fewest">A group with fewer values, or whose others together have fewer, is not judged; at least 2. Default 30.</param>
    /// <returns>One for each group that is judged, the highest mean first. Groups too small to be judged still count among the others.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fewest"/> is below 2.</exception>
    public static IReadOnlyList<GroupContrast> Of(IReadOnlyList<GroupMean> groups, int fewest = 30)
    {
        ArgumentNullException.ThrowIfNull(groups);
        Guard.Range(fewest, 2, int.MaxValue, nameof(GroupContrast));
        List<GroupContrast> found = [];
        foreach (var group in groups.Where(g => g.Count >= fewest))
        {
            var (n, mean, squares) = Together(groups.Where(g => g != group && g.Count > 0));
            if (n >= fewest)
            {
                found.Add(Contrast(group, n, mean, squares));
            }
        }
        var adjusted = MultipleTesting.Holm([.. found.Select(f => f.PValue)]);
        return [.. found.Select((f, i) => f with { AdjustedPValue = adjusted[i] }).OrderByDescending(f => f.Group.Mean)];
    }

    // Sums of squares about the common mean: within the groups and between them.
    private static (long Count, double Mean, double Squares) Together(IEnumerable<GroupMean> groups)
    {
        var (n, mean, squares) = (0L, 0.0, 0.0);
        foreach (var g in groups)
        {
            var within = g.Count > 1 ? g.StandardDeviation * g.StandardDeviation * (g.Count - 1) : 0;
            var off = g.Mean - mean;
            squares += within + off * off * n * g.Count / (n + g.Count);
            mean += off * g.Count / (n + g.Count);
            n += g.Count;
        }
        return (n, mean, squares);
    }

    private static GroupContrast Contrast(GroupMean group, long n, double mean, double squares)
    {
        var difference = group.Mean - mean;
        var errorA = group.StandardDeviation * group.StandardDeviation / group.Count;
        var errorB = squares / (n - 1) / n;
        var variance = errorA + errorB;
        if (!(variance > 0))
        {
            // Nothing varies: the means are known exactly.
            var p = difference == 0 ? 1 : 0;
            return new GroupContrast(group, n, mean, difference, new Interval(difference, difference), p, p);
        }
        var freedom = variance * variance / (errorA * errorA / (group.Count - 1) + errorB * errorB / (n - 1));
        var student = new StudentT(0, 1, freedom);
        var reach = student.InverseCumulativeDistribution(0.975) * Math.Sqrt(variance);
        var value = 2 * student.CumulativeDistribution(-Math.Abs(difference) / Math.Sqrt(variance));
        return new GroupContrast(group, n, mean, difference, new Interval(difference - reach, difference + reach), value, value);
    }
}
