using System.Globalization;
using Core.Estimators;

namespace Core.Segments;

/// <summary>
/// Where one score ends and the next begins: four values each, ascending. A value at or above a threshold counts as above it. Equal
/// thresholds skip the score between them. Recency counts backwards: few days give a high score.
/// </summary>
/// <param name="RecencyDays">Days since the last order; below the first scores 5, from the last on 1.</param>
/// <param name="Frequency">Orders; below the first scores 1, from the last on 5.</param>
/// <param name="Monetary">Revenue; below the first scores 1, from the last on 5.</param>
public sealed record RfmThresholds(IReadOnlyList<double> RecencyDays, IReadOnlyList<double> Frequency, IReadOnlyList<double> Monetary)
{
    private const int Scores = 5;

    /// <summary>
    /// Quintiles of type 7 plus 1, as rfm_prep_bins of rsquaredacademy/rfm (MIT): every score gets about a fifth of the customers.
    /// </summary>
    /// <param name="recencyDays">n ≥ 1 values; missing ones (NaN) are left out, here and below.</param>
    /// <param name="frequency">n values.</param>
    /// <param name="monetary">n values.</param>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public static RfmThresholds Fit(ReadOnlySpan<double> recencyDays, ReadOnlySpan<double> frequency, ReadOnlySpan<double> monetary) =>
        new(Quintiles(recencyDays), Quintiles(frequency), Quintiles(monetary));

    /// <summary>
    /// Fixed bins: five of equal width from the smallest to the largest value, so scores follow the size of the value and not its rank;
    /// few very large values leave most customers in the lowest bin. Other fixed bins: give the borders to the constructor.
    /// </summary>
    /// <inheritdoc cref="Fit"/>
    public static RfmThresholds FixedBins(
        ReadOnlySpan<double> recencyDays,
        ReadOnlySpan<double> frequency,
        ReadOnlySpan<double> monetary
    ) => new(EqualWidth(recencyDays), EqualWidth(frequency), EqualWidth(monetary));

    /// <summary>Checks thresholds that a person edited.</summary>
    /// <exception cref="ArgumentException">Not four finite values each, or not ascending.</exception>
    public RfmThresholds Validated()
    {
        Check(RecencyDays, nameof(RecencyDays));
        Check(Frequency, nameof(Frequency));
        Check(Monetary, nameof(Monetary));
        return this;
    }

    /// <summary>The scores of one customer.</summary>
    /// <param name="recencyDays">Days since the last order.</param>
    /// <param name="frequency">Number of orders.</param>
    /// <param name="monetary">Revenue, in the unit of the thresholds.</param>
    public RfmScore Score(double recencyDays, double frequency, double monetary) =>
        new(Scores + 1 - Rank(RecencyDays, recencyDays), Rank(Frequency, frequency), Rank(Monetary, monetary));

    private static int Rank(IReadOnlyList<double> thresholds, double value)
    {
        var rank = 1;
        foreach (var threshold in thresholds)
        {
            rank += value >= threshold ? 1 : 0;
        }
        return rank;
    }

    private static double[] Quintiles(ReadOnlySpan<double> values)
    {
        var sorted = Quantile.Sorted(values);
        return [.. Enumerable.Range(1, Scores - 1).Select(i => Quantile.OfSorted(sorted, (double)i / Scores) + 1)];
    }

    private static double[] EqualWidth(ReadOnlySpan<double> values)
    {
        var known = Quantile.Known(values);
        Guard.Rows(known.Length, 1, nameof(RfmThresholds));
        var (min, max) = (known.Min(), known.Max());
        return [.. Enumerable.Range(1, Scores - 1).Select(i => min + (max - min) * i / Scores)];
    }

    private static void Check(IReadOnlyList<double> thresholds, string name)
    {
        if (thresholds.Count != Scores - 1 || !thresholds.All(double.IsFinite) || !thresholds.SequenceEqual(thresholds.Order()))
        {
            throw new ArgumentException(
                $"The {name} of {nameof(RfmThresholds)} must be {Scores - 1} ascending numbers. Got {string.Join(", ", thresholds.Select(t => t.ToString(CultureInfo.InvariantCulture)))} instead."
            );
        }
    }
}
