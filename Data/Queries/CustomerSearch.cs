using Microsoft.EntityFrameworkCore;

namespace Data.Queries;

/// <summary>Which people a list shows; conditions that are null or empty do not count.</summary>
/// <param name="Text">Part of an id, name or address, whatever the case.</param>
/// <param name="SegmentId">Only people of this segment.</param>
/// <param name="Country">Exactly so.</param>
/// <param name="Channel">Exactly so.</param>
/// <param name="SubscriptionId">Exactly so.</param>
/// <param name="HasEmail">Only people with, or without, an address.</param>
/// <param name="HasOrders">Only people with, or without, orders at the last count of features.</param>
public sealed record CustomerFilter(
    string? Text = null,
    long? SegmentId = null,
    string? Country = null,
    string? Channel = null,
    string? SubscriptionId = null,
    bool? HasEmail = null,
    bool? HasOrders = null
)
{
    /// <summary>Whether anybody may be left out.</summary>
    public bool IsActive => this with { Text = string.IsNullOrWhiteSpace(Text) ? null : Text } != new CustomerFilter();
}

/// <summary>The filter as one SQL condition over a customers row with alias <c>c</c>; lists and counts share it.</summary>
public static class CustomerSearch
{
    /// <exception cref="KeyNotFoundException">There is no such segment.</exception>
    public static async Task<string> ConditionAsync(
        CustomerFilter filter,
        IDbContextFactory<AppDb> databases,
        SqlParameterList parameters,
        CancellationToken cancellation = default
    )
    {
        List<string> conditions = [];
        if (filter.SegmentId is { } id)
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            conditions.Add(await SegmentFilter.ConditionAsync(db, id, parameters, cancellation));
        }
        if (!string.IsNullOrWhiteSpace(filter.Text))
        {
            var text = parameters.Add(Pattern(filter.Text));
            // Orders bring many people of whom the id alone is known; trigrams of those would slow imports down. So the index of trigrams
            // holds the others, and a small one tells who these are.
            conditions.Add(
                $"(c.name ILIKE {text} OR c.email ILIKE {text} OR (c.external_id ILIKE {text} AND (c.name IS NOT NULL OR c.email IS NOT NULL)) "
                    + $"OR (c.external_id ILIKE {text} AND c.name IS NULL AND c.email IS NULL))"
            );
        }
        foreach (
            var (column, value) in new[]
            {
                ("country", filter.Country),
                ("channel", filter.Channel),
                ("subscription_id", filter.SubscriptionId),
            }
        )
        {
            if (!string.IsNullOrEmpty(value))
            {
                var exactly = parameters.Add(value);
                // The indexes hold as much of a text; the rest is looked at in the rows.
                conditions.Add($"left(c.{column}, 100) = left({exactly}, 100) AND c.{column} = {exactly}");
            }
        }
        if (filter.HasEmail is { } email)
        {
            conditions.Add(email ? "c.email <> ''" : "COALESCE(c.email, '') = ''");
        }
        if (filter.HasOrders is { } orders)
        {
            conditions.Add(
                (orders ? "" : "NOT ")
                    + "EXISTS (SELECT 1 FROM customer_features w WHERE w.customer_id = c.customer_id AND w.frequency IS NOT NULL)"
            );
        }
        return conditions.Count == 0 ? "true" : string.Join(" AND ", conditions);
    }

    private static string Pattern(string text) =>
        "%"
        + text.Trim()
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal)
        + "%";
}
