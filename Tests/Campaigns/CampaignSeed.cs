using Core.Customers;
using Data;
using Data.Queries;
using Data.Tables;
using Tests.Data;

namespace Tests.Campaigns;

/// <summary>Customers, list segments and campaigns for the tests of the ledger.</summary>
internal static class CampaignSeed
{
    // Before every clock that the tests run by, so that what is due then is due now.
    public static readonly DateTime Now = new(2024, 3, 4, 5, 6, 7, DateTimeKind.Utc);

    public static async Task<long> Segment(this TestDatabase database, string name, params (string Id, string? Email)[] people)
    {
        await using var db = database.Context();
        var segment = new SegmentRow
        {
            Name = name,
            Kind = "list",
            Size = people.Length,
            CreatedAt = Now,
        };
        db.Segments.Add(segment);
        await db.SaveChangesAsync();
        foreach (var (id, email) in people)
        {
            var customerId = ExternalId.Hash(id);
            if (await db.Customers.FindAsync(customerId) is null)
            {
                db.Customers.Add(
                    new CustomerRow
                    {
                        CustomerId = customerId,
                        ExternalId = id,
                        Name = "Person " + id,
                        Email = email,
                        CreatedAt = Now,
                    }
                );
            }
            db.SegmentMembers.Add(new SegmentMemberRow { CustomerId = customerId, SegmentId = segment.Id });
        }
        await db.SaveChangesAsync();
        return segment.Id;
    }

    public static (string Id, string? Email)[] People(string prefix, int count) =>
        [.. Enumerable.Range(0, count).Select(i => ($"{prefix}{i}", (string?)$"{prefix}{i}@example.com"))];

    public static async Task<CampaignRow> Campaign(this TestDatabase database, params long[] include)
    {
        await using var db = database.Context();
        var campaign = new CampaignRow
        {
            Name = "Spring",
            Goal = "purchase",
            State = CampaignState.Draft,
            IncludeSegments = include,
            Salt = "salt",
            FromName = "Shop",
            FromAddress = "shop@example.com",
            CreatedAt = Now,
            Variants = [Variant(0, "A"), Variant(1, "B")],
        };
        db.Campaigns.Add(campaign);
        await db.SaveChangesAsync();
        return campaign;
    }

    public static Audience Audience(this CampaignRow campaign, bool practice = false) =>
        new(
            campaign.IncludeSegments,
            campaign.ExcludeSegments,
            practice,
            campaign.Holdout,
            campaign.Salt,
            [.. campaign.Variants.Select(v => v.Weight)]
        );

    public static Task<LaunchResult> Launch(
        this TestDatabase database,
        CampaignRow campaign,
        long? expected = null,
        bool practice = false
    ) =>
        CampaignLaunch.RunAsync(
            database.Source,
            new LaunchOrder(
                campaign.Id,
                campaign.Audience(practice),
                campaign.FromAddress,
                "https://shop.example.com",
                [new CampaignLink(1, 0, "https://shop.example.com/a"), new CampaignLink(2, 1, "https://shop.example.com/b")],
                expected,
                Now
            )
        );

    public static async Task<List<DeliveryRow>> Deliveries(this TestDatabase database, long campaignId)
    {
        await using var db = database.Context();
        return [.. db.Deliveries.Where(d => d.CampaignId == campaignId).OrderBy(d => d.CustomerId)];
    }

    private static CampaignVariantRow Variant(int number, string name) =>
        new()
        {
            Variant = number,
            Name = name,
            Subject = $"{name}: hello {{{{first_name|there}}}}",
            Html = $"<p>Hi {{{{name}}}}, <a href=\"https://shop.example.com/{name}\">look</a></p>",
        };
}
