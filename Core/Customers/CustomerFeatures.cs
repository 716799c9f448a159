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

/// <summary>What a feature is computed from.</summary>
public enum FeatureSource
{
    Orders,
    Engagements,
    Interactions,
    Feedback,
    Devices,

    /// <summary>A column of the customers file.</summary>
    Attributes,
}

/// <summary>One figure known of a customer.</summary>
/// <param name="Key">Its stable name in the API, URLs and saved runs; the database column.</param>
/// <param name="Label">What a person reads.</param>
/// <param name="Unit">How its values are written.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Source">What it is computed from.</param>
public sealed record CustomerFeature(
    string Key,
    string Label,
    FeatureUnit Unit,
    string Description,
    FeatureSource Source = FeatureSource.Orders
);

/// <summary>
/// The features of customers, each as of a date: nothing after that date is read. Those from what customers did are a fixed list; the
/// columns of a customers file give further ones, see <see cref="AttributeFeature"/>.
/// </summary>
public static class CustomerFeatures
{
    /// <summary>From orders.</summary>
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

    /// <summary>From sessions, interactions, feedback and devices.</summary>
    public static IReadOnlyList<CustomerFeature> Behaviour { get; } =
    [
        new("sessions", "Sessions", FeatureUnit.Count, "Number of sessions.", FeatureSource.Engagements),
        new("session_minutes", "Minutes watched", FeatureUnit.Number, "Minutes, over all sessions.", FeatureSource.Engagements),
        new(
            "days_since_session",
            "Days since last session",
            FeatureUnit.Days,
            "Whole days from the last session to the as-of date.",
            FeatureSource.Engagements
        ),
        new(
            "watched_fully_share",
            "Watched to the end",
            FeatureUnit.Share,
            "Share of sessions that were watched to the end.",
            FeatureSource.Engagements
        ),
        new("likes", "Likes", FeatureUnit.Count, "Sessions that ended with a like.", FeatureSource.Engagements),
        new("dislikes", "Dislikes", FeatureUnit.Count, "Sessions that ended with a dislike.", FeatureSource.Engagements),
        new("interactions", "Interactions", FeatureUnit.Count, "Views, carts and all else that was recorded.", FeatureSource.Interactions),
        new(
            "interactions_last_30_days",
            "Interactions in the last 30 days",
            FeatureUnit.Count,
            "Interactions in the 30 days before the as-of date.",
            FeatureSource.Interactions
        ),
        new(
            "days_since_interaction",
            "Days since last interaction",
            FeatureUnit.Days,
            "Whole days from the last interaction to the as-of date.",
            FeatureSource.Interactions
        ),
        new(
            "purchases_per_interaction",
            "Purchases per interaction",
            FeatureUnit.Share,
            "Share of interactions that are purchases.",
            FeatureSource.Interactions
        ),
        new("feedback_count", "Feedback", FeatureUnit.Count, "Texts that the customer wrote.", FeatureSource.Feedback),
        new(
            "feedback_sentiment",
            "Sentiment of feedback",
            FeatureUnit.Number,
            "Mean sentiment of the customer's texts, from −1 (negative) to 1 (positive).",
            FeatureSource.Feedback
        ),
        new(
            "days_since_feedback",
            "Days since last feedback",
            FeatureUnit.Days,
            "Whole days from the last text to the as-of date.",
            FeatureSource.Feedback
        ),
        new("devices_used", "Devices used", FeatureUnit.Count, "Different devices used so far.", FeatureSource.Devices),
        new(
            "days_on_device",
            "Days on the device",
            FeatureUnit.Days,
            "Whole days from the start of the latest device to the as-of date.",
            FeatureSource.Devices
        ),
    ];

    private static readonly Dictionary<string, CustomerFeature> ByBareKey = All.Concat(Behaviour).ToDictionary(f => Bare(f.Key));

    /// <summary>
    /// The feature of that key; keys may be written in snake_case or camelCase. A key of an attribute gives its feature whether or not
    /// anybody has it. Null when there is none.
    /// </summary>
    public static CustomerFeature? Find(string key) => AttributeFeature.TryParse(key)?.Feature ?? ByBareKey.GetValueOrDefault(Bare(key));

    /// <summary>The features that at least one row of the data has, in the order of its columns.</summary>
    public static IReadOnlyList<CustomerFeature> KnownIn(FeatureMatrix data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return [.. data.Names.Where((_, i) => AnyFinite(data.Column(i))).Select(n => Find(n)!)];
    }

    private static bool AnyFinite(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (double.IsFinite(value))
            {
                return true;
            }
        }
        return false;
    }

    private static string Bare(string key) => key.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
}
