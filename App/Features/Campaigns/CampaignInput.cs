using System.Text.Json;

namespace App.Features.Campaigns;

/// <summary>A campaign as a person or a program describes it.</summary>
public sealed record CampaignInput
{
    public string? Name { get; init; }

    /// <summary>purchase, win-back, subscription, engagement, or a word of one's own.</summary>
    public string? Goal { get; init; }
    public IReadOnlyList<long> IncludeSegments { get; init; } = [];
    public IReadOnlyList<long> ExcludeSegments { get; init; } = [];
    public IReadOnlyList<VariantInput> Variants { get; init; } = [];

    /// <summary>Share of the audience that gets nothing, 0 to 0.9.</summary>
    public double Holdout { get; init; }

    /// <summary>People without an address get a made-up one; only while no mail server is configured.</summary>
    public bool PracticeAddresses { get; init; }
    public string? FromName { get; init; }
    public string? FromAddress { get; init; }

    /// <summary>Messages a minute at most, 1 to 1 000 000; null sends as fast as the server takes them.</summary>
    public int? RatePerMinute { get; init; }

    /// <summary>hold or resend.</summary>
    public string? UnknownPolicy { get; init; }
    public IReadOnlyDictionary<string, string> MergeValues { get; init; } = new Dictionary<string, string>();

    // Named in the API and not built yet: refused, so that nobody believes a mail waits for its hour.
    public JsonElement? ScheduleAt { get; init; }
    public JsonElement? QuietHours { get; init; }
    public JsonElement? Winner { get; init; }
}

/// <summary>One message of a campaign; the first is the control.</summary>
public sealed record VariantInput
{
    public string? Name { get; init; }
    public string? Subject { get; init; }
    public string? Html { get; init; }

    /// <summary>The plain-text part; null or empty makes it from the HTML.</summary>
    public string? Text { get; init; }

    /// <summary>Relative size, above 0; 1 by default.</summary>
    public double Weight { get; init; } = 1;
    public JsonElement? TemplateId { get; init; }
}
