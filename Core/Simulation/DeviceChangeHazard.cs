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

    // Two powers a day would be most of a simulation's time; thirty years are enough for a phone.
    private static readonly double[] ByAge = [0, .. Enumerable.Range(1, 30 * 365).Select(Weibull)];

    /// <summary>Factor of each month of the year: people buy after the autumn releases and before Christmas.</summary>
    public static IReadOnlyList<double> Months { get; } = [0.9, 0.8, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 1.3, 1.2, 1.4, 1.7];

    /// <summary>The hazard of one day: the chance to change on it, having come so far, is 1 − exp(−hazard).</summary>
    /// <param name="ageDays">Days since the device was first used, at least 1.</param>
    /// <param name="day">The day.</param>
    /// <param name="customer">Whose factor and contract count.</param>
    public static double OnDay(int ageDays, DateOnly day, Subscriber customer) =>
        customer.Restlessness
        * (ageDays < ByAge.Length ? ByAge[ageDays] : Weibull(ageDays))
        * (customer.Contract && ageDays is >= ContractDays and < ContractDays + ContractWindow ? ContractFactor : 1)
        * Months[day.Month - 1];

    private static double Weibull(int ageDays) => Math.Pow(ageDays / ScaleDays, Shape) - Math.Pow((ageDays - 1) / ScaleDays, Shape);

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
