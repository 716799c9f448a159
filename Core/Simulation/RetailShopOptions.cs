using Core.Estimators;

namespace Core.Simulation;

/// <summary>What the simulated shop is to look like.</summary>
/// <param name="Start">First day with orders.</param>
/// <param name="EndExclusive">The day after the last; two years after the start makes two Christmases. At least 180 days after it.</param>
/// <param name="Customers">1 … 10 million. Default 5 000.</param>
public sealed record RetailShopOptions(DateOnly Start, DateOnly EndExclusive, int Customers = 5_000)
{
    /// <summary>What is wrong with the files. Default: nothing.</summary>
    public SimulationNoise Noise { get; init; } = SimulationNoise.None;

    internal const int LeastDays = 180;
    private const int MostCustomers = 10_000_000;

    internal void Validate()
    {
        Guard.Range(Customers, 1, MostCustomers, nameof(RetailShop));
        Noise.Validate();
        Guard.Range(EndExclusive.DayNumber - Start.DayNumber, LeastDays, int.MaxValue, nameof(RetailShop), "days");
    }
}
