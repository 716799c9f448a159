using System.Text.Json;
using App.Features.Sources;
using App.Jobs;
using Bunit;
using Data;
using Data.Sources;
using Data.Tables;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tests.Data;
using Xunit;

namespace Tests.Sources;

/// <summary>What the cards ask for and say; jobs are queued and not run.</summary>
public sealed class SourcesPageTests : BunitContext, IClassFixture<TestDatabase>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public SourcesPageTests(TestDatabase database)
    {
        Services.AddDbContextFactory<AppDb>(o => o.UseNpgsql(database.Source));
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<JobQueue>();
        Services.AddSingleton<LastRuns>();
        Services.AddSingleton(new OutboundGuard(new OutboundOptions()));
        Services.AddSingleton(new RedditOptions());
        Jobs = Services.GetRequiredService<JobQueue>();
        Navigation = Services.GetRequiredService<NavigationManager>();
    }

    private JobQueue Jobs { get; }

    private NavigationManager Navigation { get; }

    private Task<List<JobRow>> QueuedAsync() => Jobs.ListAsync(100, unfinishedOnly: true);

    private static T Options<T>(JobRow job) => JsonSerializer.Deserialize<T>(job.Options, JsonSerializerOptions.Web)!;

    private async Task ClearAsync()
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync();
        await db.Jobs.ExecuteDeleteAsync();
    }

    private async Task EndAsync(string state, string message, string? error = null, string? href = null)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync();
        await db.Jobs.ExecuteUpdateAsync(j =>
            j.SetProperty(x => x.State, state)
                .SetProperty(x => x.Message, message)
                .SetProperty(x => x.Error, error)
                .SetProperty(x => x.ResultHref, href)
                .SetProperty(x => x.FinishedAt, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc))
        );
    }

    [Fact]
    public async Task Every_source_has_a_card_and_none_has_run_at_first()
    {
        await ClearAsync();
        var page = Render<SourcesPage>();

        Assert.Equal(
            [
                "Your own file",
                "A real shop to try",
                "A simulated shop",
                "Web pages",
                "Reddit",
                "Public sentiment",
                "Live mode",
                "Take your data out",
                "Bring figures up to date",
            ],
            page.FindAll("h2").Select(h => h.TextContent)
        );
        Assert.Empty(page.FindAll("[data-testid=last-run]"));
        Assert.All(page.FindAll("input, textarea, select"), i => Assert.NotNull(page.Find($"label[for={i.Id}]")));
        Assert.Equal(page.FindAll("[id]").Count, page.FindAll("[id]").Select(e => e.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_shop_is_chosen_kept_in_the_address_and_made()
    {
        await ClearAsync();
        Navigation.NavigateTo("data?customers=900");
        var page = Render<SourcesPage>();

        await page.InvokeAsync(() => page.Find("#simulate-shop").ChangeAsync("telecom"));
        await page.InvokeAsync(() => page.Find("#simulate-days").ChangeAsync("400"));
        Assert.Equal("?customers=900&shop=telecom&days=400", new Uri(Navigation.Uri).Query);
        await page.InvokeAsync(() => page.Find("[data-testid=simulate]").ClickAsync());

        var job = Assert.Single(await QueuedAsync());
        Assert.Equal(("simulate", "Make a simulated shop: Telecom operator"), (job.Kind, job.Title));
        Assert.Equal(new SimulationRequest("telecom", 900, 400), Options<SimulationRequest>(job));
        page.WaitForAssertion(() => Assert.True(page.Find("[data-testid=simulate]").HasAttribute("disabled")), Patience);
        Assert.Single(page.FindAll("[data-testid=job-progress]"));
    }

    [Theory]
    [InlineData("#simulate-customers", "0", "customers must be between 1 and 1000000. Got 0 instead.")]
    [InlineData("#simulate-days", "100", "days must be between 180 and 3650. Got 100 instead.")]
    [InlineData("#simulate-seed", "x", "seed must be a whole number. Got 'x' instead.")]
    public async Task A_number_out_of_range_is_named_at_its_field(string field, string value, string message)
    {
        await ClearAsync();
        var page = Render<SourcesPage>();

        await page.InvokeAsync(() => page.Find(field).ChangeAsync(value));
        if (value != "x")
        {
            await page.InvokeAsync(() => page.Find("[data-testid=simulate]").ClickAsync());
            Assert.Empty(await QueuedAsync());
        }

        Assert.Equal(message, page.Find("[role=alert]").TextContent);
        Assert.Equal(page.Find("[role=alert]").Id, page.Find(field).GetAttribute("aria-describedby"));
    }

    [Fact]
    public async Task Each_wrong_address_has_its_own_message_with_its_line()
    {
        await ClearAsync();
        var page = Render<SourcesPage>();
        await page.InvokeAsync(() => page.Find("[data-testid=web-pages]").ClickAsync());
        Assert.Equal(["Write at least one address."], page.FindAll("#web-urls-problems li").Select(l => l.TextContent));

        await page.InvokeAsync(() =>
            page.Find("#web-urls").InputAsync("https://example.com/a\n\nnonsense\nhttp://192.168.0.1/\nftp://example.com/")
        );
        await page.InvokeAsync(() => page.Find("[data-testid=web-pages]").ClickAsync());
        Assert.Equal(
            [
                "Line 3: 'nonsense' is no address. It must look like https://example.com/page.",
                "Line 4: 192.168.0.1 is not a public site, so it is not read.",
                "Line 5: Only addresses that begin with http:// or https:// can be read.",
            ],
            page.FindAll("#web-urls-problems li").Select(l => l.TextContent)
        );
        Assert.Empty(await QueuedAsync());

        await page.InvokeAsync(() => page.Find("#web-urls").InputAsync("https://example.com/a\nhttps://example.com/b"));
        await page.InvokeAsync(() => page.Find("[data-testid=web-pages]").ClickAsync());
        Assert.Empty(page.FindAll("#web-urls-problems"));
        var request = Options<WebPagesRequest>(Assert.Single(await QueuedAsync()));
        Assert.Equal(["https://example.com/a", "https://example.com/b"], request.Urls!);
    }

    [Fact]
    public async Task Reddit_says_when_a_sample_is_used()
    {
        await ClearAsync();
        var sample = Render<RedditCard>();
        Assert.Contains("that nobody wrote on Reddit", sample.Markup);
        Assert.Equal("Bring in the sample", sample.Find("[data-testid=reddit]").TextContent);
        await sample.InvokeAsync(() => sample.Find("[data-testid=reddit]").ClickAsync());
        Assert.Equal("fetch-reddit", Assert.Single(await QueuedAsync()).Kind);
    }

    [Fact]
    public async Task The_last_run_is_told_with_its_result_or_its_error()
    {
        await ClearAsync();
        await Jobs.EnqueueAsync(FetchPublicSentiment.KindName, "Fetch labelled texts", new { });
        await EndAsync("succeeded", "120 texts", href: "/data/imports/7");
        var good = Render<PublicSentimentCard>().WaitForElement("[data-testid=last-run]", Patience);
        Assert.Contains("120 texts.", good.TextContent);
        Assert.Equal("data/imports/7", good.QuerySelector("a")!.GetAttribute("href"));

        await EndAsync("failed", "", "The line is dead.");
        var bad = Render<PublicSentimentCard>().WaitForElement("[data-testid=last-run]", Patience);
        Assert.Contains("it failed. The line is dead.", bad.TextContent);
        Assert.Null(bad.QuerySelector("a"));
    }

    [Fact]
    public async Task A_double_click_starts_one_job()
    {
        await ClearAsync();
        var card = Render<LiveCard>();

        await card.InvokeAsync(() =>
        {
            var button = card.Find("[data-testid=live]");
            return Task.WhenAll(button.ClickAsync(), button.ClickAsync());
        });

        Assert.Single(await QueuedAsync());
    }
}

/// <summary>With credentials.</summary>
public sealed class ConnectedRedditCardTests : BunitContext, IClassFixture<TestDatabase>
{
    public ConnectedRedditCardTests(TestDatabase database)
    {
        Services.AddDbContextFactory<AppDb>(o => o.UseNpgsql(database.Source));
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<JobQueue>();
        Services.AddSingleton<LastRuns>();
        Services.AddSingleton(new RedditOptions { ClientId = "id", ClientSecret = "secret" });
    }

    [Fact]
    public async Task Something_to_read_is_asked_for_and_kept_in_the_address()
    {
        var navigation = Services.GetRequiredService<NavigationManager>();
        var card = Render<RedditCard>();
        Assert.Equal("Read Reddit", card.Find("[data-testid=reddit]").TextContent);
        await card.InvokeAsync(() => card.Find("[data-testid=reddit]").ClickAsync());
        Assert.Equal("Name at least one subreddit or one term to search for.", card.Find("[role=alert]").TextContent);

        await card.InvokeAsync(() => card.Find("#reddit-subreddits").ChangeAsync("r/shops, phones"));
        await card.InvokeAsync(() => card.Find("#reddit-terms").ChangeAsync("late parcel"));
        Assert.Equal("?subreddits=r%2Fshops%2C%20phones&terms=late%20parcel", new Uri(navigation.Uri).Query);
        await card.InvokeAsync(() => card.Find("[data-testid=reddit]").ClickAsync());

        var job = Assert.Single(await Services.GetRequiredService<JobQueue>().ListAsync(10, unfinishedOnly: true));
        var request = JsonSerializer.Deserialize<RedditRequest>(job.Options, JsonSerializerOptions.Web)!;
        Assert.Equal(["shops", "phones"], request.SubredditNames);
        Assert.Equal(["late parcel"], request.SearchTerms);
    }
}
