using System.Diagnostics;
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
        for (var i = 0; i < OpenPages; i++)
        {
            await Browser.OpenAsync(await browser.PageAsync(app.Url), "/data/jobs");
        }
        var watch = Stopwatch.StartNew();
        await app.StopAsync();
        Assert.True(watch.Elapsed < App.Shell.StoppingPolicy.Patience, $"It took {watch.Elapsed.TotalSeconds:0.0} s.");
    }
}
