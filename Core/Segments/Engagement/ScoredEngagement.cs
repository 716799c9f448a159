namespace Core.Segments.Engagement;

/// <param name="Total">Sum of the points.</param>
/// <param name="Class">Position in <see cref="EngagementScore.Classes"/>.</param>
/// <param name="IsActive">Whether any activity was above 0; if not, the class is the first.</param>
public readonly record struct EngagementResult(int Total, int Class, bool IsActive);

/// <param name="Customers">n results.</param>
/// <param name="ClassSizes">Customers in each class.</param>
/// <param name="Totals">How the totals are distributed.</param>
public sealed record ScoredEngagement(IReadOnlyList<EngagementResult> Customers, IReadOnlyList<int> ClassSizes, ScoreDistribution Totals);
