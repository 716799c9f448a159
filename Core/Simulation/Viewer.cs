namespace Core.Simulation;

/// <summary>What drives a viewer of the streaming service; the names are those of the engagement segments that they tend to fall into.</summary>
public enum ViewerType
{
    /// <summary>Hardly ever watches, on a cheap plan.</summary>
    LostCause,

    /// <summary>Watches now and then and likes little of it.</summary>
    Vulnerable,

    /// <summary>Watches much for little money.</summary>
    FreeRider,

    /// <summary>Watches much, likes it, and pays for the large plans.</summary>
    Star,
}

/// <param name="Person">Name, address, sign-up.</param>
/// <param name="SubscriptionId">As <see cref="SubscriptionPlan.Id"/>.</param>
/// <param name="MainDevice">Where most is watched.</param>
/// <param name="Type">Hidden truth.</param>
/// <param name="ChurnDate">Hidden truth: no sessions from this day on; null when still subscribed at the end.</param>
/// <param name="SessionsPerWeek">Hidden truth: the own rate on a day of ordinary intensity.</param>
/// <param name="Taste">Hidden truth: chance of each genre of <see cref="MovieCatalog.Genres"/>; sums to 1.</param>
public sealed record Viewer(
    SimulatedPerson Person,
    string SubscriptionId,
    string MainDevice,
    ViewerType Type,
    DateOnly? ChurnDate,
    double SessionsPerWeek,
    IReadOnlyList<double> Taste
);

/// <param name="Id">SUB-5, ….</param>
/// <param name="Name">For people.</param>
/// <param name="Price">A month.</param>
public sealed record SubscriptionPlan(string Id, string Name, decimal Price);

/// <param name="Id">Customer and a number.</param>
/// <param name="CustomerId">Who watched.</param>
/// <param name="Movie">What was watched.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="Minutes">Watched, 1 … the film's duration.</param>
/// <param name="WatchedFully">To the end.</param>
/// <param name="Liked">True, false, or null when the viewer did not say.</param>
public sealed record ViewingSession(
    string Id,
    string CustomerId,
    Movie Movie,
    DateTimeOffset StartedAt,
    int Minutes,
    bool WatchedFully,
    bool? Liked
);

/// <param name="Id">Customer and a number.</param>
/// <param name="CustomerId">Who.</param>
/// <param name="ProductId">What, a product or a film.</param>
/// <param name="Kind">view, add_to_list, add_to_cart or purchase.</param>
/// <param name="At">UTC.</param>
public sealed record SimulatedInteraction(string Id, string CustomerId, string ProductId, string Kind, DateTimeOffset At);
