using System.Text.Json;
using Core.Campaigns;
using Data.Queries;
using Data.Tables;

namespace App.Features.Campaigns;

/// <summary>A campaign as the API and the pages show it.</summary>
/// <param name="Funnel">Live for a draft, as it was at launch afterwards.</param>
/// <param name="Counts">Rows of the ledger by state.</param>
/// <param name="IsWorking">Whether a job is at work on it; a campaign that is sending without one was interrupted.</param>
public sealed record CampaignView(
    long Id,
    string Name,
    string Goal,
    string State,
    IReadOnlyList<long> IncludeSegments,
    IReadOnlyList<long> ExcludeSegments,
    IReadOnlyList<VariantView> Variants,
    double Holdout,
    bool PracticeAddresses,
    string FromName,
    string FromAddress,
    int? RatePerMinute,
    string UnknownPolicy,
    IReadOnlyDictionary<string, string> MergeValues,
    AudienceFunnel Funnel,
    IReadOnlyDictionary<string, long> Counts,
    bool IsWorking,
    DateTime CreatedAt,
    DateTime? LaunchedAt,
    DateTime? FinishedAt
)
{
    public long Count(string state) => Counts.GetValueOrDefault(state);

    /// <summary>Mails that were to be sent, whatever became of them.</summary>
    public long ToSend => Funnel.WillBeSent;

    public static CampaignView Of(CampaignRow row, AudienceFunnel funnel, IReadOnlyDictionary<string, long> counts, bool isWorking) =>
        new(
            row.Id,
            row.Name,
            row.Goal,
            row.State,
            row.IncludeSegments,
            row.ExcludeSegments,
            [.. row.Variants.OrderBy(v => v.Variant).Select(v => new VariantView(v.Variant, v.Name, v.Subject, v.Html, v.Text, v.Weight))],
            row.Holdout,
            row.PracticeAddresses,
            row.FromName,
            row.FromAddress,
            row.RatePerMinute,
            row.UnknownPolicy,
            MergeValuesOf(row),
            funnel,
            counts,
            isWorking,
            row.CreatedAt,
            row.LaunchedAt,
            row.FinishedAt
        );

    internal static Dictionary<string, string> MergeValuesOf(CampaignRow row) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(row.MergeValues, JsonSerializerOptions.Web) ?? [];
}

public sealed record VariantView(int Variant, string Name, string Subject, string Html, string? Text, double Weight)
{
    public MessageDraft Draft => new(Subject, Html, Text);
}

/// <summary>A line in the list of campaigns.</summary>
/// <param name="ToSend">Mails that were to be sent; 0 for a draft.</param>
public sealed record CampaignLine(
    long Id,
    string Name,
    string Goal,
    string State,
    long ToSend,
    long Sent,
    long Clicked,
    DateTime CreatedAt,
    DateTime? LaunchedAt
);
