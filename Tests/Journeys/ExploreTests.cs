using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using Tests.Api;
using Xunit;

namespace Tests.Journeys;

/// <summary>A program with orders and with texts of their customers, over a year.</summary>
public sealed class ExploreJourneyApp : ApiApp
{
    private const int Customers = 60,
        Texts = 240;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var orders = new StringBuilder("order_id,customer_id,ordered_at,product_id,quantity,unit_price,country\n");
        var texts = new StringBuilder("feedback_id,date,source,customer_id,product_id,label,text\n");
        string[] words = ["great dress", "terrible zip", "size and fabric", "wonderful summer colour", "sad late parcel"];
        for (var i = 0; i < Texts; i++)
        {
            var date = new DateOnly(2024, 1, 1).AddDays(i * 7 % 360).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            orders.AppendLine(
                CultureInfo.InvariantCulture,
                $"{i},c{i % Customers * i % Customers},{date},p{i % 7},{1 + i % 5},{1 + i * i % 97},{(i % 3 == 0 ? "France" : "Spain")}"
            );
            var text = string.Join(", ", Enumerable.Range(0, 1 + i % 6).Select(k => words[(i + k * k) % words.Length]));
            texts.AppendLine(
                CultureInfo.InvariantCulture,
                $"{i},{date},{(i % 4 == 0 ? "mail" : "web")},c{i % Customers},p{i % 7},{(i % 2 == 0 ? "a" : "b")},\"{text}\""
            );
        }
        await ImportAsync(orders.ToString());
        await ImportAsync(texts.ToString(), ("kind", "feedback"));
    }
}

[Collection(JourneyCollection.Name)]
public sealed class ExploreTests(ExploreJourneyApp app, Browser browser) : IClassFixture<ExploreJourneyApp>
{
    [Theory]
    [InlineData("/explore?table=orders")]
    [InlineData("/explore?table=feedback&column=source")]
    [InlineData("/explore/feedback")]
    [InlineData("/explore/insights")]
    [InlineData("/explore/texts?word=dress&product=p1")]
    public Task A_page_is_accessible_fits_and_reports_no_error(string path) => PageCheck.RunAsync(browser, app.Running.Url, path);

    [Fact]
    public async Task Every_classical_chart_is_saved_as_PNG_and_as_SVG()
    {
        var page = await browser.PageAsync(app.Running.Url);
        await Browser.OpenAsync(page, "/explore/feedback");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('.chart[data-drawn]').length === 8");
        for (var chart = 0; chart < 8; chart++)
        {
            var buttons = page.Locator("[data-testid=classical-plot]").Nth(chart).Locator(".chart-save button");
            var png = await SavedAsync(page, buttons.Nth(0));
            Assert.EndsWith(".png", png.Name);
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png.Content[..4]);
            Assert.True(png.Content.Length > 5_000, $"{png.Name} has {png.Content.Length} bytes.");
            var svg = await SavedAsync(page, buttons.Nth(1));
            var text = Encoding.UTF8.GetString(svg.Content);
            Assert.EndsWith(".svg", svg.Name);
            Assert.StartsWith("<svg", text);
            // Points and bars as shapes, not as a picture of them.
            Assert.Contains("<path", text);
            Assert.DoesNotContain("<image", text);
        }
        await page.CloseAsync();
    }

    [Fact]
    public async Task From_a_sentence_to_the_texts_behind_it()
    {
        var page = await browser.PageAsync(app.Running.Url);
        await Browser.OpenAsync(page, "/explore/insights");
        var insight = page.Locator("[data-testid=insights] li").Filter(new LocatorFilterOptions { HasText = "People write most about" });
        await insight.Locator("a").ClickAsync();
        await page.WaitForURLAsync("**/explore/texts?word=*");
        await page.Locator("[data-testid=texts] article").First.WaitForAsync();
        var word = new Uri(page.Url).Query.Split('=')[1];
        foreach (var text in await page.Locator("[data-testid=texts] article p").AllTextContentsAsync())
        {
            Assert.Contains(word, text, StringComparison.OrdinalIgnoreCase);
        }
        await page.CloseAsync();
    }

    private static async Task<(string Name, byte[] Content)> SavedAsync(IPage page, ILocator button)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => button.ClickAsync());
        await using var stream = await download.CreateReadStreamAsync();
        using var content = new MemoryStream();
        await stream.CopyToAsync(content);
        return (download.SuggestedFilename, content.ToArray());
    }
}
