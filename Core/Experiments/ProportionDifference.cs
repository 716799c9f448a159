using Core.Estimators;
using MathNet.Numerics;

namespace Core.Experiments;

/// <summary>Treatment less control.</summary>
/// <param name="Difference">Of the rates, in [−1, 1]; times 100 for points.</param>
/// <param name="Newcombe">Interval from two Wilson intervals. Source: Newcombe, Statistics in Medicine 17, 1998, pp. 873–890, method 10.</param>
/// <param name="Wald">Interval by the normal approximation; too short for small counts.</param>
/// <param name="Z">Pooled z statistic; its square is Pearson's chi-square of the 2 × 2 table. 0 when nothing varies.</param>
/// <param name="PValue">Two-sided, of <paramref name="Z"/>.</param>
/// <param name="Relative">Rate of the treatment over that of the control, less 1; null when the control's is 0.</param>
/// <param name="RelativeStandardError">By the delta method. Source: Deng, Knoblich and Lu, KDD 2018, section 3.</param>
/// <param name="RelativeInterval">Normal interval of the relative effect.</param>
public sealed record ProportionDifference(
    double Difference,
    Interval Newcombe,
    Interval Wald,
    double Z,
    double PValue,
    double? Relative,
    double? RelativeStandardError,
    Interval? RelativeInterval
)
{
    /// <param name="treatment">At least one user.</param>
    /// <param name="control">At least one user.</param>
    /// <param name="confidence">Of the intervals, 0.5 … 0.999999. Default 0.95.</param>
    /// <exception cref="ArgumentException">A group is empty or has more successes than users.</exception>
    public static ProportionDifference Compare(Proportion treatment, Proportion control, double confidence = 0.95)
    {
        treatment.Require(nameof(ProportionDifference));
        control.Require(nameof(ProportionDifference));
        Guard.Rows((int)Math.Min(int.MaxValue, Math.Min(treatment.Count, control.Count)), 1, nameof(ProportionDifference));
        var z = Proportion.ZOf(confidence);
        var (p, q) = (treatment.Rate, control.Rate);
        var (n, m) = ((double)treatment.Count, (double)control.Count);
        var difference = p - q;
        var (varianceP, varianceQ) = (p * (1 - p) / n, q * (1 - q) / m);
        var wald = z * Math.Sqrt(varianceP + varianceQ);
        var (a, b) = (treatment.Wilson(confidence), control.Wilson(confidence));
        var newcombe = new Interval(
            difference - Math.Sqrt(Square(p - a.Lower) + Square(b.Upper - q)),
            difference + Math.Sqrt(Square(a.Upper - p) + Square(q - b.Lower))
        );
        var pooled = (treatment.Successes + control.Successes) / (n + m);
        var error = Math.Sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
        var statistic = error > 0 ? difference / error : 0;
        double? relative = q > 0 ? p / q - 1 : null;
        double? relativeError = q > 0 ? Math.Sqrt(varianceP / (q * q) + varianceQ * p * p / (q * q * q * q)) : null;
        return new ProportionDifference(
            difference,
            newcombe,
            new Interval(difference - wald, difference + wald),
            statistic,
            SpecialFunctions.Erfc(Math.Abs(statistic) / Math.Sqrt(2)),
            relative,
            relativeError,
            relative is { } r && relativeError is { } e ? new Interval(r - z * e, r + z * e) : null
        );
    }

    private static double Square(double x) => x * x;
}
