namespace Data.Queries;

/// <summary>The states of a row of the ledger.</summary>
public static class DeliveryState
{
    public const string Queued = "queued";
    public const string Leased = "leased";
    public const string Sent = "sent";
    public const string Failed = "failed";
    public const string Suppressed = "suppressed";
    public const string Unknown = "unknown";
    public const string Holdout = "holdout";

    public static IReadOnlyList<string> All { get; } = [Queued, Leased, Sent, Failed, Suppressed, Unknown, Holdout];
}

/// <summary>The states of a campaign.</summary>
public static class CampaignState
{
    public const string Draft = "draft";
    public const string Sending = "sending";
    public const string Paused = "paused";
    public const string Sent = "sent";
    public const string Cancelled = "cancelled";
}
