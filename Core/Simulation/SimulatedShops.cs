namespace Core.Simulation;

/// <summary>A shop that can be simulated.</summary>
/// <param name="Key">In the API and in addresses.</param>
/// <param name="Label">For people.</param>
/// <param name="Description">For people: what it makes.</param>
/// <param name="LeastDays">The shortest history.</param>
/// <param name="Files">From first day, day after the last, number of customers and seed to files, in the order in which they are to be imported.</param>
public sealed record SimulatedShop(
    string Key,
    string Label,
    string Description,
    int LeastDays,
    Func<DateOnly, DateOnly, int, ulong, IReadOnlyList<SimulatedFile>> Files
);

/// <summary>Every shop that can be simulated.</summary>
public static class SimulatedShops
{
    /// <summary>The longest history in days.</summary>
    public const int MostDays = 3_650;

    /// <summary>The largest number of customers that pages and API offer.</summary>
    public const int MostCustomers = 1_000_000;

    /// <summary>Retail first: it is the one that a newcomer gets.</summary>
    public static IReadOnlyList<SimulatedShop> All { get; } =
    [
        new(
            "retail",
            "Home and garden shop",
            "Customers and orders, with habits, seasons and people who stop buying.",
            RetailShopOptions.LeastDays,
            (start, end, customers, seed) => RetailShop.Generate(new(start, end, customers), seed).Files
        ),
        new(
            "streaming",
            "Streaming service",
            "Viewers, plans, films and what was watched and liked. Rows have gaps and slips, as in life.",
            StreamingServiceOptions.LeastDays,
            (start, end, customers, seed) => StreamingService.Generate(new(start, end, customers), seed).Files
        ),
        new(
            "telecom",
            "Telecom operator",
            "Customers, a directory of phones, and who used which phone when. Rows have gaps and slips, as in life.",
            TelecomOperatorOptions.LeastDays,
            (start, end, customers, seed) => TelecomOperator.Generate(new(start, end, customers), seed).Files
        ),
        new(
            "handmade",
            "Handmade store",
            "A small store: orders, visits and what people wrote. Rows have gaps and slips, as in life.",
            HandmadeShopOptions.LeastDays,
            (start, end, customers, seed) => HandmadeShop.Generate(new(start, end, customers), seed).Files
        ),
    ];

    /// <summary>The shop of that key, or null.</summary>
    public static SimulatedShop? Find(string? key) => All.FirstOrDefault(s => s.Key == key);
}
