using Core.Estimators;

namespace Core.Simulation;

/// <summary>What the simulated store for handmade goods is to look like.</summary>
/// <param name="Start">First day with orders.</param>
/// <param name="EndExclusive">The day after the last; at least 30 days after the start.</param>
/// <param name="Customers">1 … 10 million. Default 400.</param>
public sealed record HandmadeShopOptions(DateOnly Start, DateOnly EndExclusive, int Customers = 400)
{
    internal const int LeastDays = 30;
    private const int MostCustomers = 10_000_000;

    /// <summary>What is wrong with the files. Default: as in life.</summary>
    public SimulationNoise Noise { get; init; } = new();

    internal void Validate()
    {
        Guard.Range(Customers, 1, MostCustomers, nameof(HandmadeShop));
        Guard.Range(EndExclusive.DayNumber - Start.DayNumber, LeastDays, int.MaxValue, nameof(HandmadeShop), "days");
        Noise.Validate();
    }
}
