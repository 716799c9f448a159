using System.Globalization;
using System.Text;
using Core.Customers;
using Data.Queries;
using Tests.Data;
using Tests.Imports;
using Xunit;

namespace Tests.Customers;

/// <summary>Country, channel and the like as features, one for each usual value.</summary>
public sealed class ColumnFeaturesTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static readonly DateOnly AsOf = new(2025, 3, 1);

    private readonly ImportDesk desk = new(database);

    public async ValueTask InitializeAsync() => await desk.ClearAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Usual_values_are_one_for_those_who_have_them_and_nothing_for_whom_none_is_known()
    {
        await desk.RunAsync(
            "customer_id,country,channel,subscription_id,region,Country2\n"
                + "a,France,web,S1,North,x\nb,France,shop,S1,North,y\nc,Spain,web,S2,South,x\nd,Spain,web,S1,,y\ne,Chile,web,,West,x\nf,,web,S2,East,y\n",
            null,
            "customers"
        );
        await FeatureTable.RefreshAsync(database.Source, AsOf);
        var data = await FeatureTable.LoadAsync(database.Source);
        // One in Chile is not usual; of two channels and two subscriptions one says all, of regions only North is usual.
        Assert.Equal(
            ["channel=web", "country=France", "country=Spain", "region=North", "subscription_id=S1"],
            data.Names.Where(n => AttributeFeature.TryParse(n) is { IsColumn: true })
        );
        Assert.Equal([1, 1, 0, 0, 0, double.NaN], Of(data, "country=France"));
        Assert.Equal([0, 0, 1, 1, 0, double.NaN], Of(data, "country=Spain"));
        Assert.Equal([1, 0, 1, 1, 1, 1], Of(data, "channel=web"));
        Assert.Equal([1, 1, 0, 1, double.NaN, 0], Of(data, "subscription_id=S1"));
        Assert.Equal([1, 1, 0, double.NaN, 0, 0], Of(data, "region=North"));
    }

    [Fact]
    public async Task Of_many_values_the_twelve_most_frequent_count_and_an_id_is_none()
    {
        StringBuilder file = new("customer_id,country,location\n");
        for (var i = 0; i < 600; i++)
        {
            file.Append(CultureInfo.InvariantCulture, $"c{i},Land {(i < 200 ? 0 : i % 20):00},{i} Main Street\n");
        }
        await desk.RunAsync(file.ToString(), null, "customers");
        await FeatureTable.RefreshAsync(database.Source, AsOf);
        var data = await FeatureTable.LoadAsync(database.Source);
        var countries = data.Names.Where(n => n.StartsWith("country=", StringComparison.Ordinal)).ToList();
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"country=Land {i:00}"), countries);
        Assert.Equal(220, data.Column("country=Land 00").ToArray().Sum());
        Assert.DoesNotContain(data.Names, n => n.StartsWith("location", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_table_of_nothing_but_countries_has_features_and_beside_orders_a_country_alone_counts_nobody_in()
    {
        await desk.RunAsync("customer_id,country\na,France\nb,France\nc,Spain\nd,\n", null, "customers");
        Assert.True(await FeatureTable.HasAttributesAsync(database.Source));
        Assert.Equal(3, await FeatureTable.RefreshAsync(database.Source, AsOf));
        await desk.RunAsync("order_id,customer_id,ordered_at,amount\n1,a,2025-01-01,5\n2,c,2025-01-02,7\n", null, "orders");
        Assert.Equal(2, await FeatureTable.RefreshAsync(database.Source, AsOf));
        var data = await FeatureTable.LoadAsync(database.Source);
        Assert.Equal(1, data.Column("country=France")[data.RowIds!.ToList().IndexOf(ExternalId.Hash("a"))]);
    }

    [Fact]
    public async Task An_attribute_of_the_same_name_is_another_feature()
    {
        await desk.RunAsync("customer_id,country\na,France\nb,France\nc,Spain\n", null, "customers");
        await using (
            var change = database.Source.CreateCommand(
                """UPDATE customers SET attributes = CASE WHEN external_id = 'a' THEN '{"country": "FR"}'::jsonb ELSE '{"country": "ES"}' END"""
            )
        )
        {
            await change.ExecuteNonQueryAsync();
        }
        await FeatureTable.RefreshAsync(database.Source, AsOf);
        var data = await FeatureTable.LoadAsync(database.Source);
        Assert.Equal(2, data.Column("country=France").ToArray().Sum());
        Assert.Equal(2, data.Column("attributes.country=ES").ToArray().Sum());
    }

    [Theory]
    [InlineData("country=France", "country=France", "Country: France")]
    [InlineData("Country=a=b", "country=a=b", "Country: a=b")]
    [InlineData("subscriptionId=S1", "subscription_id=S1", "Subscription: S1")]
    [InlineData("attributes.country=FR", "attributes.country=FR", "Country: FR")]
    public void A_key_is_read_in_either_manner(string written, string key, string label)
    {
        var feature = CustomerFeatures.Find(written)!;
        Assert.Equal((key, label, FeatureSource.Attributes), (feature.Key, feature.Label, feature.Source));
    }

    [Theory]
    [InlineData("country")]
    [InlineData("country=")]
    [InlineData("=France")]
    [InlineData("planet=Mars")]
    public void What_is_no_value_of_a_column_is_no_feature(string key) => Assert.Null(CustomerFeatures.Find(key));

    private static IEnumerable<double> Of(FeatureMatrix data, string feature) =>
        "abcdef".Select(c => data.Column(feature)[data.RowIds!.ToList().IndexOf(ExternalId.Hash(c.ToString()))]);
}
