namespace Data.Tables;

/// <summary>A person who buys. <c>customer_id</c> is a 64-bit hash of the external id, so imports never look ids up.</summary>
public sealed class CustomerRow
{
    public long CustomerId { get; set; }
    public required string ExternalId { get; set; }
    public string? Name { get; set; }
    public string? Email { get; set; }
    public string? Location { get; set; }
    public string? Country { get; set; }
    public string? Channel { get; set; }
    public string? Region { get; set; }
    public DateOnly? SignupDate { get; set; }
    public string? SubscriptionId { get; set; }

    /// <summary>Further columns of the customers file, as a JSON object.</summary>
    public string Attributes { get; set; } = "{}";

    /// <summary>The import that first brought this person; null when added by hand or API.</summary>
    public long? ImportId { get; set; }
    public DateTime CreatedAt { get; set; }
}

public sealed class ProductRow
{
    public long ProductId { get; set; }
    public required string ExternalId { get; set; }
    public string? Name { get; set; }
    public string? Category { get; set; }
    public long? Price { get; set; }

    /// <summary>Further columns of the products file, as a JSON object.</summary>
    public string Attributes { get; set; } = "{}";
    public long? ImportId { get; set; }
}

/// <summary>One order of one customer; the sum of its lines where it has lines. Amounts are 1/10 000 currency units.</summary>
public sealed class OrderRow
{
    public long CustomerId { get; set; }
    public long OrderId { get; set; }
    public required string ExternalId { get; set; }
    public DateTime OrderedAt { get; set; }
    public long Amount { get; set; }
    public double Quantity { get; set; }
    public int Lines { get; set; }
    public long? ImportId { get; set; }
}

public sealed class OrderLineRow
{
    public long CustomerId { get; set; }
    public long OrderId { get; set; }

    /// <summary>Position of the line in its order, from 1, in the order of the file.</summary>
    public int LineNumber { get; set; }
    public long? ProductId { get; set; }
    public double Quantity { get; set; }
    public long UnitPrice { get; set; }
    public long Amount { get; set; }
}

/// <summary>A column of customers that features are made of: what kind of values it holds and how many customers have one.</summary>
public sealed class CustomerAttributeRow
{
    public required string Name { get; set; }

    /// <summary>Whether it is a column of the table itself, such as the country; else one beyond the usual ones.</summary>
    public bool IsColumn { get; set; }

    /// <summary>number, date or category.</summary>
    public required string Kind { get; set; }

    /// <summary>Customers with a value.</summary>
    public long Known { get; set; }
    public long DistinctValues { get; set; }

    /// <summary>The most frequent values of a category, most frequent first: a JSON array of texts.</summary>
    public string Values { get; set; } = "[]";
}

/// <summary>
/// What is known of one customer as of a date. Money is 1/10 000 currency units, times are days. Null where the customer has none of
/// what the figure is made of.
/// </summary>
public sealed class CustomerFeaturesRow
{
    public long CustomerId { get; set; }
    public DateOnly AsOf { get; set; }

    // From orders.
    public int? RecencyDays { get; set; }
    public int? Frequency { get; set; }
    public long? Monetary { get; set; }
    public double? AverageOrderValue { get; set; }
    public int? TenureDays { get; set; }
    public double? DaysBetweenOrders { get; set; }
    public double? Items { get; set; }
    public int? DistinctProducts { get; set; }
    public double? ItemsPerOrder { get; set; }
    public long? LargestOrder { get; set; }
    public int? OrdersLast90Days { get; set; }
    public long? RevenueLast90Days { get; set; }
    public int? ActiveMonths { get; set; }
    public double? WeekendShare { get; set; }

    // From engagements.
    public int? Sessions { get; set; }
    public double? SessionMinutes { get; set; }
    public int? DaysSinceSession { get; set; }
    public double? WatchedFullyShare { get; set; }
    public int? Likes { get; set; }
    public int? Dislikes { get; set; }

    // From interactions.
    public int? Interactions { get; set; }
    public int? InteractionsLast30Days { get; set; }
    public int? DaysSinceInteraction { get; set; }
    public double? PurchasesPerInteraction { get; set; }

    // From feedback.
    public int? FeedbackCount { get; set; }
    public double? FeedbackSentiment { get; set; }
    public int? DaysSinceFeedback { get; set; }

    // From device uses.
    public int? DevicesUsed { get; set; }
    public int? DaysOnDevice { get; set; }
}
