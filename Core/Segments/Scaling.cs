using Core.Customers;
using Core.Estimators;

namespace Core.Segments;

/// <summary>
/// Makes columns of different units comparable. Formulas as scikit-learn's StandardScaler, MinMaxScaler, RobustScaler and
/// QuantileTransformer (uniform). A constant column becomes 0, never NaN.
/// </summary>
public static class Scaling
{
    private const int MostKnots = 1000;

    /// <param name="data">n × p, n ≥ 1, finite (fill or drop missing values first: <see cref="MissingValues"/>).</param>
    /// <param name="method">One method for all columns.</param>
    /// <exception cref="ArgumentException">The data are empty or a value is not finite.</exception>
    public static FittedScaling Fit(FeatureMatrix data, ScalingMethod method)
    {
        if (!Enum.IsDefined(method))
        {
            throw new ArgumentOutOfRangeException(nameof(method), method, "There is no such scaling.");
        }
        FiniteData.Require(data, 1, nameof(Scaling));
        var columns = new ColumnScaling[data.Columns];
        Parallel.For(0, columns.Length, c => columns[c] = FitColumn(data.Column(c), method));
        return new FittedScaling(method, [.. data.Names], columns);
    }

    private static ColumnScaling FitColumn(ReadOnlySpan<double> values, ScalingMethod method) =>
        method switch
        {
            ScalingMethod.None => new(0, 1, false, null),
            ScalingMethod.Standard => Standard(values, log: false),
            ScalingMethod.LogStandard => Standard(Logarithms(values), log: true),
            ScalingMethod.MinMax => MinMax(values),
            ScalingMethod.Robust => Robust(values),
            _ => new(0, 1, false, Knots(values)),
        };

    private static ColumnScaling Standard(ReadOnlySpan<double> values, bool log)
    {
        var (mean, deviation) = MeanAndDeviation(values);
        return new(mean, deviation > 0 ? deviation : 1, log, null);
    }

    private static ColumnScaling MinMax(ReadOnlySpan<double> values)
    {
        var (min, max) = Extremes(values);
        return new(min, max > min ? max - min : 1, false, null);
    }

    private static ColumnScaling Robust(ReadOnlySpan<double> values)
    {
        var sorted = Quantile.Sorted(values);
        var median = Quantile.OfSorted(sorted, 0.5);
        var range = Quantile.OfSorted(sorted, 0.75) - Quantile.OfSorted(sorted, 0.25);
        // A column that is the same for most customers has no range; unscaled, its few others would drown every other column.
        var scale = range > 0 ? range : MeanAndDeviation(values).Deviation;
        return new(median, scale > 0 ? scale : 1, false, null);
    }

    private static double[] Knots(ReadOnlySpan<double> values)
    {
        var sorted = Quantile.Sorted(values);
        var knots = new double[Math.Min(MostKnots, sorted.Length)];
        for (var i = 0; i < knots.Length; i++)
        {
            knots[i] = knots.Length == 1 ? sorted[0] : Quantile.OfSorted(sorted, (double)i / (knots.Length - 1));
        }
        return knots;
    }

    private static double[] Logarithms(ReadOnlySpan<double> values)
    {
        var logarithms = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            logarithms[i] = ColumnScaling.SignedLog(values[i]);
        }
        return logarithms;
    }

    private static (double Mean, double Deviation) MeanAndDeviation(ReadOnlySpan<double> values)
    {
        var (min, max) = Extremes(values);
        if (min == max)
        {
            // Exactly constant: a rounded mean would leave tiny differences to blow up.
            return (min, 0);
        }
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }
        var mean = sum / values.Length;
        var squares = 0.0;
        foreach (var value in values)
        {
            squares += (value - mean) * (value - mean);
        }
        return (mean, Math.Sqrt(squares / values.Length));
    }

    private static (double Min, double Max) Extremes(ReadOnlySpan<double> values)
    {
        var (min, max) = (values[0], values[0]);
        foreach (var value in values)
        {
            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }
        return (min, max);
    }
}
