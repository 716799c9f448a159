using Data.Queries;
using Data.Tables;
using Tests.Data;
using Xunit;

namespace Tests.Campaigns;

public sealed class DeliveryQueueTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly DateTime Now = CampaignSeed.Now;

    private async Task<long> Launched(string name, int people)
    {
        var campaign = await database.Campaign(await database.Segment(name, CampaignSeed.People(name, people)));
        await database.Launch(campaign);
        return campaign.Id;
    }

    private Task<IReadOnlyList<ClaimedDelivery>> Claim(long id, int limit, DateTime now, int? rate = null, string worker = "w") =>
        DeliveryQueue.ClaimAsync(database.Source, id, worker, limit, rate, now);

    private Task Mark(long id, string worker, IEnumerable<ClaimedDelivery> claimed, string state, DateTime? next = null) =>
        DeliveryQueue.MarkAsync(
            database.Source,
            id,
            worker,
            [.. claimed.Select(c => new DeliveryMark(c.CustomerId, state, "r", next))],
            Now
        );

    [Fact]
    public async Task Several_senders_never_take_the_same_row()
    {
        var id = await Launched("several", 500);
        var claims = await Task.WhenAll(Enumerable.Range(0, 10).Select(w => Claim(id, 50, Now, worker: "w" + w)));
        var taken = claims.SelectMany(c => c).ToList();
        Assert.Equal(500, taken.Count);
        Assert.Equal(500, taken.Select(c => c.CustomerId).Distinct().Count());
        Assert.Empty(await Claim(id, 50, Now));
        Assert.Equal("Person", taken[0].Values["first_name"]);
    }

    [Fact]
    public async Task The_rate_counts_what_was_tried_in_the_last_minute_whoever_tried_it()
    {
        var id = await Launched("rate", 100);
        Assert.Equal(20, (await Claim(id, 20, Now, rate: 30, worker: "first")).Count);
        Assert.Equal(10, (await Claim(id, 20, Now.AddSeconds(30), rate: 30, worker: "after a restart")).Count);
        Assert.Empty(await Claim(id, 20, Now.AddSeconds(59), rate: 30));
        Assert.Equal(20, (await Claim(id, 50, Now.AddSeconds(61), rate: 30)).Count);
        Assert.Equal(10, (await Claim(id, 50, Now.AddSeconds(91), rate: 30)).Count);
    }

    [Fact]
    public async Task A_row_that_failed_for_now_comes_back_when_it_is_due()
    {
        var id = await Launched("later", 3);
        await Mark(id, "w", await Claim(id, 10, Now), DeliveryState.Queued, Now.AddMinutes(1));
        Assert.Empty(await Claim(id, 10, Now.AddSeconds(59)));
        Assert.Equal(Now.AddMinutes(1), (await DeliveryQueue.StandAsync(database.Source, id)).NextAt);
        Assert.All(await Claim(id, 10, Now.AddMinutes(1)), c => Assert.Equal(2, c.Attempts));
    }

    [Fact]
    public async Task The_rows_of_a_sender_that_died_are_unknown_and_come_back_with_the_same_message_id()
    {
        var id = await Launched("died", 4);
        var first = await Claim(id, 10, Now, worker: "dead");
        Assert.Equal(0, await DeliveryQueue.ExpireAsync(database.Source, id, Now + DeliveryQueue.Lease));
        var later = Now + DeliveryQueue.Lease + TimeSpan.FromSeconds(1);
        Assert.Equal(4, await DeliveryQueue.ExpireAsync(database.Source, id, later));
        Assert.Empty(await Claim(id, 10, later));
        var unknown = await DeliveryQueue.UnknownAsync(database.Source, id);
        Assert.Equal(first.Select(f => f.MessageId).Order(), unknown.Select(u => u.MessageId).Order());

        await DeliveryQueue.SettleAsync(database.Source, id, [unknown[0].CustomerId], true, later);
        await DeliveryQueue.SettleAsync(database.Source, id, [unknown[1].CustomerId, unknown[2].CustomerId], false, later);
        var again = await Claim(id, 10, later, worker: "new");
        Assert.Equal(new[] { unknown[1].MessageId, unknown[2].MessageId }.Order(), again.Select(a => a.MessageId).Order());

        // The first sender was only slow: what it says of the row that is still unknown counts, of the others no more.
        await Mark(id, "dead", first, DeliveryState.Sent);
        var counts = await CampaignFigures.CountsAsync(database.Source, id);
        Assert.Equal(2, counts[DeliveryState.Sent]);
        Assert.Equal(2, counts[DeliveryState.Leased]);
    }

    [Fact]
    public async Task Who_unsubscribed_since_the_launch_gets_nothing()
    {
        var id = await Launched("since", 3);
        await using (var db = database.Context())
        {
            db.Suppressions.Add(
                new SuppressionRow
                {
                    Address = "since1@example.com",
                    Reason = "complained",
                    CreatedAt = Now,
                }
            );
            await db.SaveChangesAsync();
        }
        Assert.Equal(2, (await Claim(id, 10, Now)).Count);
        Assert.Contains(
            await database.Deliveries(id),
            d => d.State == DeliveryState.Suppressed && d.Reason == "On the do-not-mail list (complained)"
        );
    }

    [Fact]
    public async Task A_campaign_ends_when_nothing_is_left_and_not_before()
    {
        var id = await Launched("ends", 2);
        var claimed = await Claim(id, 10, Now);
        Assert.False(await CampaignStateChange.FinishAsync(database.Source, id, Now));
        await Mark(id, "w", claimed, DeliveryState.Sent);
        Assert.True(await CampaignStateChange.FinishAsync(database.Source, id, Now));
        Assert.False(await CampaignStateChange.CancelAsync(database.Source, id, Now));
    }

    [Fact]
    public async Task A_cancelled_campaign_says_so_of_everyone_it_left_out()
    {
        var id = await Launched("cancel", 5);
        await Mark(id, "w", await Claim(id, 2, Now), DeliveryState.Sent);
        Assert.True(await CampaignStateChange.CancelAsync(database.Source, id, Now));
        Assert.Empty(await Claim(id, 10, Now));
        var reason = Assert.Single(await CampaignFigures.ReasonsAsync(database.Source, id));
        Assert.Equal(new ReasonCount(DeliveryState.Suppressed, "The campaign was cancelled before this mail was sent", 3), reason);
        var (items, total) = await CampaignFigures.DeliveriesAsync(database.Source, id, DeliveryState.Sent, 0, 1);
        Assert.Equal(2, total);
        Assert.StartsWith("cancel", Assert.Single(items).CustomerId, StringComparison.Ordinal);
    }
}
