using Core.Customers;
using Data.Queries;
using Tests.Data;
using Tests.Imports;
using Xunit;

namespace Tests.Customers;

/// <summary>Three customers whose figures fit on a page.</summary>
public sealed class FeatureTableTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    // 2011-04-16 is a Saturday, 2011-04-17 a Sunday, 2011-04-18 a Monday.
    private const string Orders = """
        order_id,customer_id,ordered_at,product_id,quantity,unit_price
        1,ann,2011-01-03 12:00,p,2,2.50
        1,ann,2011-01-03 12:00,q,1,5.00
        2,ann,2011-04-16 12:00,p,4,2.50
        3,ann,2011-04-18 00:00,r,1,40.00
        4,bob,2011-04-17 23:59:59,p,10,1.00
        5,cid,2010-01-01,q,1,0.01
        6,cid,2010-01-11,q,2,0.01

        """;

    private readonly ImportDesk desk = new(database);

    public async ValueTask InitializeAsync()
    {
        await desk.ClearAsync();
        await desk.RunAsync(Orders);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Every_figure_as_computed_by_hand()
    {
        Assert.Equal(new DateOnly(2011, 4, 19), await FeatureTable.DefaultAsOfAsync(database.Source));
        Assert.Equal(3, await FeatureTable.RefreshAsync(database.Source, new DateOnly(2011, 4, 19)));
        var data = await FeatureTable.LoadAsync(database.Source);
        Expect(
            data,
            "ann",
            new()
            {
                ["recency_days"] = 1,
                ["frequency"] = 3,
                ["monetary"] = 60,
                ["average_order_value"] = 20,
                ["tenure_days"] = 106,
                ["days_between_orders"] = 104.5 / 2,
                ["items"] = 8,
                ["distinct_products"] = 3,
                ["items_per_order"] = 8.0 / 3,
                ["largest_order"] = 40,
                ["orders_last_90_days"] = 2,
                ["revenue_last_90_days"] = 50,
                ["active_months"] = 2,
                ["weekend_share"] = 1.0 / 3,
            }
        );
        Expect(
            data,
            "bob",
            new()
            {
                ["recency_days"] = 2,
                ["frequency"] = 1,
                ["monetary"] = 10,
                ["average_order_value"] = 10,
                ["tenure_days"] = 2,
                ["days_between_orders"] = double.NaN,
                ["items"] = 10,
                ["distinct_products"] = 1,
                ["items_per_order"] = 10,
                ["largest_order"] = 10,
                ["orders_last_90_days"] = 1,
                ["revenue_last_90_days"] = 10,
                ["active_months"] = 1,
                ["weekend_share"] = 1,
            }
        );
        Expect(
            data,
            "cid",
            new()
            {
                ["recency_days"] = 463,
                ["frequency"] = 2,
                ["monetary"] = 0.03,
                ["average_order_value"] = 0.015,
                ["tenure_days"] = 473,
                ["days_between_orders"] = 10,
                ["items"] = 3,
                ["distinct_products"] = 1,
                ["items_per_order"] = 1.5,
                ["largest_order"] = 0.02,
                ["orders_last_90_days"] = 0,
                ["revenue_last_90_days"] = 0,
                ["active_months"] = 1,
                ["weekend_share"] = 0,
            }
        );
    }

    [Fact]
    public async Task As_of_an_earlier_date_nothing_after_it_is_read()
    {
        // Bob's order is one second before midnight of the 17th; Ann's on the 18th begins at midnight.
        Assert.Equal(3, (await FeatureTable.LoadAsOfAsync(database.Source, new DateOnly(2011, 4, 18))).Rows);
        var data = await FeatureTable.LoadAsOfAsync(database.Source, new DateOnly(2011, 4, 17));
        Assert.Equal(2, data.Rows);
        var ann = Row(data, "ann");
        Assert.Equal([1, 2, 20, 2], Values(data, ann, "recency_days", "frequency", "monetary", "distinct_products"));
        var before = await FeatureTable.LoadAsOfAsync(database.Source, new DateOnly(2011, 1, 4));
        Assert.Equal(
            [1, 1, 10, 2, 3],
            Values(before, Row(before, "ann"), "recency_days", "frequency", "monetary", "distinct_products", "items")
        );
        Assert.Equal(0, (await FeatureTable.LoadAsOfAsync(database.Source, new DateOnly(2010, 1, 1))).Rows);
    }

    [Fact]
    public async Task The_kept_features_and_those_of_the_same_date_agree()
    {
        await FeatureTable.RefreshAsync(database.Source, new DateOnly(2011, 4, 19));
        var kept = await FeatureTable.LoadAsync(database.Source);
        var computed = await FeatureTable.LoadAsOfAsync(database.Source, new DateOnly(2011, 4, 19));
        Assert.Equal(kept.RowIds, computed.RowIds);
        foreach (var name in kept.Names)
        {
            Assert.Equal(kept.Column(name).ToArray(), computed.Column(name).ToArray());
        }
    }

    private static int Row(FeatureMatrix data, string customer) => data.RowIds!.ToList().IndexOf(ExternalId.Hash(customer));

    private static double[] Values(FeatureMatrix data, int row, params string[] names) => [.. names.Select(n => data.Column(n)[row])];

    private static void Expect(FeatureMatrix data, string customer, Dictionary<string, double> figures)
    {
        Assert.Equal(CustomerFeatures.All.Select(f => f.Key).Order(), figures.Keys.Order());
        var row = Row(data, customer);
        Assert.All(figures, f => Assert.Equal(f.Value, data.Column(f.Key)[row], 1e-9));
    }
}
