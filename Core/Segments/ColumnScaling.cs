using Core.Estimators;

namespace Core.Segments;

/// <summary>The scaling of one column: (f(x) − <paramref name="Center"/>) / <paramref name="Scale"/>, or the position among <paramref name="Knots"/>.</summary>
/// <param name="Center">In the unit of the column, or of its logarithm.</param>
/// <param name="Scale">Above 0; 1 for a constant column.</param>
/// <param name="Log">Whether f(x) = sign(x)·log(1 + |x|); else f(x) = x.</param>
/// <param name="Knots">Quantiles at equal steps of probability from 0 to 1, ascending; null unless scaled by quantiles.</param>
public sealed record ColumnScaling(double Center, double Scale, bool Log, IReadOnlyList<double>? Knots)
{
    public double Apply(double value) => Knots is null ? ((Log ? SignedLog(value) : value) - Center) / Scale : Rank(Knots, value);

    public double Invert(double scaled)
    {
        if (Knots is not null)
        {
            return Value(Knots, scaled);
        }
        var value = scaled * Scale + Center;
        return Log ? Math.Sign(value) * double.ExpM1(Math.Abs(value)) : value;
    }

    internal static double SignedLog(double value) => Math.Sign(value) * double.LogP1(Math.Abs(value));

    private static double Rank(IReadOnlyList<double> knots, double value)
    {
        if (knots[0] == knots[^1] || value <= knots[0])
        {
            return 0;
        }
        if (value >= knots[^1])
        {
            return 1;
        }
        // Equal knots span a range of probabilities: its middle, as in scikit-learn's QuantileTransformer.
        return (Position(knots, value, orEqual: false) + Position(knots, value, orEqual: true)) / 2 / (knots.Count - 1);
    }

    /// <summary>Where the value lies among the knots, 0 … count − 1, coming from below or (or equal) from above.</summary>
    private static double Position(IReadOnlyList<double> knots, double value, bool orEqual)
    {
        int low = 0,
            high = knots.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = knots[middle] < value || (orEqual && knots[middle] == value) ? (middle + 1, high) : (low, middle);
        }
        var (below, above) = (knots[low - 1], knots[low]);
        return low - 1 + (value - below) / (above - below);
    }

    private static double Value(IReadOnlyList<double> knots, double rank)
    {
        var position = Math.Clamp(rank, 0, 1) * (knots.Count - 1);
        var below = Math.Min((int)position, knots.Count - 2);
        return below < 0 ? knots[0] : knots[below] + (knots[below + 1] - knots[below]) * (position - below);
    }
}
