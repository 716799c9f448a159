using App.Shell;
using Core.Campaigns;
using Data.Queries;
using Data.Tables;

namespace App.Features.Campaigns;

/// <summary>How a launch would go.</summary>
/// <param name="Errors">What must be put right first, by field.</param>
/// <param name="Warnings">What a person should know before.</param>
/// <param name="WouldReachWithPractice">How many more would get a mail if people without an address got a made-up one; 0 where that is not possible.</param>
public sealed record Preflight(
    AudienceFunnel Funnel,
    IReadOnlyDictionary<string, string[]> Errors,
    IReadOnlyList<string> Warnings,
    long WouldReachWithPractice
)
{
    public bool CanLaunch => Errors.Count == 0 && Funnel.WillBeSent > 0;
}

/// <summary>Looks at a campaign before it is launched.</summary>
public sealed class PreflightCampaign(CountAudience count, CampaignStore campaigns, MailSettings mail)
{
    private const int LongSubject = 70;

    /// <exception cref="KeyNotFoundException">There is no such campaign.</exception>
    public async Task<Outcome<Preflight>> RunAsync(long id, string requestUrl, CancellationToken cancellation = default)
    {
        var row = await campaigns.RowAsync(id, cancellation);
        if (row.State != CampaignState.Draft)
        {
            return Outcome<Preflight>.Forbidden($"'{row.Name}' was launched already ({row.State}); there is nothing to check before.");
        }
        var segments = await campaigns.SegmentIdsAsync(cancellation);
        var errors = LaunchCampaign.Check(row, segments);
        var audience = campaigns.AudienceOf(row);
        var exists = row.IncludeSegments.Concat(row.ExcludeSegments).All(segments.Contains);
        var (funnel, more) = exists ? await count.RunAsync(audience, cancellation) : new AudienceCount(new AudienceFunnel(), 0);
        return Outcome<Preflight>.Done(new Preflight(funnel, errors, [.. Warnings(row, funnel, more, mail.PublicUrl ?? requestUrl)], more));
    }

    private IEnumerable<string> Warnings(CampaignRow row, AudienceFunnel funnel, long more, string publicUrl)
    {
        if (funnel.WillBeSent == 0 && funnel.InSegments > 0)
        {
            yield return more > 0
                ? $"None of these {Format.Count(funnel.InSegments)} people has an e-mail address. To try everything out, let them have practice addresses: the mails stay in the outbox on this machine."
                : "Nobody would get a mail; the funnel shows where people are left out.";
        }
        if (!mail.HasServer)
        {
            yield return "No mail server is configured: the mails go to the outbox on this machine and reach nobody.";
        }
        else if (row.FromAddress.EndsWith("example.com", StringComparison.OrdinalIgnoreCase))
        {
            yield return $"The sender is {row.FromAddress}, which is nobody's address. Mail servers will refuse it.";
        }
        if (mail.HasServer && Uri.TryCreate(publicUrl, UriKind.Absolute, out var url) && url.IsLoopback)
        {
            yield return $"The links in the mails lead to {publicUrl}, which only works on this machine. Set PublicUrl to the address that customers reach.";
        }
        var variants = row.Variants.OrderBy(v => v.Variant).ToList();
        foreach (var variant in variants.Where(v => v.Subject.Length > LongSubject))
        {
            yield return $"The subject of {variant.Name} has {variant.Subject.Length} characters; many phones show about {LongSubject} of them.";
        }
        foreach (var variant in variants.Where(v => CampaignMailing.Prepare(row).Links.All(l => l.Variant != v.Variant)))
        {
            yield return $"{variant.Name} has no link, so nobody can click and the results will say nothing about it.";
        }
        if (variants.Count > 1 && variants.Select(v => (v.Subject, v.Html)).Distinct().Count() == 1)
        {
            yield return "All variants are the same, so there is nothing to compare.";
        }
    }
}
