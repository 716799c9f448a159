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

/// <summary>What is known of one customer from their orders, as of a date. Money is 1/10 000 currency units, times are days.</summary>
public sealed class CustomerFeaturesRow
{
    public long CustomerId { get; set; }
    public DateOnly AsOf { get; set; }
    public int RecencyDays { get; set; }
    public int Frequency { get; set; }
    public long Monetary { get; set; }
    public double AverageOrderValue { get; set; }
    public int TenureDays { get; set; }
    public double? DaysBetweenOrders { get; set; }
    public double Items { get; set; }
    public int DistinctProducts { get; set; }
    public double ItemsPerOrder { get; set; }
    public long LargestOrder { get; set; }
    public int OrdersLast90Days { get; set; }
    public long RevenueLast90Days { get; set; }
    public int ActiveMonths { get; set; }
    public double WeekendShare { get; set; }
}
