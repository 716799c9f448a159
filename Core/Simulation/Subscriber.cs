namespace Core.Simulation;

/// <param name="Person">Name, address; the sign-up is the first day with a device.</param>
/// <param name="Contract">Postpaid customers may take a new device every two years; prepaid ones buy when they like.</param>
/// <param name="MonthlyFee">In currency units.</param>
/// <param name="Restlessness">Hidden truth: factor of the hazard of a device change; mean 1 over customers.</param>
/// <param name="Budget">Hidden truth: weight of each tier, entry to top; sums to 1.</param>
/// <param name="ChurnDate">Hidden truth: no device is in use from this day on; null when still a customer at the end.</param>
public sealed record Subscriber(
    SimulatedPerson Person,
    bool Contract,
    decimal MonthlyFee,
    double Restlessness,
    IReadOnlyList<double> Budget,
    DateOnly? ChurnDate
);

/// <summary>A device in use.</summary>
/// <param name="CustomerId">By whom.</param>
/// <param name="Tac">As <see cref="DeviceModel.Tac"/>.</param>
/// <param name="Start">First day.</param>
/// <param name="EndExclusive">The day on which the next device was first used, or the customer left; null when still in use at the end.</param>
public sealed record DeviceUse(string CustomerId, string Tac, DateOnly Start, DateOnly? EndExclusive);

/// <summary>What was true of a customer on a day.</summary>
/// <param name="CustomerId">Who had a device in use on that day.</param>
/// <param name="ChangeProbability">Of another device within the horizon, from the process that made the data.</param>
/// <param name="Changed">Whether it came so.</param>
public readonly record struct DeviceChangeTruth(string CustomerId, double ChangeProbability, bool Changed);
