namespace Data.Tables;

/// <summary>A film or series of a streaming service.</summary>
public sealed class MovieRow
{
    public long MovieId { get; set; }
    public required string ExternalId { get; set; }
    public string? Name { get; set; }
    public string? Rating { get; set; }
    public double? DurationMinutes { get; set; }
    public string? Genre { get; set; }
    public int? ReleaseYear { get; set; }
    public string Attributes { get; set; } = "{}";
    public long? ImportId { get; set; }
}

/// <summary>A plan that customers subscribe to; <c>customers.subscription_id</c> holds its external id.</summary>
public sealed class SubscriptionRow
{
    public long SubscriptionId { get; set; }
    public required string ExternalId { get; set; }
    public string? Name { get; set; }
    public long? Price { get; set; }
    public string Attributes { get; set; } = "{}";
    public long? ImportId { get; set; }
}

/// <summary>A model of device, by its type allocation code.</summary>
public sealed class DeviceRow
{
    public long DeviceId { get; set; }
    public required string ExternalId { get; set; }
    public string? ModelName { get; set; }
    public string? VendorName { get; set; }
    public DateOnly? ReleaseDate { get; set; }
    public string Attributes { get; set; } = "{}";
    public long? ImportId { get; set; }
}

/// <summary>One session of one customer.</summary>
public sealed class EngagementRow
{
    public long CustomerId { get; set; }

    /// <summary>Hash of the file's id, or of the row where the file has none, so that a file can be imported again.</summary>
    public long EngagementId { get; set; }
    public long? MovieId { get; set; }
    public DateTime SessionAt { get; set; }
    public double? Minutes { get; set; }
    public bool? WatchedFully { get; set; }

    /// <summary>liked, disliked or none.</summary>
    public string? LikeStatus { get; set; }
    public long? ImportId { get; set; }
}

/// <summary>Something that a customer did: looked at a product, put it into the cart, bought it.</summary>
public sealed class InteractionRow
{
    public long CustomerId { get; set; }
    public long InteractionId { get; set; }
    public long? ProductId { get; set; }

    /// <summary>view, add_to_cart, purchase or any other word.</summary>
    public required string EventType { get; set; }
    public DateTime OccurredAt { get; set; }
    public long? Value { get; set; }
    public long? ImportId { get; set; }
}

/// <summary>Who used which device from when to when.</summary>
public sealed class DeviceUseRow
{
    public long CustomerId { get; set; }
    public long DeviceId { get; set; }
    public DateOnly StartDate { get; set; }

    /// <summary>Null while the device is in use.</summary>
    public DateOnly? EndDate { get; set; }
    public long? ImportId { get; set; }
}

/// <summary>A text that somebody wrote, with what is known of it. Texts of nobody known have customer 0.</summary>
public sealed class FeedbackRow
{
    /// <summary>The customer with this address or id; 0 when there is none, since a key can't be null.</summary>
    public long CustomerId { get; set; }
    public long FeedbackId { get; set; }
    public string? ExternalId { get; set; }
    public DateTime? WrittenAt { get; set; }
    public string? Source { get; set; }

    /// <summary>internal_feedback, public_sentiment, web or reddit.</summary>
    public required string SourceType { get; set; }
    public string? Url { get; set; }
    public string? CustomerEmail { get; set; }
    public long? ProductId { get; set; }
    public double? Rating { get; set; }
    public string? Label { get; set; }
    public required string Text { get; set; }
    public string Attributes { get; set; } = "{}";

    /// <summary>In [−1, 1].</summary>
    public double Sentiment { get; set; }
    public double Positive { get; set; }
    public double Neutral { get; set; }
    public double Negative { get; set; }
    public int Length { get; set; }
    public int Words { get; set; }
    public int Emoji { get; set; }
    public int PositiveWords { get; set; }
    public int NegativeWords { get; set; }
    public long? ImportId { get; set; }
}
