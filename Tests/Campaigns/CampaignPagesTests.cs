using App.Features.Campaigns;
using Bunit;
using Bunit.TestDoubles;
using Data.Queries;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Radzen;
using Tests.Data;
using Xunit;

namespace Tests.Campaigns;

public sealed class CampaignPagesTests : BunitContext, IClassFixture<CampaignApp>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly CampaignApp app;

    public CampaignPagesTests(CampaignApp app)
    {
        this.app = app;
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddRadzenComponents();
        Services.AddFallbackServiceProvider(app.Services);
    }

    private TestDatabase Database => app.Database;

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    private IRenderedComponent<CampaignEditPage> Edit(long? id, string query)
    {
        Navigation.NavigateTo((id is null ? "campaigns/new" : $"campaigns/{id}/edit") + query);
        return Render<CampaignEditPage>(p => p.Add(x => x.Id, id));
    }

    private static string Test(string id) => $"[data-testid={id}]";

    [Fact]
    public async Task Choosing_a_segment_shows_at_once_who_gets_a_mail_and_the_draft_is_saved_with_the_step_in_the_address()
    {
        var segment = await Database.Segment("page audience", [.. CampaignSeed.People("pa", 12), ("pa-none", null)]);
        var page = Edit(null, "");
        page.WaitForElement(Test($"include-{segment}"), Patience).Change(true);
        Assert.Equal("12", page.WaitForElement(Test("funnel-sent"), Patience).TextContent);
        page.WaitForElement(Test("practice-addresses"), Patience).Change(true);
        page.WaitForAssertion(() => Assert.Equal("13", page.Find(Test("funnel-sent")).TextContent), Patience);
        await page.InvokeAsync(() => page.Find(Test("next")).Click());
        page.WaitForAssertion(() => Assert.Matches(@"campaigns/\d+/edit\?step=2$", Navigation.Uri), Patience);
        await using var db = Database.Context();
        var saved = await db.Campaigns.Include(c => c.Variants).SingleAsync(c => c.IncludeSegments.Contains(segment));
        Assert.True(saved.PracticeAddresses);
        Assert.Equal(2, saved.Variants.Count);
    }

    [Fact]
    public async Task A_double_click_makes_one_draft_and_turns_one_step()
    {
        var segment = await Database.Segment("page double click", CampaignSeed.People("pd", 3));
        var page = Edit(null, "");
        page.WaitForElement(Test($"include-{segment}"), Patience).Change(true);
        page.WaitForElement(Test("funnel-sent"), Patience);
        // Both clicks are there before the page answers the first, as over a slow line.
        var next = page.Find(Test("next"));
        await page.InvokeAsync(() => Task.WhenAll(next.ClickAsync(new MouseEventArgs()), next.ClickAsync(new MouseEventArgs())));
        page.WaitForAssertion(() => Assert.Matches(@"campaigns/\d+/edit\?step=2$", Navigation.Uri), Patience);
        await using var db = Database.Context();
        Assert.Equal(1, await db.Campaigns.CountAsync(c => c.IncludeSegments.Contains(segment)));
    }

    [Fact]
    public async Task A_message_is_seen_as_a_real_customer_in_a_frame_without_rights()
    {
        var campaign = await Database.Campaign(await Database.Segment("page messages", CampaignSeed.People("pm", 2)));
        var page = Edit(campaign.Id, "?step=3");
        page.WaitForAssertion(() => Assert.Equal("Person pm0", page.Find(Test("preview-customer")).TextContent), Patience);
        var frame = page.Find(Test("preview-a"));
        Assert.Equal("", frame.GetAttribute("sandbox"));
        await page.InvokeAsync(() => page.Find(Test("variant-a-html")).Input("<p>Dear {{name}}</p>"));
        page.WaitForAssertion(
            () => Assert.Contains("Dear Person pm0", page.Find(Test("preview-a")).GetAttribute("srcdoc"), StringComparison.Ordinal),
            Patience
        );
        await page.InvokeAsync(() => page.Find(Test("preview-next")).Click());
        page.WaitForAssertion(
            () => Assert.Contains("Dear Person pm1", page.Find(Test("preview-a")).GetAttribute("srcdoc"), StringComparison.Ordinal),
            Patience
        );
        await page.InvokeAsync(() => page.Find(Test("variant-b-subject")).Input("{{fist_name}}"));
        page.WaitForAssertion(
            () =>
                Assert.Contains("Did you mean {{first_name}}?", page.Find(Test("variant-b-problem")).TextContent, StringComparison.Ordinal),
            Patience
        );
        await page.InvokeAsync(() => page.Find(Test("next")).Click());
        page.WaitForAssertion(() => Assert.EndsWith("step=4", Navigation.Uri, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task The_button_says_how_many_and_launches_just_that_many()
    {
        var campaign = await Database.Campaign(await Database.Segment("page launch", CampaignSeed.People("pl", 1200)));
        var page = Edit(campaign.Id, "?step=5");
        var launch = page.WaitForElement(Test("launch"), Patience);
        Assert.Equal("Launch to 1\u202F200 people", launch.TextContent);
        launch.Click();
        page.WaitForAssertion(() => Assert.EndsWith($"campaigns/{campaign.Id}", Navigation.Uri, StringComparison.Ordinal), Patience);
        Assert.Equal(1200, (await Database.Deliveries(campaign.Id)).Count(d => d.State == DeliveryState.Queued));
    }

    [Fact]
    public async Task An_audience_that_changed_meanwhile_is_shown_anew_and_not_mailed()
    {
        var segment = await Database.Segment("page changed", CampaignSeed.People("pc", 5));
        var campaign = await Database.Campaign(segment);
        var page = Edit(campaign.Id, "?step=5");
        page.WaitForElement(Test("launch"), Patience);
        await using (var db = Database.Context())
        {
            await db.SegmentMembers.Where(m => m.SegmentId == segment).Take(1).ExecuteDeleteAsync();
        }
        await page.InvokeAsync(() => page.Find(Test("launch")).Click());
        page.WaitForAssertion(() => Assert.Equal("Launch to 4 people", page.Find(Test("launch")).TextContent), Patience);
        Assert.Contains("4 people now and not 5 any more", page.Find(Test("launch-problem")).TextContent, StringComparison.Ordinal);
        Assert.Empty(await Database.Deliveries(campaign.Id));
    }

    [Fact]
    public async Task What_can_t_be_sent_can_t_be_launched_and_says_why()
    {
        var campaign = await Database.Campaign(await Database.Segment("page nobody", ("pn", null)));
        var page = Edit(campaign.Id, "?step=5");
        var launch = page.WaitForElement(Test("launch"), Patience);
        Assert.True(launch.HasAttribute("disabled"));
        Assert.Equal("Nobody to launch to", launch.TextContent);
        Assert.Contains(page.FindAll(Test("warning")), w => w.TextContent.Contains("practice addresses", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_campaign_s_page_speaks_its_verdict_first_and_offers_what_its_state_allows()
    {
        var campaign = await Database.Campaign(
            await Database.Segment("page results", [.. CampaignSeed.People("pr", 30), ("pr-none", null)])
        );
        await Database.Launch(campaign);
        var page = Render<CampaignPage>(p => p.Add(x => x.Id, campaign.Id));
        // Launched without a job: interrupted, to be resumed.
        page.WaitForElement(Test("resume"), Patience);
        Assert.Empty(page.FindAll(Test("pause")));
        await app.Send(campaign.Id);
        page.WaitForAssertion(() => Assert.Equal("30", page.Find(Test("total-sent")).TextContent), Patience);
        Assert.NotEqual("", page.Find(Test("verdict")).TextContent);
        Assert.Contains("No e-mail address", page.Find(Test("not-reached")).TextContent, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal("sent", page.Find(Test("campaign-state")).GetAttribute("data-state")), Patience);
        Assert.Empty(page.FindAll(Test("resume")));
    }

    [Fact]
    public async Task A_message_of_the_outbox_is_shown_in_a_frame_whose_links_open_elsewhere()
    {
        var campaign = await Database.Campaign(await Database.Segment("page outbox", CampaignSeed.People("po", 3)));
        await Database.Launch(campaign);
        await app.Send(campaign.Id);
        Navigation.NavigateTo("campaigns/outbox");
        var page = Render<OutboxPage>();
        var link = page.WaitForElements(Test("outbox-message"), Patience)[0].GetAttribute("href")!;
        Navigation.NavigateTo(link);
        var opened = Render<OutboxPage>();
        var frame = opened.WaitForElement(Test("message-body"), Patience);
        Assert.Equal("allow-popups allow-popups-to-escape-sandbox", frame.GetAttribute("sandbox"));
        Assert.Contains("text/html", await Type(frame.GetAttribute("src")!), StringComparison.Ordinal);
    }

    private async Task<string> Type(string path)
    {
        using var response = await app.Http.GetAsync(path);
        return response.Content.Headers.ContentType!.ToString();
    }
}
