using App.Jobs;
using App.Shell;
using Data.Queries;
using Data.Tables;
using Npgsql;

namespace App.Features.Campaigns;

/// <summary>What a launch came to: how many mails will be sent, and the job that sends them.</summary>
public sealed record LaunchedCampaign(long CampaignId, long JobId, AudienceFunnel Funnel)
{
    public string Href => $"/api/jobs/{JobId}";
}

/// <summary>Writes the ledger and starts the sending.</summary>
public sealed class LaunchCampaign(NpgsqlDataSource database, CampaignStore campaigns, MailSettings mail, JobQueue jobs, TimeProvider time)
{
    /// <param name="expected">The number of mails that the person agreed to; null takes any.</param>
    /// <param name="requestUrl">The address that the launch came in by; used when no public address is configured.</param>
    /// <exception cref="KeyNotFoundException">There is no such campaign.</exception>
    public async Task<Outcome<LaunchedCampaign>> RunAsync(
        long id,
        long? expected,
        string requestUrl,
        CancellationToken cancellation = default
    )
    {
        var row = await campaigns.RowAsync(id, cancellation);
        if (row.State != CampaignState.Draft)
        {
            return NotADraft(row);
        }
        var errors = Check(row, await campaigns.SegmentIdsAsync(cancellation));
        if (errors.Count > 0)
        {
            return Outcome<LaunchedCampaign>.Invalid(errors);
        }
        var order = new LaunchOrder(
            id,
            campaigns.AudienceOf(row),
            row.FromAddress,
            mail.PublicUrl ?? requestUrl.TrimEnd('/'),
            CampaignMailing.Prepare(row).Links,
            expected,
            time.GetUtcNow().UtcDateTime
        );
        var result = await CampaignLaunch.RunAsync(database, order, cancellation);
        return result.Outcome switch
        {
            LaunchOutcome.NotADraft => NotADraft(await campaigns.RowAsync(id, cancellation)),
            LaunchOutcome.NobodyToMail => Outcome<LaunchedCampaign>.Invalid(
                "includeSegments",
                "Nobody in the audience can be mailed, so nothing was launched. The funnel shows at which step people are left out."
            ),
            LaunchOutcome.AudienceChanged => Outcome<LaunchedCampaign>.Forbidden(
                $"The audience is {Format.Count(result.Funnel.WillBeSent)} people now and not {Format.Count(expected ?? 0)} any more, so nothing was launched. Look at the new number and launch again."
            ),
            // The launch is written. From here on nothing may stop because the browser went away.
            _ => Outcome<LaunchedCampaign>.Done(
                new LaunchedCampaign(id, await EnqueueAsync(jobs, id, row.Name, CancellationToken.None), result.Funnel)
            ),
        };
    }

    /// <summary>What keeps a campaign from being launched, by field.</summary>
    public static Dictionary<string, string[]> Check(CampaignRow row, IReadOnlySet<long> segments)
    {
        var input = InputOf(row);
        var audience = new Dictionary<string, List<string>>();
        if (row.IncludeSegments.Length == 0)
        {
            audience["includeSegments"] = ["Choose at least one segment to mail."];
        }
        return CampaignCheck.Joined(audience, CampaignCheck.Values(input, segments), CampaignCheck.Messages(input));
    }

    internal static Task<long> EnqueueAsync(JobQueue jobs, long id, string name, CancellationToken cancellation) =>
        jobs.EnqueueAsync(SendCampaign.KindName, $"Send “{name}”", new SendCampaign.Request(id), cancellation);

    private static CampaignInput InputOf(CampaignRow row) =>
        new()
        {
            Name = row.Name,
            Goal = row.Goal,
            IncludeSegments = row.IncludeSegments,
            ExcludeSegments = row.ExcludeSegments,
            Holdout = row.Holdout,
            FromAddress = row.FromAddress,
            RatePerMinute = row.RatePerMinute,
            UnknownPolicy = row.UnknownPolicy,
            MergeValues = CampaignView.MergeValuesOf(row),
            Variants =
            [
                .. row
                    .Variants.OrderBy(v => v.Variant)
                    .Select(v => new VariantInput
                    {
                        Name = v.Name,
                        Subject = v.Subject,
                        Html = v.Html,
                        Text = v.Text,
                        Weight = v.Weight,
                    }),
            ],
        };

    private static Outcome<LaunchedCampaign> NotADraft(CampaignRow row) =>
        Outcome<LaunchedCampaign>.Forbidden($"'{row.Name}' was launched already ({row.State}). A campaign is launched once.");
}
