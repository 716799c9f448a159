using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(Tests.Journeys.Browser))]

namespace Tests.Journeys;

/// <summary>One real Chromium for all journeys. Where it is missing, tests are skipped with the reason; in CI they fail.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        if (Executable() is not { } executable)
        {
            return;
        }
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = executable,
                Args =
                [
                    "--no-sandbox",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--use-gl=angle",
                    "--use-angle=swiftshader",
                    "--enable-unsafe-swiftshader",
                ],
            }
        );
    }

    /// <summary>A fresh page; <see cref="OpenAsync"/> goes to an address and waits until clicks are heard.</summary>
    public async Task<IPage> PageAsync(string url, int width = 1440, int height = 1000, ColorScheme scheme = ColorScheme.Light)
    {
        if (browser is null)
        {
            const string reason = "Chromium was not found; install Debian's chromium or set CHROMIUM.";
            if (Environment.GetEnvironmentVariable("CI") is { Length: > 0 })
            {
                Assert.Fail(reason);
            }
            Assert.Skip(reason);
        }
        var page = await browser!.NewPageAsync(
            new BrowserNewPageOptions
            {
                BaseURL = url,
                ViewportSize = new ViewportSize { Width = width, Height = height },
                ColorScheme = scheme,
            }
        );
        page.SetDefaultTimeout(30_000);
        return page;
    }

    public static async Task OpenAsync(IPage page, string path)
    {
        await page.GotoAsync(path);
        await page.Locator("[data-interactive]").WaitForAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }
        playwright?.Dispose();
    }

    private static string? Executable()
    {
        var configured = Environment.GetEnvironmentVariable("CHROMIUM");
        string?[] candidates = [configured, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
        return candidates.FirstOrDefault(c => c is not null && File.Exists(c));
    }
}
