using Data.Bulk;
using Data.Queries;
using Tests.Data;
using Xunit;

namespace Tests.Imports;

public sealed class RemoveSimulatedTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Header = "order_id,customer_id,ordered_at,product_id,description,quantity,unit_price\n";
    private readonly ImportDesk desk = new(database);

    [Fact]
    public async Task Everything_simulated_goes_and_nothing_else()
    {
        await desk.RunAsync("customer_id,name\nreal,Rea\n", source: "file");
        await desk.RunAsync("customer_id,name\nsim,Sim\nboth,Bo\nreal,Rea\n", source: "simulated");
        await desk.RunAsync(
            Header + "1,sim,2011-04-19,sp,Toy,1,1\n2,both,2011-04-19,sp,Toy,1,1\n3,real,2011-04-19,shared,Cup,1,1\n",
            source: "simulated"
        );
        await desk.RunAsync(Header + "4,both,2011-04-20,shared,Cup,1,2\n5,real,2011-04-20,rp,Pen,1,3\n", source: "file");
        await FeatureTable.RefreshAsync(database.Source, new DateOnly(2011, 5, 1));
        var removal = new RemoveSimulated(database.Source);
        Assert.True(await removal.AnyAsync());

        await removal.RunAsync();

        Assert.False(await removal.AnyAsync());
        Assert.Equal(["both", "real"], await desk.ListAsync("SELECT external_id FROM customers ORDER BY 1"));
        Assert.Equal(["4", "5"], await desk.ListAsync("SELECT external_id FROM orders ORDER BY 1"));
        Assert.Equal(["20000", "30000"], await desk.ListAsync("SELECT amount FROM order_lines ORDER BY 1"));
        Assert.Equal(["rp", "shared"], await desk.ListAsync("SELECT external_id FROM products ORDER BY 1"));
        Assert.Equal(2, await desk.OneAsync<long>("SELECT count(*) FROM customer_features"));
        Assert.Equal(["file|running|2", "simulated|removed|2"], await ImportsAsync());

        await removal.RunAsync();
        Assert.Equal(2, await desk.OneAsync<long>("SELECT count(*) FROM orders"));
    }

    private Task<List<string>> ImportsAsync() =>
        desk.ListAsync(
            "SELECT source, CASE WHEN state = 'succeeded' THEN 'running' ELSE state END AS s, count(*) FROM imports GROUP BY 1, 2 ORDER BY 1"
        );
}
