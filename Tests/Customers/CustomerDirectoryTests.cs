using System.Text.Json;
using App.Features.Customers;
using App.Shell;
using Core.Customers;
using Data.Bulk;
using Data.Queries;
using Npgsql;
using Tests.Data;
using Tests.Imports;
using Tests.Report;
using Xunit;

namespace Tests.Customers;

/// <summary>What hangs on a person follows when the person is written by hand, and nothing else is computed anew.</summary>
public sealed class CustomerDirectoryTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private static readonly DateOnly AsOf = new(2011, 6, 1);
    private readonly ImportDesk desk = new(database);
    private readonly CustomerDirectory directory = new(
        new Contexts(database),
        new ErasePerson(database.Source),
        new DailySales(database.Source),
        TimeProvider.System
    );

    public async ValueTask InitializeAsync()
    {
        await desk.ClearAsync();
        await desk.RunAsync(
            "customer_id,country,age,tier,born\nann,France,38,gold,1980-01-01\nbob,Spain,9,silver,1990-01-01\n",
            kind: "customers"
        );
        await desk.RunAsync("order_id,customer_id,ordered_at,amount\n1,ann,2011-04-01,10\n2,bob,2011-05-31,7\n");
        await FeatureTable.RefreshAsync(database.Source, AsOf);
        await new DailySales(database.Source).RefreshAsync(DateTime.UnixEpoch);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static CustomerInput Person(string id, string attributes) =>
        new(id, "Name", "name@example.com", null, Attributes: JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(attributes));

    private async Task<Dictionary<string, Dictionary<long, double>>> FeaturesAsync()
    {
        var data = await FeatureTable.LoadAsync(database.Source);
        return data.Names.ToDictionary(n => n, n => data.RowIds!.Zip(data.Column(n).ToArray()).ToDictionary(r => r.First, r => r.Second));
    }

    // Nothing is missing or wrong that a refresh of everybody would put right.
    private async Task<Dictionary<string, Dictionary<long, double>>> AgreesAsync()
    {
        var followed = await FeaturesAsync();
        await FeatureTable.RefreshAsync(database.Source, AsOf);
        var refreshed = await FeaturesAsync();
        Assert.Equal(refreshed.Keys.Order(StringComparer.Ordinal), followed.Keys.Order(StringComparer.Ordinal));
        Assert.All(refreshed, f => Assert.Equal(f.Value.OrderBy(v => v.Key), followed[f.Key].OrderBy(v => v.Key)));
        return followed;
    }

    [Fact]
    public async Task Features_of_the_person_follow_and_nobody_elses_are_touched()
    {
        FeatureStore features = new(database.Source);
        await features.GetAsync();
        await directory.AddAsync(Person("cid", """{"age": 50, "tier": "bronze", "shoe": 44}"""));
        Assert.Equal(50, Value(await features.GetAsync(), "attributes.age", "cid"));
        var followed = await AgreesAsync();
        Assert.Equal(1, followed["attributes.tier=bronze"][ExternalId.Hash("cid")]);
        Assert.Equal(44, followed["attributes.shoe"][ExternalId.Hash("cid")]);
        await FeatureTable.RefreshAsync(database.Source, AsOf);

        var others = await desk.ListAsync("SELECT customer_id, xmin FROM customer_features ORDER BY 1");
        await directory.ChangeAsync("ann", Person("ann", """{"age": 39, "tier": "gold", "born": "1980-01-02"}"""));
        Assert.Equal(39, Value(await features.GetAsync(), "attributes.age", "ann"));
        Assert.Equal(others, await desk.ListAsync("SELECT customer_id, xmin FROM customer_features ORDER BY 1"));
        await AgreesAsync();

        // Who did nothing has no features left; who ordered keeps those.
        await directory.ChangeAsync("cid", Person("cid", "{}"));
        await directory.ChangeAsync("ann", Person("ann", "{}"));
        Assert.Equal(
            ["ann", "bob"],
            await desk.ListAsync("SELECT c.external_id FROM customer_features JOIN customers c USING (customer_id) ORDER BY 1")
        );

        static double Value(FeatureMatrix data, string name, string id) =>
            data.Column(name)[data.RowIds!.ToList().IndexOf(ExternalId.Hash(id))];
    }

    [Theory]
    [InlineData("""{"age": "old"}""")]
    [InlineData("""{"born": "long ago"}""")]
    [InlineData("""{"born": 1980}""")]
    [InlineData("""{"tier": "silver", "age": true}""")]
    public async Task A_value_of_another_kind_is_taken_in_and_breaks_nothing(string attributes)
    {
        await directory.ChangeAsync("bob", Person("bob", attributes));
        await AgreesAsync();
    }

    [Fact]
    public async Task Whoever_listens_hears_of_it_and_the_totals_of_a_segment_follow()
    {
        SalesSummary sales = new(database.Source);
        var segment = await new SegmentStore(new Contexts(database), database.Source, TimeProvider.System).AddRuleAsync(
            "French",
            "",
            """{"field": "country", "op": "=", "value": "France"}"""
        );
        var window = (await sales.SpanAsync())!.Value;
        Assert.Equal(10m, (await sales.TotalsAsync(window, segment)).Revenue);
        var version = await FeatureTable.VersionAsync(database.Source);
        List<string> heard = [];
        await using var connection = await database.Source.OpenConnectionAsync();
        connection.Notification += (_, e) => heard.Add(e.Payload);
        await using (var listen = new NpgsqlCommand("LISTEN data_changed", connection))
        {
            await listen.ExecuteNonQueryAsync();
        }

        await directory.ChangeAsync("bob", new CustomerInput("bob", "Bob", "bob@example.com", "Lyon", "France"));

        await connection.WaitAsync(TimeSpan.FromSeconds(10), TestToken);
        Assert.Equal(["people"], heard);
        Assert.Equal(17m, (await sales.TotalsAsync(window, segment)).Revenue);
        Assert.NotEqual(version, await FeatureTable.VersionAsync(database.Source));
    }

    private static CancellationToken TestToken => TestContext.Current.CancellationToken;
}
