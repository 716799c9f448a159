using App.Features.Home;
using App.Jobs;
using App.Shell;
using Bunit;
using Core.Customers;
using Data;
using Data.Queries;
using Data.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Tests.Data;
using Tests.Imports;
using Tests.Report;
using Xunit;

namespace Tests.Home;

public sealed class HomePageTests : BunitContext, IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly TestDatabase database;
    private readonly ImportDesk desk;

    public HomePageTests(TestDatabase database)
    {
        (this.database, desk) = (database, new ImportDesk(database));
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(database.Source);
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<IDbContextFactory<AppDb>>(new Contexts(database));
        Services.AddSingleton<JobQueue>();
        Services.AddSingleton<FeatureStore>();
        Services.AddSingleton<SegmentList>();
        Services.AddSingleton<SalesSummary>();
        Services.AddSingleton(new DataSignal(database.Source, TimeProvider.System, NullLogger<DataSignal>.Instance));
        Services.AddHome();
    }

    public async ValueTask InitializeAsync()
    {
        await desk.ClearAsync();
        await using var db = database.Context();
        await db.Segments.ExecuteDeleteAsync();
        await db.SegmentationAssignments.ExecuteDeleteAsync();
        await db.Segmentations.ExecuteDeleteAsync();
        foreach (var (method, name) in new[] { ("rfm", "At risk"), ("k-means", "Big and recent") })
        {
            var run = db.Segmentations.Add(
                new SegmentationRow
                {
                    Name = $"By {method}",
                    Method = method,
                    Options = "{}",
                }
            );
            await db.SaveChangesAsync();
            db.SegmentationAssignments.Add(new() { CustomerId = ExternalId.Hash("ann"), SegmentationId = run.Entity.Id });
            db.Segments.Add(
                new SegmentRow
                {
                    Name = name,
                    Kind = "cluster",
                    SegmentationId = run.Entity.Id,
                    Cluster = 0,
                }
            );
        }
        db.Segments.Add(
            new SegmentRow
            {
                Name = "Came back",
                Kind = "rule",
                Rule = """{"field": "frequency", "op": ">=", "value": 2}""",
            }
        );
        await db.SaveChangesAsync();
    }

    private IRenderedComponent<HomePage> Page()
    {
        var page = Render<HomePage>();
        page.WaitForState(() => page.FindAll(".skeleton").Count == 0, Patience);
        return page;
    }

    [Fact]
    public async Task The_segments_are_asked_for_once_for_figures_filter_and_overviews()
    {
        await desk.RunAsync("order_id,customer_id,ordered_at,amount\n1,ann,2011-04-01,10\n2,ann,2011-05-31,5.5\n3,bob,2011-05-31,7\n");
        await FeatureTable.RefreshAsync(database.Source, new DateOnly(2011, 6, 1));
        await new DailySales(database.Source).RefreshAsync(DateTime.UnixEpoch);
        using AskedQueries asked = new(database);

        var page = Page();

        Assert.Equal("1", page.Find("[data-testid=kpi-at-risk]").TextContent);
        Assert.Equal(["At risk", "Big and recent"], page.FindAll("[data-testid=segment-overview] a").Select(a => a.TextContent));
        Assert.Equal(
            ["Everybody", "Came back", "Big and recent", "At risk"],
            page.FindAll("#home-segment option").Select(o => o.TextContent)
        );
        Assert.Single(asked.Texts, t => t.Contains("FROM segments s", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_orders_the_segments_are_there_all_the_same()
    {
        await desk.RunAsync("customer_id,name\nann,Ann\n", kind: "customers");

        Assert.Equal(["Big and recent"], Page().FindAll("[data-testid=segment-overview] a").Select(a => a.TextContent));
    }
}
