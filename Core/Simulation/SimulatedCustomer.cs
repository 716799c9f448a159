namespace Core.Simulation;

/// <summary>What drives a simulated customer; the truth that segmentations can be held against.</summary>
public enum Archetype
{
    LoyalRegular,
    BargainHunter,
    GiftBuyer,
    NewCustomer,
    Lapsed,
    Wholesaler,
}

/// <param name="Id">SIM-00001, …, oldest customer first.</param>
/// <param name="Name">First and last name, made up.</param>
/// <param name="Email">Under example.com, which no mail ever reaches (RFC 2606).</param>
/// <param name="Location">Town.</param>
/// <param name="Country">In English.</param>
/// <param name="Region">Within the country.</param>
/// <param name="Channel">Where the customer came from.</param>
/// <param name="SignupDate">Up to a year before the first order day of the shop.</param>
/// <param name="Archetype">Hidden truth.</param>
/// <param name="ChurnDate">Hidden truth: no orders from this day on; null when still a customer at the end.</param>
public sealed record SimulatedCustomer(
    string Id,
    string Name,
    string Email,
    string Location,
    string Country,
    string Region,
    string Channel,
    DateOnly SignupDate,
    Archetype Archetype,
    DateOnly? ChurnDate
);

/// <param name="OrderId">SO-0000001, …, in order of time; lines of one order follow each other.</param>
/// <param name="CustomerId">As <see cref="SimulatedCustomer.Id"/>.</param>
/// <param name="OrderedAt">UTC.</param>
/// <param name="ProductId">As KIT-01; once in an order.</param>
/// <param name="Description">Of the product.</param>
/// <param name="Quantity">At least 1.</param>
/// <param name="UnitPrice">Two decimals, above 0.</param>
public sealed record SimulatedOrderLine(
    string OrderId,
    string CustomerId,
    DateTimeOffset OrderedAt,
    string ProductId,
    string Description,
    int Quantity,
    decimal UnitPrice
);
