using System.Text.Json;
using App.Features.Report;
using Microsoft.Playwright;
using Tests.Journeys;
using Xunit;

namespace Tests.Report;

/// <summary>The published file as its readers have it: alone, from a disk, with the network off.</summary>
[Collection(JourneyCollection.Name)]
public sealed class StaticReportTests(SimulatedShopApp shop, Browser browser) : IClassFixture<SimulatedShopApp>
{
    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task The_file_says_and_draws_what_the_page_does_without_asking_anybody(int width, ColorScheme scheme)
    {
        using var created = await shop.App.Http.PostAsync(
            "/api/reports",
            new StringContent("""{"title": "Ours"}""", System.Text.Encoding.UTF8, "application/json")
        );
        var id = JsonDocument.Parse(await created.Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetInt64();
        var file = Path.Combine(shop.App.Folder, $"read-{width}.html");
        await File.WriteAllTextAsync(file, await shop.App.Http.GetStringAsync($"/api/reports/{id}/html"));

        var page = await browser.PageAsync(shop.App.Url, width, scheme: scheme);
        await Browser.OpenAsync(page, $"/report?id={id}");
        await page.WaitForFunctionAsync("() => !document.querySelector('.skeleton')");
        await DrawnAsync(page);
        var onPage = await WordsAsync(page);

        var alone = await browser.PageAsync(shop.App.Url, width, scheme: scheme);
        await alone.Context.SetOfflineAsync(true);
        List<string> errors = [],
            requests = [];
        alone.Console += (_, m) => errors.AddRange(m.Type is "error" or "warning" ? [m.Text] : []);
        alone.PageError += (_, e) => errors.Add(e);
        alone.Request += (_, r) => requests.Add(r.Url);
        await alone.GotoAsync(new Uri(file).AbsoluteUri);
        await DrawnAsync(alone);

        Assert.Empty(errors);
        Assert.Equal([new Uri(file).AbsoluteUri], requests);
        Assert.Equal(onPage, await WordsAsync(alone));
        Assert.True(await alone.Locator(".chart[data-drawn]").CountAsync() >= 5);
        Assert.Equal(
            await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"),
            await alone.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor")
        );
        Assert.True(await alone.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
        await page.CloseAsync();
        await alone.CloseAsync();
    }

    [Fact]
    public void Scripts_can_not_end_their_element_and_styles_follow_the_system()
    {
        Assert.Equal("a = '<\\/script>' + '<\\!--';\nb", StaticReport.Harmless("a = '</SCRIPT>' + '<!--';\r\nb"));
        Assert.Equal(
            ":root { --a: 1; }\n@media screen and (prefers-color-scheme: dark) { :root { --a: 2; } }\n",
            StaticReport.Styles("@font-face { src: url(\"x\"); }:root { --a: 1; }\n:root[data-theme=\"dark\"] { --a: 2; }\n")
        );
        Assert.Throws<InvalidOperationException>(() => StaticReport.Styles("p { }"));
    }

    // Headings, sentences and every figure of every table; what only the page has (links into the program) left out.
    private static Task<string[]> WordsAsync(IPage page) =>
        page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('.report-section')].flatMap(s =>
              [...s.querySelectorAll('h2, h3, p:not(.no-print), th, td, strong, .chart .ytick text')].map(e => e.textContent.trim()))
            """
        );

    private static async Task DrawnAsync(IPage page) =>
        await page.WaitForFunctionAsync(
            "() => document.querySelector('.chart') && [...document.querySelectorAll('.chart')].every(c => c.dataset.drawn)"
        );
}
