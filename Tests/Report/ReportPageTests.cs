using App.Features.Report;
using App.Jobs;
using App.Shell;
using Bunit;
using Data;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Radzen;
using Tests.Data;
using Xunit;

namespace Tests.Report;

public sealed class ReportPageTests : BunitContext, IClassFixture<TestDatabase>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly FakeSection sales = new("sales", 1, new Advice(AdviceArea.Marketing, "Write to them", "60 %", "Above 50 %"));
    private readonly FakeSection empty = new("empty", 2, null);
    private readonly TestDatabase database;

    public ReportPageTests(TestDatabase database)
    {
        this.database = database;
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddRadzenComponents();
        Services.AddSingleton(database.Source);
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<IDbContextFactory<AppDb>>(new Contexts(database));
        Services.AddSingleton<IReportSection>(sales);
        Services.AddSingleton<IReportSection>(empty);
        Services.AddSingleton<BuildReport>();
        Services.AddSingleton<ReportStore>();
        Services.AddSingleton<JobQueue>();
        Services.AddSingleton<FeatureStore>();
        Services.AddSingleton(new DataSignal(database.Source, TimeProvider.System, NullLogger<DataSignal>.Instance));
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    private ReportStore Store => Services.GetRequiredService<ReportStore>();

    private IRenderedComponent<ReportPage> Page(string address)
    {
        Navigation.NavigateTo(address);
        var page = Render<ReportPage>();
        page.WaitForState(() => page.FindAll(".skeleton").Count == 0, Patience);
        return page;
    }

    private async Task ClearAsync()
    {
        await using var db = database.Context();
        await db.Reports.ExecuteDeleteAsync();
        await db.Jobs.ExecuteDeleteAsync();
    }

    [Fact]
    public async Task Sections_with_something_to_say_are_shown_the_others_named_and_the_advice_gathered()
    {
        await ClearAsync();
        var page = Page("report");
        Assert.Equal(["About sales", "What to do"], page.FindAll(".report-section h2").Select(h => h.TextContent));
        Assert.Contains("Write to them", page.Find("#recommendations").TextContent, StringComparison.Ordinal);
        Assert.Contains("Appears once there are empty.", page.Find("[data-testid=left-out]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_is_arranged_with_errors_at_their_fields_and_nothing_lost()
    {
        await ClearAsync();
        var page = Page("report?edit=new");
        page.Find("#report-title").Change("");
        page.Find("#report-schedule").Change(ReportForm.OwnExpression);
        page.Find("#report-cron").Change("mondays");
        page.Find("textarea[aria-label='Comment to About sales']").Change("<b>Look</b>");
        page.Find("button[aria-label='Move About sales down']").Click();
        await page.Find("[data-testid=save-report]").ClickAsync(new());
        page.WaitForElement("#report-title-error", Patience);
        Assert.Contains("'mondays'", page.Find("#report-cron-error").TextContent, StringComparison.Ordinal);
        Assert.Empty(await Store.ListAsync());
        Assert.Equal("<b>Look</b>", page.Find("textarea[aria-label='Comment to About sales']").GetAttribute("value"));

        page.Find("#report-title").Change("Ours");
        page.Find("#report-cron").Change("0 0 7 ? * MON");
        Assert.NotEmpty(page.Find("[data-testid=next-publish]").TextContent);
        await page.Find("[data-testid=save-report]").ClickAsync(new());
        page.WaitForState(() => !Navigation.Uri.Contains("edit", StringComparison.Ordinal), Patience);
        var saved = Assert.Single(await Store.ListAsync());
        Assert.Equal(("Ours", "0 0 7 ? * MON"), (saved.Title, saved.Schedule));
        Assert.Equal(["empty", "sales", BuildReport.RecommendationsKey], saved.Sections.Select(s => s.Key));
        Assert.EndsWith($"report?id={saved.Id}", Navigation.Uri, StringComparison.Ordinal);
        // The comment is text on the page too.
        var shown = Page($"report?id={saved.Id}");
        Assert.Equal("<b>Look</b>", shown.Find(".report-comment").TextContent);
        Assert.Empty(shown.FindAll(".report-comment b"));
    }

    [Fact]
    public async Task Publishing_a_report_that_was_never_saved_saves_it_and_queues_one_job_for_a_double_click()
    {
        await ClearAsync();
        var page = Page("report");
        var button = page.Find("[data-testid=publish-report]");
        await Task.WhenAll(button.ClickAsync(new()), button.ClickAsync(new()));
        page.WaitForState(() => Navigation.Uri.Contains("id=", StringComparison.Ordinal), Patience);
        var saved = Assert.Single(await Store.ListAsync());
        var job = Assert.Single(await Services.GetRequiredService<JobQueue>().ListAsync(10, unfinishedOnly: true));
        Assert.Equal(PublishReport.KindName, job.Kind);
        Assert.Contains($"{saved.Id}", job.Options, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_are_read_again_when_the_data_change()
    {
        await ClearAsync();
        var page = Page("report");
        Assert.Contains("Something was found.", page.Find("#sales").TextContent, StringComparison.Ordinal);
        sales.Sentence = "Something else was found.";
        Services.GetRequiredService<FeatureStore>().Announce();
        page.WaitForState(
            () => page.Find("#sales").TextContent.Contains("Something else", StringComparison.Ordinal),
            TimeSpan.FromSeconds(20)
        );
    }

    [Fact]
    public async Task An_address_of_a_report_that_is_gone_says_so_and_shows_every_section()
    {
        await ClearAsync();
        var page = Page("report?id=99");
        Assert.Contains("There is no report 99 any more", page.Find(".warning").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll(".report-section"));
    }
}
