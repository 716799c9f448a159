using Core.Estimators;
using MathNet.Numerics.Distributions;

namespace Core.Experiments;

/// <summary>How the size of an experiment is reckoned.</summary>
public enum SampleSizeFormula
{
    /// <summary>Pooled variance under no difference: what the product shows. Fleiss, Levin and Paik, "Statistical Methods for Rates and Proportions", 3rd ed. 2003, eq. 4.14 (without continuity correction).</summary>
    Pooled,

    /// <summary>Each group's own variance throughout.</summary>
    Unpooled,

    /// <summary>Cohen's h, the difference of arcsines, with the chance of the wrong tail counted in, as statsmodels does. Cohen, "Statistical Power Analysis", 2nd ed. 1988, section 6.4.</summary>
    Arcsine,
}

/// <summary>How many users an experiment on a rate needs, and what it can see: two arms of equal size, two-sided test.</summary>
public static class PowerAnalysis
{
    private const double Tiny = 1e-9;

    /// <param name="control">Expected rate of the control, in (0, 1).</param>
    /// <param name="treatment">Expected rate of the treatment, in (0, 1), another one.</param>
    /// <param name="alpha">Chance of a false alarm, in (0, 1). Default 0.05.</param>
    /// <param name="power">Chance to see a difference of this size, in (0, 1). Default 0.8.</param>
    /// <param name="formula">Default pooled.</param>
    /// <returns>Users per arm, not rounded: round up.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range, or the rates are the same.</exception>
    public static double UsersPerArm(
        double control,
        double treatment,
        double alpha = 0.05,
        double power = 0.8,
        SampleSizeFormula formula = SampleSizeFormula.Pooled
    )
    {
        RequireRates(control, treatment, alpha);
        Guard.Range(power, Tiny, 1 - Tiny, nameof(PowerAnalysis));
        Guard.Range(Math.Abs(treatment - control), Tiny, 1, nameof(PowerAnalysis), "difference");
        var (z, b) = (Quantile(1 - alpha / 2), Quantile(power));
        var difference = treatment - control;
        return formula switch
        {
            SampleSizeFormula.Arcsine => 2 * Square(TwoTailedShift(z, power) / CohensH(control, treatment)),
            SampleSizeFormula.Unpooled => Square(z + b) * OwnVariance(control, treatment) / Square(difference),
            _ => Square(z * Math.Sqrt(PooledVariance(control, treatment)) + b * Math.Sqrt(OwnVariance(control, treatment)))
                / Square(difference),
        };
    }

    /// <summary>Chance, in (0, 1), that the pooled test sees this difference; the tail on the wrong side is left out.</summary>
    /// <param name="control">Rate of the control, in (0, 1).</param>
    /// <param name="treatment">Rate of the treatment, in (0, 1).</param>
    /// <param name="usersPerArm">At least 1.</param>
    /// <param name="alpha">Default 0.05.</param>
    public static double Power(double control, double treatment, double usersPerArm, double alpha = 0.05)
    {
        RequireRates(control, treatment, alpha);
        Guard.Range(usersPerArm, 1, double.MaxValue, nameof(PowerAnalysis));
        var seen = Math.Abs(treatment - control) * Math.Sqrt(usersPerArm);
        var needed = Quantile(1 - alpha / 2) * Math.Sqrt(PooledVariance(control, treatment));
        return Normal.CDF(0, 1, (seen - needed) / Math.Sqrt(OwnVariance(control, treatment)));
    }

    /// <summary>The smallest rise over the control's rate that is seen with the power asked for; absolute, so 0.008 is 0.8 points.</summary>
    /// <param name="control">Rate of the control, in (0, 1).</param>
    /// <param name="usersPerArm">At least 1.</param>
    /// <param name="alpha">Default 0.05.</param>
    /// <param name="power">Above alpha. Default 0.8.</param>
    /// <returns>The rise, or null when even a rate of 100 % would be missed too often.</returns>
    public static double? MinimumDetectableEffect(double control, double usersPerArm, double alpha = 0.05, double power = 0.8)
    {
        RequireRates(control, control, alpha);
        Guard.Range(power, alpha, 1 - Tiny, nameof(PowerAnalysis));
        var (low, high) = (control, 1 - Tiny);
        if (Power(control, high, usersPerArm, alpha) < power)
        {
            return null;
        }
        for (var i = 0; i < 200 && high - low > 1e-15; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Power(control, middle, usersPerArm, alpha) < power ? (middle, high) : (low, middle);
        }
        return high - control;
    }

    /// <summary>Cohen's h: 2 asin √treatment − 2 asin √control.</summary>
    public static double CohensH(double control, double treatment) => 2 * (Math.Asin(Math.Sqrt(treatment)) - Math.Asin(Math.Sqrt(control)));

    private static void RequireRates(double control, double treatment, double alpha)
    {
        Guard.Range(control, Tiny, 1 - Tiny, nameof(PowerAnalysis));
        Guard.Range(treatment, Tiny, 1 - Tiny, nameof(PowerAnalysis));
        Guard.Range(alpha, Tiny, 1 - Tiny, nameof(PowerAnalysis));
    }

    /// <summary>The shift of a standard normal that leaves it beyond ±z with the chance asked for.</summary>
    private static double TwoTailedShift(double z, double power)
    {
        var (low, high) = (0.0, z + 40);
        for (var i = 0; i < 100; i++)
        {
            var middle = (low + high) / 2;
            var beyond = Normal.CDF(0, 1, middle - z) + Normal.CDF(0, 1, -middle - z);
            (low, high) = beyond < power ? (middle, high) : (low, middle);
        }
        return high;
    }

    private static double OwnVariance(double p, double q) => p * (1 - p) + q * (1 - q);

    private static double PooledVariance(double p, double q) => (p + q) * (1 - (p + q) / 2);

    private static double Quantile(double probability) => Normal.InvCDF(0, 1, probability);

    private static double Square(double x) => x * x;
}
