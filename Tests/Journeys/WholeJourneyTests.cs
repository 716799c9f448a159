using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Tests.Journeys;

/// <summary>The main job on real data, in a real browser: import, segment, explore, compare, launch an A/B campaign, read the result.</summary>
[Collection(JourneyCollection.Name)]
public sealed class WholeJourneyTests(Browser browser)
{
    [Fact]
    public async Task From_the_file_of_Online_Retail_to_a_click_in_the_results()
    {
        var file = SharedFiles.Path("data/online-retail/online-retail-dataset.csv.gz");
        await using var app = new RunningApp(("SimulateOnFirstStart", "false"));
        await app.StartAsync();
        var page = await browser.PageAsync(app.Url);

        await ImportAsync(page, file);
        await FiguresStandOnTheHomePageAsync(page);
        var (segment, size) = await SaveALassoAsync(page);
        await CompareAsync(page, segment);
        await LaunchAsync(page, segment, size);
        await ClickAMessageAsync(page);
    }

    private static async Task ImportAsync(IPage page, string file)
    {
        await Browser.OpenAsync(page, "/data/import");
        await page.SetInputFilesAsync("#import-file", file);
        await Assertions.Expect(page.GetByTestId("preview")).ToContainTextAsync("WHITE HANGING HEART T-LIGHT HOLDER");
        await Assertions.Expect(page.Locator("#kind")).ToHaveValueAsync("orders");
        await page.GetByTestId("start-import").ClickAsync();
        await page.GetByTestId("import-result").WaitForAsync(new() { Timeout = 120_000 });
        await Assertions.Expect(page.GetByTestId("rows-imported")).ToHaveTextAsync("397\u202F884");
    }

    private static async Task FiguresStandOnTheHomePageAsync(IPage page)
    {
        await GoAsync(page, "Home");
        await page.GetByTestId("home-range").SelectOptionAsync("all");
        await Assertions.Expect(page.GetByTestId("kpi-revenue")).ToHaveAttributeAsync("data-exact", "8911407.904");
        await Assertions.Expect(page.GetByTestId("kpi-customers")).ToHaveTextAsync("4\u202F338");
        await Assertions.Expect(page.GetByTestId("kpi-orders")).ToHaveTextAsync("18\u202F532");
        await Assertions.Expect(page.GetByText("8\u202F911\u202F407.904")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("segment-overview")).ToHaveCountAsync(2);
    }

    private static async Task<(string Name, int Size)> SaveALassoAsync(IPage page)
    {
        await GoAsync(page, "Explorer");
        var points = page.GetByTestId("points");
        await Assertions.Expect(points).ToHaveAttributeAsync("data-points", "4338");
        await page.WaitForFunctionAsync("() => document.querySelector('[data-testid=points]').dataset.painted");
        await LassoAsync(page, (0.1, 0.15), (0.45, 0.15), (0.45, 0.6), (0.1, 0.6));
        var heading = page.GetByTestId("selection-count");
        await heading.WaitForAsync();
        var size = int.Parse(string.Concat((await heading.TextContentAsync())!.Where(char.IsAsciiDigit)));
        Assert.InRange(size, 50, 4_337);
        await page.GetByTestId("segment-name").FillAsync("Good and recent");
        await page.GetByTestId("save-segment").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("colour=segment"));
        return ("Good and recent", size);
    }

    private static Task GoAsync(IPage page, string entry) =>
        page.GetByRole(AriaRole.Navigation, new() { Name = "Main" })
            .GetByRole(AriaRole.Link, new() { Name = entry, Exact = true })
            .ClickAsync();

    /// <summary>Draws a closed line over the chart; corners are shares of its width and height.</summary>
    private static async Task LassoAsync(IPage page, params (double X, double Y)[] corners)
    {
        var area = (await page.Locator("[data-testid=points] .nsewdrag").First.BoundingBoxAsync())!;
        var places = corners.Select(c => ((float)(area.X + area.Width * c.X), (float)(area.Y + area.Height * c.Y))).ToList();
        await page.Mouse.MoveAsync(places[0].Item1, places[0].Item2);
        await page.Mouse.DownAsync();
        foreach (var (x, y) in places.Skip(1).Append(places[0]))
        {
            await page.Mouse.MoveAsync(x, y, new() { Steps = 6 });
        }
        await page.Mouse.UpAsync();
    }

    private static async Task CompareAsync(IPage page, string segment)
    {
        await GoAsync(page, "Compare");
        await page.GetByTestId("compare-0").WaitForAsync();
        var option = await page.Locator("[data-testid=compare-0] option", new() { HasTextString = segment }).GetAttributeAsync("value");
        await page.GetByTestId("compare-0").SelectOptionAsync(option!);
        var table = page.GetByTestId("comparison");
        await Assertions.Expect(table).ToContainTextAsync("Everyone else");
        // Fourteen figures from orders, and the three usual countries.
        await Assertions.Expect(table.Locator("tbody tr")).ToHaveCountAsync(17);
        await Assertions.Expect(table).ToContainTextAsync("large");
    }

    private static async Task LaunchAsync(IPage page, string segment, int size)
    {
        await GoAsync(page, "Segments");
        await page.GetByRole(AriaRole.Link, new() { Name = segment }).First.ClickAsync();
        await Assertions.Expect(page.GetByTestId("segment-size")).ToHaveTextAsync($"{size:N0}".Replace(",", "\u202F"));
        await page.GetByTestId("write-to-segment").ClickAsync();
        // Online Retail holds no addresses, so this is a campaign to practise with.
        await page.GetByTestId("practice-addresses").CheckAsync();
        await Assertions.Expect(page.GetByTestId("funnel-sent")).ToContainTextAsync($"{size:N0}".Replace(",", "\u202F"));
        await NextAsync(page, "Goal and name");
        await page.GetByTestId("campaign-name").FillAsync("Autumn letter");
        await NextAsync(page, "Messages");
        await page.GetByTestId("variant-a-subject").FillAsync("News for {{name|you}}");
        await page.GetByTestId("variant-b-subject").FillAsync("{{name|Friend}}, something new");
        await NextAsync(page, "Split and holdout");
        await NextAsync(page, "Review");
        await page.GetByTestId("launch").ClickAsync();
        await Assertions.Expect(page.GetByTestId("verdict")).ToBeVisibleAsync(new() { Timeout = 60_000 });
    }

    // Two clicks before the page has turned count as one.
    private static async Task NextAsync(IPage page, string step)
    {
        await page.GetByTestId("next").ClickAsync();
        await Assertions.Expect(page.Locator("[aria-current=step]")).ToContainTextAsync(step);
    }

    private static async Task ClickAMessageAsync(IPage page)
    {
        var results = page.Url;
        await GoAsync(page, "Outbox");
        await page.GetByTestId("outbox-message").First.ClickAsync();
        await page.GetByTestId("message-subject").WaitForAsync();
        await FollowAsync(page, page.FrameLocator("[data-testid=message-body]").Locator("a").First);
        await page.GotoAsync(results);
        await Assertions.Expect(page.GetByTestId("total-clicked")).ToHaveTextAsync("1", new() { Timeout = 15_000 });
    }

    // Mails are still arriving, and the frame may be laid out anew just under the mouse; a person would click again.
    private static async Task FollowAsync(IPage page, ILocator link)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var popup = await page.RunAndWaitForPopupAsync(() => link.ClickAsync(), new() { Timeout = 8_000 });
                await popup.CloseAsync();
                return;
            }
            catch (TimeoutException) when (attempt < 4)
            {
                await link.WaitForAsync();
            }
        }
    }
}
