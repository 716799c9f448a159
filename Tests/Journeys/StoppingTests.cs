using System.Diagnostics;
using Microsoft.Playwright;
using Xunit;

namespace Tests.Journeys;

/// <summary>Ctrl-C while people look at pages: the program ends, and at once.</summary>
[Collection(JourneyCollection.Name)]
public sealed class StoppingTests(Browser browser)
{
    private const int OpenPages = 6;

    [Fact]
    public async Task Pages_that_are_open_and_try_again_do_not_keep_the_program_from_ending()
    {
        await using var app = new RunningApp(("SimulateOnFirstStart", "false"));
        await app.StartAsync();
        List<IPage> pages = [];
        for (var i = 0; i < OpenPages; i++)
        {
            pages.Add(await browser.PageAsync(app.Url));
            await Browser.OpenAsync(pages[i], "/data/jobs");
        }
        var watch = Stopwatch.StartNew();
        await app.StopAsync();
        var took = watch.Elapsed;
        // Else they would try to connect for the rest of the run, beside tests that measure time.
        foreach (var page in pages)
        {
            await page.CloseAsync();
        }
        Assert.True(took < App.Shell.StoppingPolicy.Patience, $"It took {took.TotalSeconds:0.0} s.");
    }
}
