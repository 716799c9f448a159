using Core.Campaigns;
using Data.Queries;
using Tests.Data;
using Xunit;

namespace Tests.Campaigns;

public sealed class TrackingLedgerTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly DateTime Now = CampaignSeed.Now;

    private async Task<(long Campaign, long Customer)> Sent(string name)
    {
        var campaign = await database.Campaign(await database.Segment(name, (name, $"{name}@Example.com")));
        await database.Launch(campaign);
        var claimed = Assert.Single(await DeliveryQueue.ClaimAsync(database.Source, campaign.Id, "w", 1, null, Now));
        await DeliveryQueue.MarkAsync(
            database.Source,
            campaign.Id,
            "w",
            [new DeliveryMark(claimed.CustomerId, DeliveryState.Sent, null, null)],
            Now
        );
        return (campaign.Id, claimed.CustomerId);
    }

    [Fact]
    public async Task A_click_leads_to_the_stored_target_and_is_written_down_each_time()
    {
        var (campaign, customer) = await Sent("click");
        var token = new TrackingToken(TrackingKind.Click, campaign, customer, 2);
        Assert.Equal("https://shop.example.com/b", await TrackingLedger.ClickAsync(database.Source, token, Now));
        Assert.Equal("https://shop.example.com/b", await TrackingLedger.ClickAsync(database.Source, token, Now.AddHours(1)));
        Assert.Null(await TrackingLedger.ClickAsync(database.Source, token with { Link = 99 }, Now));
        // A person who was erased since still gets where the link leads; nothing is written down.
        Assert.Equal("https://shop.example.com/b", await TrackingLedger.ClickAsync(database.Source, token with { CustomerId = 1 }, Now));

        await using var db = database.Context();
        Assert.Equal(2, db.Clicks.Count(c => c.CampaignId == campaign && c.Link == 2));
        Assert.Equal(Now, db.Deliveries.Single(d => d.CampaignId == campaign).FirstClickedAt);
    }

    [Fact]
    public async Task The_first_open_counts()
    {
        var (campaign, customer) = await Sent("open");
        var token = new TrackingToken(TrackingKind.Open, campaign, customer);
        await TrackingLedger.OpenAsync(database.Source, token, Now);
        await TrackingLedger.OpenAsync(database.Source, token, Now.AddDays(1));
        Assert.Equal(Now, (await database.Deliveries(campaign)).Single().FirstOpenedAt);
    }

    [Fact]
    public async Task Who_unsubscribes_gets_no_mail_of_any_later_campaign()
    {
        var (campaign, customer) = await Sent("stop");
        var token = new TrackingToken(TrackingKind.Unsubscribe, campaign, customer);
        Assert.Equal("stop@Example.com", await TrackingLedger.UnsubscribeAsync(database.Source, token, Now));
        Assert.Equal("stop@Example.com", await TrackingLedger.UnsubscribeAsync(database.Source, token, Now.AddDays(1)));
        Assert.Null(await TrackingLedger.UnsubscribeAsync(database.Source, token with { CustomerId = 1 }, Now));
        Assert.Equal(Now, (await database.Deliveries(campaign)).Single().UnsubscribedAt);

        var later = await database.Campaign(await database.Segment("later", ("stop", null), ("stays", "stays@example.com")));
        var funnel = await AudienceFunnelQuery.CountAsync(database.Source, later.Audience());
        Assert.Equal(1, funnel.Suppressed);
        Assert.Equal(1, funnel.WillBeSent);
    }

    [Fact]
    public async Task The_key_is_made_once()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => TrackingKey.GetAsync(database.Source)));
        Assert.Equal(TrackingToken.KeyBytes, keys[0].Length);
        Assert.All(keys, k => Assert.Equal(keys[0], k));
    }
}
