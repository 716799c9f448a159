using Core.Estimators;

namespace Core.Explore;

/// <summary>
/// The part of an axis that shows a column: all of it, or up to Tukey's outer fences (3 interquartile ranges from the box; see
/// <see cref="TukeyFences"/>) where a few values far out would press all others into a corner.
/// </summary>
/// <param name="Low">Where the axis begins.</param>
/// <param name="High">Where it ends.</param>
/// <param name="Below">Values before its beginning.</param>
/// <param name="Above">Values beyond its end.</param>
public sealed record DrawnRange(double Low, double High, int Below, int Above)
{
    private const double Reach = 3;

    // The axis is cut only where that at least doubles the room for the others.
    private const double SmallestGain = 2;

    /// <summary>Whether values lie outside.</summary>
    public bool IsCut => Below + Above > 0;

    /// <param name="values">NaN means missing.</param>
    /// <returns>Null when every value is missing.</returns>
    /// <exception cref="ArgumentException">A value is infinite.</exception>
    public static DrawnRange? Of(ReadOnlySpan<double> values)
    {
        var sorted = KnownValues.Sorted(values, nameof(DrawnRange));
        if (sorted.Length == 0)
        {
            return null;
        }
        var (q1, q3) = (Quantile.OfSorted(sorted, 0.25), Quantile.OfSorted(sorted, 0.75));
        var low = Math.Max(sorted[0], q1 - Reach * (q3 - q1));
        var high = Math.Min(sorted[^1], q3 + Reach * (q3 - q1));
        return q3 == q1 || sorted[^1] - sorted[0] < SmallestGain * (high - low)
            ? new DrawnRange(sorted[0], sorted[^1], 0, 0)
            : new DrawnRange(low, high, sorted.Count(v => v < low), sorted.Count(v => v > high));
    }
}
