using Core.Campaigns;
using Data.Mail;
using Data.Queries;
using Data.Tables;
using Microsoft.EntityFrameworkCore;
using Tests.Data;
using Xunit;

namespace Tests.Campaigns;

public sealed class SendCampaignTests(CampaignApp app) : IClassFixture<CampaignApp>
{
    private static readonly DateTime Long = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private TestDatabase Database => app.Database;

    private async Task<CampaignRow> Launched(string name, int people, Action<CampaignRow>? change = null)
    {
        var campaign = await Database.Campaign(await Database.Segment(name, CampaignSeed.People(name, people)));
        if (change is not null)
        {
            await using var db = Database.Context();
            var row = await db.Campaigns.SingleAsync(c => c.Id == campaign.Id);
            change(row);
            await db.SaveChangesAsync();
        }
        Assert.Equal(LaunchOutcome.Launched, (await Database.Launch(campaign)).Outcome);
        return campaign;
    }

    private async Task<string> StateOf(long id)
    {
        await using var db = Database.Context();
        return (await db.Campaigns.SingleAsync(c => c.Id == id)).State;
    }

    [Fact]
    public async Task Everyone_gets_exactly_one_mail_that_leads_back_here()
    {
        var campaign = await Launched("all", 450);
        var transport = new FakeTransport();
        await Task.WhenAll(
            app.Send(campaign.Id, transport),
            app.Send(campaign.Id, new FakeTransport { Outcome = m => transport.Outcome(m) })
        );
        var rows = await Database.Deliveries(campaign.Id);
        Assert.All(rows, r => Assert.Equal((DeliveryState.Sent, 1), (r.State, r.Attempts)));
        Assert.Equal(CampaignState.Sent, await StateOf(campaign.Id));

        var mail = StoredMail.Read(transport.Sent[0].Content);
        var row = rows.Single(r => r.MessageId == mail.MessageId);
        var variant = row.Variant == 0 ? "A" : "B";
        Assert.Equal($"{variant}: hello Person", mail.Subject);
        Assert.Equal("Shop <shop@example.com>", mail.From);
        Assert.Contains("Hi Person all", mail.Part("text/html"), StringComparison.Ordinal);
        Assert.StartsWith("<https://shop.example.com/t/u/", mail["List-Unsubscribe"], StringComparison.Ordinal);
        var key = await TrackingKey.GetAsync(Database.Source);
        var link = System
            .Text.RegularExpressions.Regex.Match(mail.Part("text/html")!, "https://shop.example.com/t/c/([^\"]+)")
            .Groups[1]
            .Value;
        Assert.Equal(
            new TrackingToken(TrackingKind.Click, campaign.Id, row.CustomerId, row.Variant + 1),
            TrackingToken.Verify(link, TrackingKind.Click, key)
        );
    }

    [Fact]
    public async Task Refusals_end_in_the_ledger_and_trouble_for_now_is_tried_again()
    {
        var campaign = await Launched("refused", 3);
        await using (var db = Database.Context())
        {
            await db.Customers.Where(c => c.ExternalId == "refused2").ExecuteDeleteAsync();
        }
        var transport = new FakeTransport
        {
            Outcome = m =>
                m.To == "refused0@example.com"
                    ? new SendOutcome(SendOutcomeKind.Permanent, "550 no such user")
                    : new SendOutcome(SendOutcomeKind.Temporary, "451 later"),
        };
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => app.Send(campaign.Id, transport, cancellation: stop.Token));
        var rows = (await Database.Deliveries(campaign.Id)).ToDictionary(r => r.Address);
        Assert.Equal((DeliveryState.Failed, "550 no such user"), (rows["refused0@example.com"].State, rows["refused0@example.com"].Reason));
        var waiting = rows["refused1@example.com"];
        Assert.Equal((DeliveryState.Queued, "451 later", 1), (waiting.State, waiting.Reason, waiting.Attempts));
        Assert.Equal(60, (waiting.NextAttemptAt - waiting.AttemptedAt)!.Value.TotalSeconds, 10.0);
        Assert.Equal("The person was deleted after the launch", rows["refused2@example.com"].Reason);

