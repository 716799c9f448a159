namespace Core.Customers;

/// <summary>How a feature's figures are written.</summary>
public enum FeatureUnit
{
    Count,
    Days,
    Money,
    Share,
    Number,
}

/// <summary>One figure known of a customer.</summary>
/// <param name="Key">Its stable name in the API, URLs and saved runs; the database column.</param>
/// <param name="Label">What a person reads.</param>
/// <param name="Unit">How its values are written.</param>
/// <param name="Description">One sentence.</param>
public sealed record CustomerFeature(string Key, string Label, FeatureUnit Unit, string Description);

/// <summary>The features that orders give, each as of a date: nothing after that date is read.</summary>
public static class CustomerFeatures
{
    public static IReadOnlyList<CustomerFeature> All { get; } =
    [
        new("recency_days", "Days since last order", FeatureUnit.Days, "Whole days from the last order to the as-of date."),
        new("frequency", "Orders", FeatureUnit.Count, "Number of orders."),
        new("monetary", "Revenue", FeatureUnit.Money, "Sum of all orders."),
        new("average_order_value", "Average order", FeatureUnit.Money, "Revenue divided by orders."),
        new("tenure_days", "Days since first order", FeatureUnit.Days, "Whole days from the first order to the as-of date."),
        new("days_between_orders", "Days between orders", FeatureUnit.Days, "Mean gap between orders; unknown with a single order."),
        new("items", "Items", FeatureUnit.Count, "Pieces bought, over all orders."),
        new("distinct_products", "Different products", FeatureUnit.Count, "Number of different products bought."),
        new("items_per_order", "Items per order", FeatureUnit.Number, "Pieces divided by orders."),
        new("largest_order", "Largest order", FeatureUnit.Money, "The amount of the largest order."),
        new("orders_last_90_days", "Orders in the last 90 days", FeatureUnit.Count, "Orders in the 90 days before the as-of date."),
        new("revenue_last_90_days", "Revenue in the last 90 days", FeatureUnit.Money, "Revenue in the 90 days before the as-of date."),
        new("active_months", "Months with an order", FeatureUnit.Count, "Calendar months with at least one order."),
        new("weekend_share", "Weekend orders", FeatureUnit.Share, "Share of orders placed on Saturday or Sunday."),
    ];

    /// <summary>The feature of that key; keys may be written in snake_case or camelCase. Null when there is none.</summary>
    public static CustomerFeature? Find(string key)
    {
        var bare = Bare(key);
        return All.FirstOrDefault(f => Bare(f.Key) == bare);
    }

    private static string Bare(string key) => key.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
}
