namespace Core.Simulation;

/// <summary>How customers of one archetype buy.</summary>
/// <param name="Share">Of all customers.</param>
/// <param name="OrdersPerWeek">Mean rate while a customer; rates vary as a gamma with <paramref name="RateShape"/>.</param>
/// <param name="RateShape">Smaller: customers differ more.</param>
/// <param name="LifetimeWeeks">Mean time until dropping out, exponential.</param>
/// <param name="Lines">Mean lines of an order.</param>
/// <param name="Quantity">Mean quantity of a line.</param>
/// <param name="Thrift">How strongly cheap products are preferred: weight price^−thrift.</param>
/// <param name="SaleFactor">Orders during a sale against ordinary days.</param>
/// <param name="Discount">Taken off every price.</param>
/// <param name="Business">Orders at office hours instead of evenings and weekends.</param>
/// <param name="Months">Factor of each month of the year.</param>
internal sealed record Behaviour(
    double Share,
    double OrdersPerWeek,
    double RateShape,
    double LifetimeWeeks,
    double Lines,
    double Quantity,
    double Thrift,
    double SaleFactor,
    double Discount,
    bool Business,
    double[] Months
)
{
    private static readonly double[] Household = [0.9, 0.8, 0.9, 0.95, 1, 0.95, 0.85, 0.85, 1, 1.1, 1.45, 1.8];
    private static readonly double[] Gifts = [0.2, 0.6, 0.4, 0.5, 0.9, 0.4, 0.3, 0.3, 0.4, 0.9, 3.5, 7];
    private static readonly double[] Trade = [0.8, 0.9, 1, 1, 1, 0.9, 0.8, 0.8, 1.3, 1.6, 1.7, 1.3];

    /// <summary>By archetype.</summary>
    public static Behaviour Of(Archetype archetype) => All[(int)archetype];

    public static IReadOnlyList<Behaviour> All { get; } =
    [
        new(0.24, 0.33, 3, 160, 3.2, 1.4, 0.2, 1.2, 0, false, Household),
        new(0.25, 0.10, 1.2, 70, 2.2, 1.6, 1.6, 3.5, 0, false, Household),
        new(0.19, 0.05, 1.5, 110, 5.5, 1.8, -0.2, 1.1, 0, false, Gifts),
        new(0.13, 0.18, 1, 80, 2.4, 1.3, 0.4, 1.3, 0, false, Household),
        new(0.15, 0.22, 1.5, 14, 2.6, 1.4, 0.4, 1.2, 0, false, Household),
        new(0.04, 0.30, 2, 150, 6, 9, 0.8, 1, 0.12, true, Trade),
    ];

    /// <summary>Relative chance of an order on that day.</summary>
    public double Intensity(DateOnly day)
    {
        var season = Months[day.Month - 1] * (day is { Month: 12, Day: >= 23 } ? 0.35 : 1);
        return season * Weekday(day.DayOfWeek) * (Sales.IsSale(day) ? SaleFactor : 1);
    }

    /// <summary>An upper bound of <see cref="Intensity"/>.</summary>
    public double MostIntensity => Months.Max() * (Business ? 1.35 : 1.25) * Math.Max(1, SaleFactor);

    private double Weekday(DayOfWeek day) =>
        (Business, day) switch
        {
            (true, DayOfWeek.Saturday) => 0.2,
            (true, DayOfWeek.Sunday) => 0.05,
            (true, _) => 1.35,
            (false, DayOfWeek.Sunday) => 1.25,
            (false, DayOfWeek.Saturday) => 1.1,
            (false, DayOfWeek.Tuesday or DayOfWeek.Wednesday) => 0.92,
            _ => 1,
        };
}

/// <summary>Days on which everything costs less.</summary>
internal static class Sales
{
    public const double Discount = 0.2;

    public static bool IsSale(DateOnly day) =>
        day is { Month: 1, Day: <= 21 } or { Month: 7, Day: <= 21 } or { Month: 11, Day: >= 22 and <= 29 };
}
