using App.Jobs;
using Data.Queries;
using Npgsql;

namespace App.Features.Campaigns;

/// <summary>Pauses, resumes and cancels the sending of a campaign.</summary>
public sealed class ChangeSending(NpgsqlDataSource database, CampaignStore campaigns, JobQueue jobs, TimeProvider time)
{
    /// <summary>Stops after the mails that are on their way.</summary>
    public async Task<Outcome<CampaignView>> PauseAsync(long id, CancellationToken cancellation = default) =>
        await CampaignStateChange.TryAsync(database, id, [CampaignState.Sending], CampaignState.Paused, null, cancellation)
            ? await DoneAsync(id, cancellation)
            : await ForbiddenAsync(id, "paused", "being sent", cancellation);

    /// <summary>Goes on after a pause, or after the sending was interrupted.</summary>
    public async Task<Outcome<CampaignView>> ResumeAsync(long id, CancellationToken cancellation = default)
    {
        var before = await campaigns.ViewAsync(id, cancellation);
        var isInterrupted = before is { State: CampaignState.Sending, IsWorking: false };
        if (
            !isInterrupted
            && !await CampaignStateChange.TryAsync(database, id, [CampaignState.Paused], CampaignState.Sending, null, cancellation)
        )
        {
            return await ForbiddenAsync(id, "resumed", "paused or interrupted", cancellation);
        }
        await LaunchCampaign.EnqueueAsync(jobs, id, before.Name, CancellationToken.None);
        return await DoneAsync(id, cancellation);
    }

    /// <summary>Ends it for good; what was not sent never will be.</summary>
    public async Task<Outcome<CampaignView>> CancelAsync(long id, CancellationToken cancellation = default) =>
        await CampaignStateChange.CancelAsync(database, id, time.GetUtcNow().UtcDateTime, cancellation)
            ? await DoneAsync(id, cancellation)
            : await ForbiddenAsync(id, "cancelled", "being sent or paused", cancellation);

    /// <summary>Sends the mails again whose fate is unknown, with the same Message-ID; the person takes the chance of a double.</summary>
    public async Task<Outcome<CampaignView>> ResendUnknownAsync(long id, CancellationToken cancellation = default)
    {
        var row = await campaigns.RowAsync(id, cancellation);
        var unknown = await DeliveryQueue.UnknownAsync(database, id, cancellation);
        if (unknown.Count == 0 || row.State is not (CampaignState.Sent or CampaignState.Sending or CampaignState.Paused))
        {
            return Outcome<CampaignView>.Forbidden(
                $"'{row.Name}' ({row.State}) has no mail whose fate is unknown and that may still be sent."
            );
        }
        var now = time.GetUtcNow().UtcDateTime;
        await DeliveryQueue.SettleAsync(database, id, [.. unknown.Select(u => u.CustomerId)], false, now, cancellation);
        if (await CampaignStateChange.TryAsync(database, id, [CampaignState.Sent], CampaignState.Sending, null, cancellation))
        {
            await LaunchCampaign.EnqueueAsync(jobs, id, row.Name, CancellationToken.None);
        }
        return await DoneAsync(id, cancellation);
    }

    private async Task<Outcome<CampaignView>> DoneAsync(long id, CancellationToken cancellation) =>
        Outcome<CampaignView>.Done(await campaigns.ViewAsync(id, cancellation));

    private async Task<Outcome<CampaignView>> ForbiddenAsync(long id, string what, string needed, CancellationToken cancellation)
    {
        var row = await campaigns.RowAsync(id, cancellation);
        return Outcome<CampaignView>.Forbidden($"'{row.Name}' can't be {what}: it must be {needed}, and it is {row.State}.");
    }
}
