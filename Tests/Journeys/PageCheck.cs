using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Tests.Journeys;

/// <summary>What every page must keep, in light and dark, wide and narrow.</summary>
internal static class PageCheck
{
    /// <summary>Opens the page and expects no accessibility violation, nothing cut off, and no error in the console.</summary>
    public static async Task RunAsync(Browser browser, string url, string path)
    {
        foreach (var (width, scheme) in new[] { (1440, ColorScheme.Light), (1440, ColorScheme.Dark), (390, ColorScheme.Light) })
        {
            var page = await browser.PageAsync(url, width, 900, scheme);
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
