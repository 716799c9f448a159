using Data;
using Data.Queries;
using Microsoft.EntityFrameworkCore;
using Tests.Data;
using Tests.Imports;
using Xunit;

namespace Tests.Segments;

/// <summary>What the list of segments says of each is so at that moment, whatever its kind.</summary>
public sealed class SegmentListTests(TestDatabase database) : IClassFixture<TestDatabase>, IDbContextFactory<AppDb>
{
    private const string Before = """
        order_id,customer_id,ordered_at,quantity,unit_price
        1,ann,2011-04-01,1,10
        2,ann,2011-05-31,1,5.5
        3,bob,2011-05-31,1,7

        """;

    private const string Later = """
        order_id,customer_id,ordered_at,quantity,unit_price
        4,bob,2011-05-31,2,0.25

        """;

    [Fact]
    public async Task A_rule_is_counted_anew_when_the_data_have_changed_and_a_list_stays()
    {
        var desk = new ImportDesk(database);
        await desk.RunAsync(Before);
        await FeatureTable.RefreshAsync(database.Source, new DateOnly(2011, 6, 1));
        var store = new SegmentStore(this, database.Source, TimeProvider.System);
        await store.AddRuleAsync("Came back", "", """{"field": "frequency", "op": ">=", "value": 2}""");
        await store.AddListAsync("Bob", "", [Core.Customers.ExternalId.Hash("bob")]);
        Assert.Equal([("Bob", 1L, 7m), ("Came back", 1L, 15.5m)], await ListAsync());

        await desk.RunAsync(Later);
        await FeatureTable.RefreshAsync(database.Source, new DateOnly(2011, 6, 1));
        Assert.Equal([("Bob", 1L, 7.5m), ("Came back", 2L, 23m)], await ListAsync());
    }

    public AppDb CreateDbContext() => database.Context();

    private async Task<List<(string, long, decimal)>> ListAsync() =>
        [.. (await new SegmentList(database.Source).AllAsync()).Select(s => (s.Name, s.Size, s.Revenue)).OrderBy(s => s.Name)];
}
