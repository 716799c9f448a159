using Core.Estimators;

namespace Core.Simulation;

/// <summary>What the simulated streaming service is to look like.</summary>
/// <param name="Start">First day with sessions.</param>
/// <param name="EndExclusive">The day after the last; at least 30 days after the start.</param>
/// <param name="Customers">1 … 10 million. Default 5 000.</param>
/// <param name="Movies">8 … 2 000. Default 240.</param>
public sealed record StreamingServiceOptions(DateOnly Start, DateOnly EndExclusive, int Customers = 5_000, int Movies = 240)
{
    internal const int LeastDays = 30;
    private const int LeastMovies = 8;
    private const int MostMovies = 2_000;
    private const int MostCustomers = 10_000_000;

    /// <summary>What is wrong with the files. Default: as in life.</summary>
    public SimulationNoise Noise { get; init; } = new();

    internal void Validate()
    {
        Guard.Range(Customers, 1, MostCustomers, nameof(StreamingService));
        Guard.Range(Movies, LeastMovies, MostMovies, nameof(StreamingService));
        Guard.Range(EndExclusive.DayNumber - Start.DayNumber, LeastDays, int.MaxValue, nameof(StreamingService), "days");
        Noise.Validate();
    }
}
