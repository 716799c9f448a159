namespace Data.Tables;

public sealed class CampaignRow
{
    public long Id { get; set; }
    public required string Name { get; set; }
    public required string Goal { get; set; }

    /// <summary>draft, sending, paused, sent or cancelled.</summary>
    public required string State { get; set; }
    public long[] IncludeSegments { get; set; } = [];
    public long[] ExcludeSegments { get; set; } = [];

    /// <summary>Share of the audience that gets nothing, in [0, 1).</summary>
    public double Holdout { get; set; }

    /// <summary>Enters the hash that assigns variants, so that two campaigns split independently.</summary>
    public required string Salt { get; set; }

    /// <summary>People without an address get a made-up one under example.com; only while no mail server is configured.</summary>
    public bool PracticeAddresses { get; set; }
    public string FromName { get; set; } = "";
    public string FromAddress { get; set; } = "";
    public int? RatePerMinute { get; set; }

    /// <summary>Where tracked addresses lead: this program as its customers reach it. Kept, so that a resumed campaign links alike.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>hold or resend: what becomes of a message whose fate is unknown after a crash.</summary>
    public string UnknownPolicy { get; set; } = "hold";
    public string MergeValues { get; set; } = "{}";

    /// <summary>The audience funnel as it was at launch.</summary>
    public string? Funnel { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime? LaunchedAt { get; set; }
    public DateTime? FinishedAt { get; set; }
    public List<CampaignVariantRow> Variants { get; set; } = [];
}

public sealed class CampaignVariantRow
{
    public long CampaignId { get; set; }

    /// <summary>0 is the control ("A").</summary>
    public int Variant { get; set; }
    public required string Name { get; set; }
    public required string Subject { get; set; }
    public required string Html { get; set; }
    public string? Text { get; set; }
    public double Weight { get; set; } = 1;
}

/// <summary>A link in a variant's message. Clicks carry its number; the target is looked up here, never taken from the request.</summary>
public sealed class CampaignLinkRow
{
    public long CampaignId { get; set; }
    public int Link { get; set; }
    public int Variant { get; set; }
    public required string Target { get; set; }
}

/// <summary>The ledger: one row per campaign and person, written before the first message.</summary>
public sealed class DeliveryRow
{
    public long CampaignId { get; set; }
    public long CustomerId { get; set; }

    /// <summary>−1 is the holdout.</summary>
    public int Variant { get; set; }
    public required string Address { get; set; }

    /// <summary>queued, leased, sent, failed, suppressed, unknown or holdout.</summary>
    public required string State { get; set; }
    public int Attempts { get; set; }
    public required string MessageId { get; set; }
    public string? Reason { get; set; }
    public DateTime? LeaseUntil { get; set; }

    /// <summary>The sender that holds the lease.</summary>
    public string? Worker { get; set; }

    /// <summary>Not tried before this; the launch for a row that was not tried yet. Null for those who get no mail.</summary>
    public DateTime? NextAttemptAt { get; set; }

    /// <summary>When it was last taken up to be sent; the rate cap counts these, so it survives a restart.</summary>
    public DateTime? AttemptedAt { get; set; }
    public DateTime? SentAt { get; set; }
    public DateTime? FirstOpenedAt { get; set; }
    public DateTime? FirstClickedAt { get; set; }
    public DateTime? UnsubscribedAt { get; set; }
}

/// <summary>One click on one link.</summary>
public sealed class ClickRow
{
    public long CampaignId { get; set; }
    public long CustomerId { get; set; }
    public long Id { get; set; }
    public int Link { get; set; }
    public DateTime ClickedAt { get; set; }
}

/// <summary>An address that gets no more mail.</summary>
public sealed class SuppressionRow
{
    /// <summary>Lower case.</summary>
    public required string Address { get; set; }

    /// <summary>unsubscribed, bounced, complained or by-hand.</summary>
    public required string Reason { get; set; }
    public long? CampaignId { get; set; }
    public DateTime CreatedAt { get; set; }
}