        await Due(campaign.Id);
        await app.Send(campaign.Id, new FakeTransport());
        Assert.Equal(2, (await Database.Deliveries(campaign.Id)).Single(r => r.State == DeliveryState.Sent).Attempts);
    }

    [Fact]
    public async Task After_too_many_attempts_a_person_is_given_up_with_the_last_reason()
    {
        var campaign = await Launched("tired", 1);
        await using (var db = Database.Context())
        {
            await db
                .Deliveries.Where(d => d.CampaignId == campaign.Id)
                .ExecuteUpdateAsync(d => d.SetProperty(x => x.Attempts, SendingPlan.MaximumAttempts - 1));
        }
        await app.Send(campaign.Id, new FakeTransport { Outcome = _ => new SendOutcome(SendOutcomeKind.Temporary, "451 later") });
        var row = Assert.Single(await Database.Deliveries(campaign.Id));
        Assert.Equal((DeliveryState.Failed, "Given up after 10 attempts: 451 later"), (row.State, row.Reason));
        Assert.Equal(CampaignState.Sent, await StateOf(campaign.Id));
    }

    [Theory]
    [InlineData("hold", DeliveryState.Unknown, 0)]
    [InlineData("resend", DeliveryState.Sent, 2)]
    public async Task What_a_killed_sender_left_follows_the_policy_with_the_same_message_id(string policy, string state, int resent)
    {
        var name = "killed-" + policy;
        var campaign = await Launched(name, 5, c => c.UnknownPolicy = policy);
        var lost = await DeliveryQueue.ClaimAsync(Database.Source, campaign.Id, "killed", 2, null, CampaignSeed.Now);
        var transport = new FakeTransport();
        await app.Send(campaign.Id, transport);
        var rows = (await Database.Deliveries(campaign.Id)).Where(r => lost.Any(l => l.CustomerId == r.CustomerId)).ToList();
        Assert.All(rows, r => Assert.Equal(state, r.State));
        Assert.Equal(3 + resent, transport.Sent.Count);
        Assert.Equal(resent, transport.Sent.Count(s => lost.Any(l => l.MessageId == s.MessageId)));
        Assert.Equal(CampaignState.Sent, await StateOf(campaign.Id));
    }

    [Fact]
    public async Task In_the_outbox_a_crash_skips_nobody_and_doubles_nobody()
    {
        var campaign = await Launched("crash", 40);
        var folder = Directory.CreateTempSubdirectory("outbox-crash-");
        try
        {
            var outbox = new OutboxFolderTransport(folder.FullName);
            // Killed after it wrote some messages of its batch and before it wrote so into the ledger.
            var mailing = App.Features.Campaigns.CampaignMailing.Prepare(campaign);
            var key = await TrackingKey.GetAsync(Database.Source);
            campaign.PublicUrl = "https://shop.example.com";
            var batch = await DeliveryQueue.ClaimAsync(
                Database.Source,
                campaign.Id,
                "killed",
                20,
                null,
                TimeProvider.System.GetUtcNow().UtcDateTime
            );
            await outbox.SendAsync([.. batch.Take(7).Select(b => mailing.Mail(b, key, DateTimeOffset.UnixEpoch))], CancellationToken.None);

            await app.Send(campaign.Id, outbox);
            var rows = await Database.Deliveries(campaign.Id);
            Assert.All(rows, r => Assert.Equal(DeliveryState.Sent, r.State));
            Assert.Equal(40, Directory.GetFiles(folder.FullName, "*.eml", SearchOption.AllDirectories).Length);
            Assert.Equal(13, rows.Count(r => r.Attempts == 2));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_paused_campaign_stops_and_goes_on_where_it_was()
    {
        var campaign = await Launched("paused", 500);
        var batches = 0;
        var transport = new FakeTransport();
        transport.BeforeBatch = () =>
        {
            if (++batches == 1)
            {
                using var db = Database.Context();
                db.Campaigns.Where(c => c.Id == campaign.Id).ExecuteUpdate(c => c.SetProperty(x => x.State, CampaignState.Paused));
            }
        };
        await app.Send(campaign.Id, transport);
        Assert.Equal(200, transport.Sent.Count);
        Assert.True(await CampaignStateChange.TryAsync(Database.Source, campaign.Id, [CampaignState.Paused], CampaignState.Sending));
        await app.Send(campaign.Id, transport);
        Assert.Equal(500, transport.Sent.Select(s => s.MessageId).Distinct().Count());
        Assert.Equal(500, transport.Sent.Count);
    }

    [Fact]
    public async Task The_rate_is_kept()
    {
        var campaign = await Launched("slow", 30, c => c.RatePerMinute = 60);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        var transport = new FakeTransport();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => app.Send(campaign.Id, transport, cancellation: stop.Token));
        Assert.Equal(5, transport.Sent.Count);
    }

    private async Task Due(long id)
    {
        await using var db = Database.Context();
        await db.Deliveries.Where(d => d.CampaignId == id).ExecuteUpdateAsync(d => d.SetProperty(x => x.NextAttemptAt, Long));
    }
}
