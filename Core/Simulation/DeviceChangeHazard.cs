namespace Core.Simulation;

/// <summary>
/// When people change their device: a Weibull hazard in the device's age in days (shape 2.5, scale 1 300), higher by the factor
/// <see cref="ContractFactor"/> in the sixty days after the two years of a contract, times a factor of the calendar month, times the
/// customer's own factor.
/// </summary>
public static class DeviceChangeHazard
{
    private const double Shape = 2.5;
    private const double ScaleDays = 1300;
    private const double ContractFactor = 5;
    private const int ContractDays = 720;
    private const int ContractWindow = 60;

    /// <summary>The oldest that a device can get: forty years.</summary>
    internal const int MostAgeDays = 40 * 365;

    // Summed over a device's days, by age, without and with a contract: two powers a day would be most of a simulation's time.
    private static readonly double[] WithoutContract = Summed(contract: false);
    private static readonly double[] WithContract = Summed(contract: true);

    /// <summary>Factor of each month of the year: people buy after the autumn releases and before Christmas.</summary>
    public static IReadOnlyList<double> Months { get; } = [0.9, 0.8, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 1.3, 1.2, 1.4, 1.7];

    /// <summary>The hazard of one day: the chance to change on it, having come so far, is 1 − exp(−hazard).</summary>
    /// <param name="ageDays">Days since the device was first used, at least 1.</param>
    /// <param name="day">The day.</param>
    /// <param name="customer">Whose factor and contract count.</param>
    public static double OnDay(int ageDays, DateOnly day, Subscriber customer) =>
        customer.Restlessness * Months[day.Month - 1] * Between(ageDays - 1, ageDays, customer.Contract);

    /// <summary>The hazard of the days at which a device is older than <paramref name="ageAfter"/> and at most <paramref name="ageUntil"/> days, but for month and customer.</summary>
    internal static double Between(int ageAfter, int ageUntil, bool contract)
    {
        var summed = contract ? WithContract : WithoutContract;
        return summed[ageUntil] - summed[ageAfter];
    }

    private static double[] Summed(bool contract)
    {
        var summed = new double[MostAgeDays + 1];
        for (var age = 1; age <= MostAgeDays; age++)
        {
            var weibull = Math.Pow(age / ScaleDays, Shape) - Math.Pow((age - 1) / ScaleDays, Shape);
            var window = contract && age is >= ContractDays and < ContractDays + ContractWindow;
            summed[age] = summed[age - 1] + weibull * (window ? ContractFactor : 1);
        }
        return summed;
    }

    /// <summary>The chance of a change after <paramref name="asOf"/> and at most <paramref name="horizonDays"/> later, before the customer leaves.</summary>
    /// <param name="customer">Who.</param>
    /// <param name="deviceSince">First day of the device in use on <paramref name="asOf"/>.</param>
    /// <param name="asOf">A day with that device in use.</param>
    /// <param name="horizonDays">At least 0.</param>
    /// <param name="churnHazard">Of leaving, a day.</param>
    public static double Probability(Subscriber customer, DateOnly deviceSince, DateOnly asOf, int horizonDays, double churnHazard)
    {
        var (probability, unchanged, age) = (0.0, 1.0, asOf.DayNumber - deviceSince.DayNumber);
        for (var ahead = 1; ahead <= horizonDays; ahead++)
        {
            var stays = Math.Exp(-OnDay(age + ahead, asOf.AddDays(ahead), customer));
            probability += unchanged * (1 - stays) * Math.Exp(-churnHazard * ahead);
            unchanged *= stays;
        }
        return probability;
    }
}
