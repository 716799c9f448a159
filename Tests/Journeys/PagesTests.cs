using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Tests.Journeys;

/// <summary>A program with a simulated shop and a launched campaign, shared by the tests of single pages.</summary>
public sealed class SimulatedShopApp : IAsyncLifetime
{
    public RunningApp App { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await App.StartAsync();
        for (var i = 0; i < 600; i++)
        {
            if ((await App.Http.GetStringAsync("/api/jobs/1")).Contains("\"succeeded\"", StringComparison.Ordinal))
            {
                return;
            }
            await Task.Delay(100);
        }
        throw new TimeoutException("The simulated shop was not made: " + await App.Http.GetStringAsync("/api/jobs/1"));
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

/// <summary>Every page, in light and dark, wide and narrow: no accessibility violation, nothing cut off, no error in the console.</summary>
[Collection(JourneyCollection.Name)]
public sealed class PagesTests(SimulatedShopApp shop, Browser browser) : IClassFixture<SimulatedShopApp>
{
    public static TheoryData<string> Pages =>
        [
            "/",
            "/customers",
            "/customers?sort=name&email=with",
            "/customers/SIM-00001",
            "/customers/SIM-00001/edit",
            "/add-customer",
            "/segments",
            "/segments/1",
            "/segments/explorer",
            "/segments/explorer?x=pc1&y=pc2",
            "/segments/rfm",
            "/segments/clustering",
            "/segments/compare?a=1&b=2",
            "/campaigns",
            "/campaigns/new",
            "/campaigns/outbox",
            "/report",
            "/report?edit=new",
            "/data",
            "/data?shop=telecom&customers=900&subreddits=shops",
            "/data/import",
            "/data/imports",
            "/data/imports/1",
            "/data/jobs",
            "/nowhere",
        ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_accessible_fits_and_reports_no_error(string path)
    {
        foreach (var (width, scheme) in new[] { (1440, ColorScheme.Light), (1440, ColorScheme.Dark), (390, ColorScheme.Light) })
        {
            var page = await browser.PageAsync(shop.App.Url, width, 900, scheme);
            List<string> errors = [];
            page.Console += (_, message) =>
            {
                // A page that is not there answers 404 itself; its own scripts and figures must not fail.
                if (message.Type == "error" && !(path == "/nowhere" && message.Text.Contains("404", StringComparison.Ordinal)))
                {
                    errors.Add(message.Text);
                }
            };
            page.PageError += (_, error) => errors.Add(error);
            await Browser.OpenAsync(page, path);
            await page.Locator("h1").First.WaitForAsync();
            await page.WaitForFunctionAsync("() => !document.querySelector('.skeleton')");
            await page.WaitForFunctionAsync(
                """
                () => [...document.querySelectorAll('.chart')].every(c => c.dataset.drawn)
                   && [...document.querySelectorAll('.point-chart')].every(c => c.dataset.painted)
                """
            );

            var axe = await page.RunAxe(
                new AxeRunOptions
                {
                    RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] },
                }
            );
            var violations = axe.Violations.Select(v => $"{v.Id}: {v.Help} ({string.Join("; ", v.Nodes.Take(3).Select(n => n.Html))})");
            var overflow = await page.EvaluateAsync<int>(
                "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
            );
            Assert.True(!axe.Violations.Any(), $"{path} at {width} in {scheme}: {string.Join("\n", violations)}");
            Assert.True(overflow <= 0, $"{path} is {overflow} pixels wider than a screen of {width}.");
            Assert.True(errors.Count == 0, $"{path}: {string.Join("\n", errors)}");
            await page.CloseAsync();
        }
    }
}
