using App.Features.Explore;
using App.Features.Explore.Texts;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Tests.Explore;

public sealed class ExplorePagesTests : BunitContext, IClassFixture<ExploreApp>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public ExplorePagesTests(ExploreApp app)
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddFallbackServiceProvider(app.Services);
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    // On the page's own thread, so that nothing is drawn anew between finding a control and using it.
    private static Task DoAsync(IRenderedComponent<IComponent> page, string selector, Action<AngleSharp.Dom.IElement> act)
    {
        page.WaitForElement(selector, Patience);
        return page.InvokeAsync(() => act(page.Find(selector)));
    }

    private void AwaitAddress(IRenderedComponent<IComponent> page, string end) =>
        page.WaitForAssertion(() => Assert.EndsWith(end, Navigation.Uri, StringComparison.Ordinal), Patience);

    private IRenderedComponent<T> Open<T>(string address)
        where T : IComponent
    {
        Navigation.NavigateTo(address);
        return Render<T>();
    }

    [Fact]
    public void A_column_is_described_in_figures_and_words()
    {
        var page = Open<ExplorePage>("explore?table=orders&column=amount&split=country");

        var figures = page.WaitForElement("[data-testid=column-figures]", Patience).TextContent;
        Assert.Contains("Mean30.00", figures, StringComparison.Ordinal);
        Assert.Contains("quartiles 15.00 and 40.00", figures, StringComparison.Ordinal);
        Assert.Equal("3 orders. Amount: half lie between 15.00 and 40.00.", page.Find(".finding").TextContent);
        Assert.Contains("Box plot by Country", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Amount and Items", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=sample-note]"));
    }

    [Fact]
    public async Task What_is_chosen_goes_into_the_address_and_another_table_forgets_the_columns_of_the_first()
    {
        var page = Open<ExplorePage>("explore?table=orders&from=2011-05-01");
        await DoAsync(page, "#explore-column", e => e.Change("quantity"));
        AwaitAddress(page, "explore?table=orders&from=2011-05-01&column=quantity");
        page.WaitForAssertion(
            () => Assert.StartsWith("2 orders. Items", page.Find(".finding").TextContent, StringComparison.Ordinal),
            Patience
        );

        await DoAsync(page, "#explore-table", e => e.Change("customers"));
        AwaitAddress(page, "explore?table=customers&from=2011-05-01");
        page.WaitForAssertion(() => Assert.Contains("No customer fits the filter.", page.Markup, StringComparison.Ordinal), Patience);
        await DoAsync(page, "#filter-from", e => e.Change(""));
        page.WaitForAssertion(
            () => Assert.StartsWith("3 customers. Revenue", page.Find(".finding").TextContent, StringComparison.Ordinal),
            Patience
        );
    }

    [Fact]
    public void An_address_that_names_nothing_known_shows_what_there_is()
    {
        var page = Open<ExplorePage>("explore?table=nothing&column=nobody&split=x&x=y&pair=a~b~~&method=magic&from=soon");
        page.WaitForAssertion(
            () => Assert.StartsWith("3 customers. Revenue", page.Find(".finding").TextContent, StringComparison.Ordinal),
            Patience
        );
    }

    [Theory]
    [InlineData("from=2011-06-01&to=2011-05-01", "The first day, 1 Jun 2011, is after the last, 1 May 2011.")]
    [InlineData("segment=999999", "There is no segment 999999. Choose another.")]
    public void What_can_not_be_shown_is_said(string query, string message)
    {
        Assert.Equal(message, Open<ExplorePage>("explore?" + query).WaitForElement(".problem", Patience).TextContent);
        Assert.Equal(message, Open<FeedbackPage>("explore/feedback?" + query).WaitForElement(".problem", Patience).TextContent);
        Assert.Equal(message, Open<InsightsPage>("explore/insights?" + query).WaitForElement(".problem", Patience).TextContent);
        Assert.Equal(message, Open<TextsPage>("explore/texts?" + query).WaitForElement(".problem", Patience).TextContent);
    }

    [Fact]
    public void The_eight_classical_charts_stand_there_by_name()
    {
        var page = Open<FeedbackPage>("explore/feedback");
        page.WaitForElement("[data-testid=classical-plot]", Patience);

        Assert.Equal(
            [
                "Sentiment distribution",
                "Word-count distribution",
                "Source counts",
                "Feedback by month",
                "Trend line",
                "Word count × sentiment",
                "Sentiment box plot",
                "Segment distribution",
            ],
            page.FindAll("[data-testid=classical-plot] h2").Select(h => h.TextContent)
        );
        Assert.Equal("4 texts: 25.0\u202F% positive, 25.0\u202F% negative.", page.Find(".finding").TextContent);
        // Each that could be drawn can be saved both ways.
        var drawn = page.FindAll("[data-testid=classical-plot] .chart").Count;
        Assert.True(drawn >= 7);
        Assert.Equal(2 * drawn, page.FindAll(".chart-save button").Count);
    }

    [Fact]
    public async Task A_chart_is_saved_under_what_it_shows()
    {
        var module = JSInterop.SetupModule("./js/charts.js");
        module.Mode = JSRuntimeMode.Loose;
        var page = Open<FeedbackPage>("explore/feedback");
        page.WaitForElement("[data-testid=classical-plot]", Patience);
        page.WaitForAssertion(() => Assert.Equal(page.FindAll(".chart").Count, module.Invocations["render"].Count), Patience);
        await DoAsync(page, "[aria-label='Save as SVG: Source counts of feedback.']", e => e.Click());

        page.WaitForAssertion(() => Assert.Single(module.Invocations["save"]), Patience);
        var call = module.Invocations["save"][0];
        Assert.Equal(["svg", "source-counts-of-feedback"], call.Arguments.Skip(1));
    }

    [Fact]
    public void Few_texts_make_no_claims_and_words_lead_to_their_texts()
    {
        var page = Open<InsightsPage>("explore/insights?source=web");

        var only = Assert.Single(page.WaitForElements("[data-testid=insights] li", Patience));
        Assert.Contains("There are 2 texts.", only.TextContent, StringComparison.Ordinal);
        Assert.Contains("Too few to compare: 1 and 1 texts.", page.Markup, StringComparison.Ordinal);
        Assert.Equal(
            "/explore/texts?source=web&word=dress",
            page.FindAll("[data-testid=keywords] a").Single(a => a.TextContent == "dress").GetAttribute("href")
        );
    }

    [Fact]
    public async Task The_texts_behind_a_figure_are_listed_and_each_condition_can_be_taken_off()
    {
        var page = Open<TextsPage>("explore/texts?word=dress&product=p&sort=negative");

        page.WaitForAssertion(() => Assert.Equal("2 texts fit.", page.Find(".finding").TextContent), Patience);
        Assert.StartsWith("The dress's zip", page.Find("[data-testid=texts] p").TextContent, StringComparison.Ordinal);
        await DoAsync(page, "[aria-label='Take off: Product: p']", e => e.Click());
        page.WaitForAssertion(() => Assert.Equal("3 texts fit.", page.Find(".finding").TextContent), Patience);
        AwaitAddress(page, "explore/texts?word=dress&sort=negative");
        await DoAsync(page, "#texts-word", e => e.Change("no such word"));
        page.WaitForAssertion(() => Assert.Contains("No text fits", page.Markup, StringComparison.Ordinal), Patience);
    }
}
