using Core.Estimators;

namespace Core.Simulation;

/// <summary>What the simulated telecom operator is to look like.</summary>
/// <param name="Start">First day on which a customer may leave; people who were customers before have their devices from then.</param>
/// <param name="EndExclusive">The day after the last; 30 … 7 300 days after the start.</param>
/// <param name="Customers">1 … 10 million. Default 5 000.</param>
public sealed record TelecomOperatorOptions(DateOnly Start, DateOnly EndExclusive, int Customers = 5_000)
{
    internal const int LeastDays = 30;
    private const int MostDays = 7_300;
    private const int MostCustomers = 10_000_000;

    /// <summary>What is wrong with the files. Default: as in life.</summary>
    public SimulationNoise Noise { get; init; } = new();

    internal void Validate()
    {
        Guard.Range(Customers, 1, MostCustomers, nameof(TelecomOperator));
        Guard.Range(EndExclusive.DayNumber - Start.DayNumber, LeastDays, MostDays, nameof(TelecomOperator), "days");
        Noise.Validate();
    }
}
