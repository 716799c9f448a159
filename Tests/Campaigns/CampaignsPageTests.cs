using App.Features.Campaigns;
using Bunit;
using Xunit;

namespace Tests.Campaigns;

public sealed class CampaignsPageTests : BunitContext, IClassFixture<CampaignApp>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly CampaignApp app;

    public CampaignsPageTests(CampaignApp app)
    {
        this.app = app;
        Services.AddFallbackServiceProvider(app.Services);
    }

    [Fact]
    public async Task An_empty_list_leads_to_the_first_campaign_and_a_filled_one_shows_how_each_goes()
    {
        Assert.Single(Render<CampaignsPage>().WaitForElements(".empty-state", Patience));
        Assert.Equal("campaigns/new", Render<CampaignsPage>().WaitForElement("[data-testid=new-campaign]", Patience).GetAttribute("href"));

        var campaign = await app.Database.Campaign(await app.Database.Segment("list", CampaignSeed.People("li", 8)));
        await app.Database.Launch(campaign);
        await app.Send(campaign.Id);
        var row = Render<CampaignsPage>().WaitForElement("[data-testid=campaign-row]", Patience);
        Assert.Equal($"campaigns/{campaign.Id}", row.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("8 of 8", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("Sent", row.TextContent, StringComparison.Ordinal);
    }
}
