using System.Diagnostics;
using App.Jobs;
using Core.Campaigns;
using Data.Mail;
using Data.Queries;
using Npgsql;

namespace App.Features.Campaigns;

/// <summary>
/// Works a campaign's ledger off. Safe to start again at any moment and to run twice: what is to do stands in the ledger, and a row is
/// taken up by one sender only.
/// </summary>
public sealed class SendCampaign(NpgsqlDataSource database, CampaignStore campaigns, IMailTransport transport, TimeProvider time)
    : IJobHandler
{
    public const string KindName = "send-campaign";

    // Pausing is noticed this soon while there is nothing to do.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(50);

    public sealed record Request(long CampaignId);

    public string Kind => KindName;

    public bool Waits => true;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<string?> RunAsync(JobContext job, CancellationToken cancellation)
    {
        var id = job.Options<Request>().CampaignId;
        var campaign = await campaigns.RowAsync(id, cancellation);
        var mailing = CampaignMailing.Prepare(campaign);
        var key = await TrackingKey.GetAsync(database, cancellation);
        var plan = new SendingPlan(campaign.RatePerMinute);
        var worker = $"job-{job.Id}-{Guid.NewGuid():N}";
        var isFirst = true;
        long? reported = null;
        while (await IsSendingAsync(id, cancellation))
        {
            await RecoverAsync(id, campaign.UnknownPolicy, isFirst, cancellation);
            isFirst = false;
            var started = time.GetTimestamp();
            var batch = await DeliveryQueue.ClaimAsync(database, id, worker, plan.BatchSize, plan.RatePerMinute, Now, cancellation);
            if (batch.Count == 0)
            {
                var stand = await ReportAsync(job, id, cancellation);
                if (stand is { Queued: 0, Leased: 0 })
                {
                    await CampaignStateChange.FinishAsync(database, id, Now, cancellation);
                    break;
                }
                await Task.Delay(WaitFor(stand), time, cancellation);
                continue;
            }
            await SendAsync(id, mailing, key, worker, batch, cancellation);
            // Counting takes a look at every row of the campaign: once a second is enough for a progress bar.
            if (reported is null || time.GetElapsedTime(reported.Value) > ReportEvery)
            {
                await ReportAsync(job, id, cancellation);
                reported = time.GetTimestamp();
            }
            await Task.Delay(plan.PauseAfter(batch.Count, time.GetElapsedTime(started)), time, cancellation);
        }
        return $"/campaigns/{id}";
    }

    private async Task SendAsync(
        long id,
        CampaignMailing mailing,
        byte[] key,
        string worker,
        IReadOnlyList<ClaimedDelivery> batch,
        CancellationToken cancellation
    )
    {
        var marks = new List<DeliveryMark>(batch.Count);
        var mails = new List<(ClaimedDelivery Delivery, OutgoingMail Mail)>(batch.Count);
        foreach (var delivery in batch)
        {
            if (!delivery.Values.ContainsKey("external_id"))
            {
                marks.Add(new DeliveryMark(delivery.CustomerId, DeliveryState.Suppressed, "The person was deleted after the launch", null));
                continue;
            }
            try
            {
                mails.Add((delivery, mailing.Mail(delivery, key, time.GetUtcNow())));
            }
            catch (ArgumentException e)
            {
                marks.Add(new DeliveryMark(delivery.CustomerId, DeliveryState.Failed, e.Message, null));
            }
        }
        var outcomes = await transport.SendAsync([.. mails.Select(m => m.Mail)], cancellation);
        marks.AddRange(mails.Zip(outcomes, (m, outcome) => Mark(m.Delivery, outcome)));
        // Written also when the program is stopping: what was sent must stand in the ledger.
        await DeliveryQueue.MarkAsync(database, id, worker, marks, Now, CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
    }

    private DeliveryMark Mark(ClaimedDelivery delivery, SendOutcome outcome) =>
        outcome.Kind switch
        {
            SendOutcomeKind.Sent => new DeliveryMark(delivery.CustomerId, DeliveryState.Sent, null, null),
            SendOutcomeKind.Permanent => new DeliveryMark(delivery.CustomerId, DeliveryState.Failed, outcome.Reason, null),
            SendOutcomeKind.Unknown => new DeliveryMark(delivery.CustomerId, DeliveryState.Unknown, outcome.Reason, null),
            SendOutcomeKind.NotTried => new DeliveryMark(delivery.CustomerId, DeliveryState.Queued, null, Now),
            SendOutcomeKind.Temporary when delivery.Attempts >= SendingPlan.MaximumAttempts => new DeliveryMark(
                delivery.CustomerId,
                DeliveryState.Failed,
                $"Given up after {delivery.Attempts} attempts: {outcome.Reason}",
                null
            ),
            SendOutcomeKind.Temporary => new DeliveryMark(
                delivery.CustomerId,
                DeliveryState.Queued,
                outcome.Reason,
                Now + SendingPlan.DelayAfterAttempt(delivery.Attempts)
            ),
            _ => throw new UnreachableException($"Outcome {outcome.Kind}"),
        };

    // What a sender that died had taken up. The outbox folder knows what arrived; of a mail server nobody knows, so the policy decides.
    private async Task RecoverAsync(long id, string policy, bool isFirst, CancellationToken cancellation)
    {
        // In the outbox a second copy takes the place of the first, so there is nothing to wait for.
        var noNeedToWait = isFirst && !transport.ReachesPeople;
        await DeliveryQueue.ExpireAsync(database, id, noNeedToWait ? Now + (DeliveryQueue.Lease * 2) : Now, cancellation);
        var unknown = await DeliveryQueue.UnknownAsync(database, id, cancellation);
        if (unknown.Count == 0)
        {
            return;
        }
        var fates = unknown.ToLookup(u => transport.WasHandedOver(CampaignMailing.FolderOf(id), u.MessageId), u => u.CustomerId);
        await DeliveryQueue.SettleAsync(database, id, [.. fates[true]], true, Now, cancellation);
        await DeliveryQueue.SettleAsync(database, id, [.. fates[false]], false, Now, cancellation);
        if (policy == "resend")
        {
            await DeliveryQueue.SettleAsync(database, id, [.. fates[null]], false, Now, cancellation);
        }
    }

    private async Task<bool> IsSendingAsync(long id, CancellationToken cancellation) =>
        (await campaigns.RowAsync(id, cancellation)).State == CampaignState.Sending;

    private TimeSpan WaitFor(QueueStand stand)
    {
        var due = stand.NextAt is { } next ? next - Now : ShortestWait;
        return due < ShortestWait ? ShortestWait
            : due > LongestWait ? LongestWait
            : due;
    }

    private async Task<QueueStand> ReportAsync(JobContext job, long id, CancellationToken cancellation)
    {
        var counts = await CampaignFigures.CountsAsync(database, id, cancellation);
        var stand = await DeliveryQueue.StandAsync(database, id, cancellation);
        var sent = counts.GetValueOrDefault(DeliveryState.Sent);
        var total =
            sent
            + stand.Queued
            + stand.Leased
            + counts.GetValueOrDefault(DeliveryState.Failed)
            + counts.GetValueOrDefault(DeliveryState.Unknown);
        job.Report(
            total == 0 ? 1 : 1 - ((double)(stand.Queued + stand.Leased) / total),
            $"{App.Shell.Format.Count(sent)} of {App.Shell.Format.Count(total)} sent"
        );
        return stand;
    }
}
