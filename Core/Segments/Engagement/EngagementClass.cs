namespace Core.Segments.Engagement;

/// <summary>The customers whose points add up to at most <paramref name="MostPoints"/> and to more than the class before allows.</summary>
/// <param name="Name">For people; distinct.</param>
/// <param name="MostPoints">Inclusive; null for the last class, which has no limit.</param>
public sealed record EngagementClass(string Name, int? MostPoints);
