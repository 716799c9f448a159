using Core.Customers;
using Data.Queries;
using Data.Tables;
using Tests.Data;
using Xunit;

namespace Tests.Campaigns;

public sealed class CampaignLaunchTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Every_person_in_the_segments_is_counted_once_and_stands_in_the_ledger_with_a_reason()
    {
        var one = await database.Segment(
            "one",
            ("f-ok1", "ok1@example.com"),
            ("f-ok2", " ok2@example.com "),
            ("f-none", null),
            ("f-blank", "  "),
            ("f-bad", "not an address"),
            ("f-twin1", "twin@example.com"),
            ("f-twin2", "TWIN@example.com"),
            ("f-stopped", "Stopped@example.com")
        );
        var two = await database.Segment("two", ("f-ok1", null), ("f-ok3", "ok3@example.com"), ("f-out", "out@example.com"));
        var excluded = await database.Segment("excluded", ("f-out", null), ("f-elsewhere", "e@example.com"));
        await using (var db = database.Context())
        {
            db.Suppressions.Add(
                new SuppressionRow
                {
                    Address = "stopped@example.com",
                    Reason = "unsubscribed",
                    CreatedAt = CampaignSeed.Now,
                }
            );
            await db.SaveChangesAsync();
        }
        var campaign = await database.Campaign(one, two);
        campaign.ExcludeSegments = [excluded];

        var funnel = await AudienceFunnelQuery.CountAsync(database.Source, campaign.Audience());
        Assert.Equal(
            "10, 1, 2, 1, 1, 1, 0, 4",
            string.Join(
                ", ",
                funnel.InSegments,
                funnel.Excluded,
                funnel.NoAddress,
                funnel.InvalidAddress,
                funnel.SameAddress,
                funnel.Suppressed,
                funnel.HeldOut,
                funnel.WillBeSent
            )
        );

        var result = await database.Launch(campaign, expected: funnel.WillBeSent);
        Assert.Equal(LaunchOutcome.Launched, result.Outcome);
        Assert.Equivalent(funnel, result.Funnel);
        var rows = await database.Deliveries(campaign.Id);
        Assert.Equal(funnel.InSegments, rows.Count);
        Assert.Equal(funnel.WillBeSent, rows.Count(r => r.State == DeliveryState.Queued));
        string? Reason(string id) => rows.Single(r => r.CustomerId == ExternalId.Hash(id)).Reason;
        Assert.Equal("In an excluded segment", Reason("f-out"));
        Assert.Equal("No e-mail address", Reason("f-none"));
        Assert.Equal("The e-mail address is not valid", Reason("f-bad"));
        Assert.Equal("On the do-not-mail list (unsubscribed)", Reason("f-stopped"));
        Assert.Single(rows, r => r.Reason == "Another person with the same address gets the mail");
        Assert.Contains(rows, r => r.Address == "ok2@example.com");
    }

    [Fact]
    public async Task The_number_on_the_button_is_the_number_in_the_ledger_also_with_a_holdout()
    {
        var segment = await database.Segment("holdout", CampaignSeed.People("h", 1000));
        var campaign = await database.Campaign(segment);
        campaign.Holdout = 0.2;
        campaign.Variants[1].Weight = 3;
        var funnel = await AudienceFunnelQuery.CountAsync(database.Source, campaign.Audience());
        Assert.InRange(funnel.HeldOut, 150, 250);
        Assert.Equal(1000, funnel.HeldOut + funnel.WillBeSent);
        Assert.InRange((double)funnel.ByVariant[1] / funnel.WillBeSent, 0.7, 0.8);

        Assert.Equal(LaunchOutcome.Launched, (await database.Launch(campaign, funnel.WillBeSent)).Outcome);
        var rows = await database.Deliveries(campaign.Id);
        Assert.Equal(funnel.WillBeSent, rows.Count(r => r.State == DeliveryState.Queued));
        Assert.Equal(funnel.HeldOut, rows.Count(r => r.State == DeliveryState.Holdout && r.Variant == -1));
        Assert.Equal(funnel.ByVariant[1], rows.Count(r => r.Variant == 1));
        Assert.Equal(1000, rows.Select(r => r.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task A_campaign_is_launched_once_however_many_press_the_button()
    {
        var campaign = await database.Campaign(await database.Segment("double", CampaignSeed.People("d", 300)));
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => database.Launch(campaign)));
        Assert.Single(results, r => r.Outcome == LaunchOutcome.Launched);
        Assert.Equal(3, results.Count(r => r.Outcome == LaunchOutcome.NotADraft));
        Assert.Equal(300, (await database.Deliveries(campaign.Id)).Count);
    }

    [Fact]
    public async Task An_audience_of_another_size_than_agreed_is_not_mailed()
    {
        var campaign = await database.Campaign(await database.Segment("changed", CampaignSeed.People("c", 10)));
        var result = await database.Launch(campaign, expected: 9);
        Assert.Equal(LaunchOutcome.AudienceChanged, result.Outcome);
        Assert.Equal(10, result.Funnel.WillBeSent);
        Assert.Empty(await database.Deliveries(campaign.Id));
        Assert.Equal(LaunchOutcome.Launched, (await database.Launch(campaign, expected: 10)).Outcome);
    }

    [Fact]
    public async Task People_without_an_address_get_a_made_up_one_only_when_practising()
    {
        var campaign = await database.Campaign(
            await database.Segment(
                "practice",
                ("12345", null),
                ("A.b-c", ""),
                ("Ünï cödé/7", null),
                ("has", "real@example.com"),
                ("wrong", "x@y")
            )
        );
        Assert.Equal(1, (await AudienceFunnelQuery.CountAsync(database.Source, campaign.Audience())).WillBeSent);
        var result = await database.Launch(campaign, practice: true);
        Assert.Equal(4, result.Funnel.WillBeSent);
        Assert.Equal(1, result.Funnel.InvalidAddress);
        var addresses = (await database.Deliveries(campaign.Id)).Select(d => d.Address).ToList();
        Assert.Contains("12345@customers.example.com", addresses);
        Assert.Contains("A.b-c@customers.example.com", addresses);
        Assert.Contains("real@example.com", addresses);
        Assert.Contains(addresses, a => a.StartsWith("-n-c-d-7-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_to_mail_is_no_launch()
    {
        var campaign = await database.Campaign(await database.Segment("nobody", ("n1", null)));
        Assert.Equal(LaunchOutcome.NobodyToMail, (await database.Launch(campaign)).Outcome);
        Assert.Empty(await database.Deliveries(campaign.Id));
        await Assert.ThrowsAsync<KeyNotFoundException>(() =>
            AudienceFunnelQuery.CountAsync(database.Source, campaign.Audience() with { Include = [987_654] })
        );
    }
}
