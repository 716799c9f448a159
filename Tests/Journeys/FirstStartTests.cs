using Microsoft.Playwright;
using Xunit;

namespace Tests.Journeys;

/// <summary>What a newcomer sees who opens the page as soon as the program answers, and touches nothing.</summary>
[Collection(JourneyCollection.Name)]
public sealed class FirstStartTests(Browser browser)
{
    [Fact]
    public async Task The_home_page_fills_by_itself_until_both_segmentations_are_there()
    {
        await using var app = new RunningApp();
        await app.StartAsync();
        var page = await browser.PageAsync(app.Url);
        await Browser.OpenAsync(page, "/");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Getting ready" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("segment-overview")).ToHaveCountAsync(2, new() { Timeout = 120_000 });
        await page.CloseAsync();
    }
}
