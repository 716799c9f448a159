using Core.Estimators;

namespace Core.Simulation;

/// <summary>
/// How dirty the files of a simulated shop are. Every share is in 0 … 1. Noise is put on the rows as they are written, from random numbers
/// of its own: the truth behind a clean and a noisy file of the same seed is the same.
/// </summary>
public sealed record SimulationNoise
{
    /// <summary>Clean files.</summary>
    public static SimulationNoise None { get; } =
        new()
        {
            MissingChannel = 0,
            MissingRegion = 0,
            OrdersWithoutCustomer = 0,
            FeedbackWithoutAddress = 0,
            MixedDates = 0,
            Duplicates = 0,
            UnknownTacs = 0,
            OverlappingUses = 0,
            EndBeforeStart = 0,
        };

    /// <summary>Of customers, without a channel. Default 0.08.</summary>
    public double MissingChannel { get; init; } = 0.08;

    /// <summary>Of customers, without a region. Default 0.1.</summary>
    public double MissingRegion { get; init; } = 0.1;

    /// <summary>Of orders, without a customer on any of their lines. Default 0.05.</summary>
    public double OrdersWithoutCustomer { get; init; } = 0.05;

    /// <summary>Of feedback, without an address. Default 0.2.</summary>
    public double FeedbackWithoutAddress { get; init; } = 0.2;

    /// <summary>Of dates, not in ISO 8601 but as 24/12/2025 (the day first), 24 Dec 2025 or December 24, 2025; times then end with the minute. Default 0.1.</summary>
    public double MixedDates { get; init; } = 0.1;

    /// <summary>Of rows, written twice. Default 0.01.</summary>
    public double Duplicates { get; init; } = 0.01;

    /// <summary>Of device uses, with a TAC that the directory does not have. Default 0.02.</summary>
    public double UnknownTacs { get; init; } = 0.02;

    /// <summary>Of ended device uses, with an end on the 1st … 60th day of the next device. Default 0.02.</summary>
    public double OverlappingUses { get; init; } = 0.02;

    /// <summary>Of ended device uses, with an end before the start. Default 0.005.</summary>
    public double EndBeforeStart { get; init; } = 0.005;

    /// <exception cref="ArgumentOutOfRangeException">A share is not in 0 … 1.</exception>
    internal void Validate()
    {
        Guard.Range(MissingChannel, 0, 1, nameof(SimulationNoise));
        Guard.Range(MissingRegion, 0, 1, nameof(SimulationNoise));
        Guard.Range(OrdersWithoutCustomer, 0, 1, nameof(SimulationNoise));
        Guard.Range(FeedbackWithoutAddress, 0, 1, nameof(SimulationNoise));
        Guard.Range(MixedDates, 0, 1, nameof(SimulationNoise));
        Guard.Range(Duplicates, 0, 1, nameof(SimulationNoise));
        Guard.Range(UnknownTacs, 0, 1, nameof(SimulationNoise));
        Guard.Range(OverlappingUses, 0, 1, nameof(SimulationNoise));
        Guard.Range(EndBeforeStart, 0, 1, nameof(SimulationNoise));
    }
}
