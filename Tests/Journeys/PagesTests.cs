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
            "/?range=all&segment=1",
            "/customers",
            "/customers?sort=name&email=with",
            "/customers/SIM-00001",
            "/customers/SIM-00001/edit",
            "/add-customer",
            "/segments",
            "/segments/1",
            "/segments/explorer",
            "/segments/explorer?x=pc1&y=pc2",
            "/segments/build",
            "/segments/build?rule=%7B%22any%22%3A%5B%7B%22did%22%3A%22order%22%7D%2C%7B%22all%22%3A%5B%7B%22field%22%3A%22monetary%22%2C%22op%22%3A%22%3E%22%2C%22value%22%3A9%7D%2C%7B%22segment%22%3A1%7D%5D%7D%5D%7D",
            "/segments/rfm",
            "/segments/clustering",
            "/segments/compare?a=1&b=2",
            "/explore",
            "/explore?table=orders&column=amount&from=2020-01-01",
            "/explore/feedback",
            "/explore/insights",
            "/explore/texts",
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
            "/data/import?repeat=1",
            "/data/quality",
            "/data/jobs",
            "/nowhere",
        ];

    [Theory]
    [MemberData(nameof(Pages))]
    public Task A_page_is_accessible_fits_and_reports_no_error(string path) => PageCheck.RunAsync(browser, shop.App.Url, path);
}
