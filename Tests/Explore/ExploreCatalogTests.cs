using App.Features.Explore;
using Data.Queries;
using Tests.Data;
using Xunit;

namespace Tests.Explore;

/// <summary>What the page opens on when an address names nothing.</summary>
public sealed class ExploreCatalogTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly ExploreDesk desk = new(database);

    public async ValueTask InitializeAsync()
    {
        await desk.Desk.ClearAsync();
        await using var clear = database.Source.CreateCommand("DELETE FROM customer_features");
        await clear.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<ExploreState> OpenAsync(string? table)
    {
        var found = await desk.Catalog.OpenAsync(table, await desk.Catalog.FilledAsync());
        return ExploreState.Parse(found, null, null, null, null, null, null, ExploreFilter.None);
    }

    [Fact]
    public async Task Products_that_nobody_has_described_are_passed_over_unless_they_are_asked_for()
    {
        await desk.Desk.RunAsync("text,date,product_id\nI love it,2025-01-15,p1\n", kind: "feedback");
        Assert.Equal(["feedback", "products"], (await desk.Catalog.FilledAsync()).Order(StringComparer.Ordinal));

        var open = await OpenAsync(null);
        Assert.Equal(("feedback", "sentiment"), (open.Table.Key, open.Column.Key));

        var asked = await OpenAsync("products");
        Assert.Equal(("products", "price"), (asked.Table.Key, asked.Column.Key));
    }

    [Fact]
    public async Task Of_the_columns_those_with_values_come_first()
    {
        await desk.Desk.RunAsync("customer_id,product_id,event_type,timestamp\nann,p,view,2025-01-15\n", kind: "interactions");
        await FeatureTable.RefreshAsync(database.Source, new DateOnly(2025, 2, 1));

        var open = await OpenAsync(null);

        Assert.Equal("customers", open.Table.Key);
        Assert.All([open.Column, open.X!, open.Y!], c => Assert.True(open.Table.HasValues(c), c.Key));
        Assert.False(open.Table.HasValues(open.Table.Find("monetary")!));
        Assert.NotEqual(open.X, open.Y);
    }

    [Fact]
    public async Task Where_nothing_is_the_page_opens_on_customers()
    {
        var open = await OpenAsync(null);
        Assert.Equal(("customers", "monetary"), (open.Table.Key, open.Column.Key));
    }
}
