using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Tests.Api;

/// <summary>Sixty customers in two groups that differ as day and night.</summary>
public sealed class ShopApp : ApiApp
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var orders = new StringBuilder("order_id,customer_id,ordered_at,product_id,quantity,unit_price\n");
        for (var i = 0; i < 60; i++)
        {
            var rich = i < 20;
            for (var o = 0; o < (rich ? 6 + i % 3 : 1 + i % 2); o++)
            {
                var day = new DateOnly(2011, rich ? 11 : 2, 1 + (i + 3 * o) % 28);
                orders.Append(CultureInfo.InvariantCulture, $"{i}-{o},c{i:00},{day:yyyy-MM-dd},p{o},{1 + i % 5},{(rich ? 100 : 5) + i}\n");
            }
        }
        await ImportAsync(orders.ToString());
        var customers = new StringBuilder("customer_id,name,email,country,age\n");
        for (var i = 0; i < 60; i++)
        {
            customers.Append(
                CultureInfo.InvariantCulture,
                $"c{i:00},Name {i},c{i}@example.com,{(i % 2 == 0 ? "France" : "Spain")},{20 + i}\n"
            );
        }
        await ImportAsync(customers.ToString());
    }

    /// <summary>Runs a segmentation; its API address.</summary>
    public async Task<string> SegmentAsync(string json)
    {
        var job = await DoneAsync(await SendAsync("POST", "/api/segmentations", json, HttpStatusCode.Accepted));
        return job.GetProperty("resultHref").GetString()!;
    }

    public async Task<long> AddSegmentAsync(string json)
    {
        var created = await SendAsync("POST", "/api/segments", json, HttpStatusCode.Created);
        return created.GetProperty("id").GetInt64();
    }
}

public sealed class SegmentApiTests(ShopApp app) : IClassFixture<ShopApp>
{
    private const string French = """{"field": "country", "op": "=", "value": "France"}""";

    [Fact]
    public async Task Segments_are_added_read_changed_and_deleted()
    {
        var id = await app.AddSegmentAsync($$"""{"name": " French ", "description": "d", "rule": {{French}}}""");
        var segment = await app.GetAsync($"/api/segments/{id}");
        Assert.Equal(
            ("French", "rule", 30),
            (segment.GetProperty("name").GetString(), segment.GetProperty("kind").GetString(), segment.GetProperty("size").GetInt64())
        );
        Assert.Equal("France", segment.GetProperty("rule").GetProperty("value").GetString());
        await app.SendAsync(
            "PUT",
            $"/api/segments/{id}",
            """{"name": "Spanish", "rule": {"field": "country", "op": "!=", "value": "France"}}""",
            HttpStatusCode.NoContent
        );
        var page = await app.GetAsync($"/api/segments/{id}/customers?limit=10&skip=25");
        Assert.Equal((5, 30), (page.GetProperty("items").GetArrayLength(), page.GetProperty("total").GetInt64()));
        Assert.Equal(30, (await app.GetAsync($"/api/customers?segmentId={id}")).GetProperty("total").GetInt64());
        await app.RefusedAsync("PUT", $"/api/segments/{id}", """{"name": ""}""", "name");
        await app.RefusedAsync("PUT", $"/api/segments/{id}", """{"name": "x", "rule": {"field": "country"}}""", "rule");
        await app.SendAsync("DELETE", $"/api/segments/{id}", null, HttpStatusCode.NoContent);
        await app.MissingAsync("GET", $"/api/segments/{id}");
    }

    [Fact]
    public async Task A_list_is_a_segment_too()
    {
        var id = await app.AddSegmentAsync("""{"name": "Two", "customerIds": ["c01", "c02", "c01"]}""");
        var members = await app.GetAsync($"/api/segments/{id}/customers");
        Assert.Equal(
            ["c01", "c02"],
            members.GetProperty("items").EnumerateArray().Select(m => m.GetProperty("externalId").GetString()).Order()
        );
        Assert.Contains(
            (await app.GetAsync("/api/customer-segments?limit=1000")).GetProperty("items").EnumerateArray(),
            m =>
                m.GetProperty("segmentId").GetInt64() == id
                && m.GetProperty("customerId").GetString() == "c01"
                && m.GetProperty("segment").GetString() == "Two"
        );
        await app.ForbiddenAsync("PUT", $"/api/segments/{id}", $$"""{"name": "x", "rule": {{French}}}""");
        await app.RefusedAsync("PUT", $"/api/segments/{id}", """{"name": "x", "customerIds": ["c03"]}""", "customerIds");
        await app.SendAsync("DELETE", $"/api/segments/{id}", null, HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("""{"rule": {}}""", "name")]
    [InlineData("""{"name": "a\u0000b", "customerIds": ["c01"]}""", "name")]
    [InlineData("""{"name": "x"}""", "rule")]
    [InlineData("""{"name": "x", "rule": {"field": "frequency", "op": "=", "value": "many"}}""", "rule")]
    [InlineData("""{"name": "x", "rule": {"did": "order", "times": 3}}""", "rule")]
    [InlineData("""{"name": "x", "customerIds": []}""", "rule")]
    [InlineData("""{"name": "x", "customerIds": [null]}""", "rule")]
    [InlineData("""{"name": "x", "customerIds": ["nobody"]}""", "customerIds")]
    [InlineData("""{"name": 5}""", "name")]
    public Task A_wrong_segment_is_named(string json, string field) => app.RefusedAsync("POST", "/api/segments", json, field);

    [Fact]
    public async Task A_rule_is_counted_live()
    {
        Assert.Equal(30, (await app.SendAsync("POST", "/api/segments/count", French, HttpStatusCode.OK)).GetProperty("count").GetInt64());
        await app.RefusedAsync("POST", "/api/segments/count", """{"field": "country"}""", "rule", "rule.op must be one of");
        await app.RefusedAsync("POST", "/api/segments/count", """{"field": "a", "op": "=", "value": "\u0000"}""", "rule");
        await app.RefusedAsync("POST", "/api/segments/count", "{", "body");
    }

    [Fact]
    public async Task Two_segments_are_compared_and_overlap()
    {
        var rich = await app.AddSegmentAsync("""{"name": "Rich", "rule": {"field": "frequency", "op": ">", "value": 3}}""");
        var french = await app.AddSegmentAsync($$"""{"name": "French", "rule": {{French}}}""");
        var one = await app.AddSegmentAsync("""{"name": "One", "customerIds": ["c01"]}""");
        var none = await app.AddSegmentAsync("""{"name": "None", "rule": {"field": "country", "op": "=", "value": "nowhere"}}""");
        var compared = await app.SendAsync(
            "POST",
            "/api/segments/compare",
            $$"""{"a": {{rich}}, "b": 0, "features": ["monetary", "recencyDays"]}""",
            HttpStatusCode.OK
        );
        Assert.Equal([20, 40], compared.GetProperty("groups").EnumerateArray().Select(g => g.GetProperty("size").GetInt32()));
        var features = compared.GetProperty("features").EnumerateArray().ToList();
        Assert.Equal(["monetary", "recency_days"], features.Select(f => f.GetProperty("name").GetString()).Order());
        Assert.All(
            features,
            f =>
            {
                Assert.True(f.GetProperty("a").GetProperty("mean").GetDouble() != f.GetProperty("b").GetProperty("mean").GetDouble());
                Assert.Equal(2, f.GetProperty("interval").GetArrayLength());
                Assert.True(f.GetProperty("adjustedPValue").GetDouble() < 0.001);
                Assert.NotEmpty(f.GetProperty("sentence").GetString()!);
            }
        );
        // Groups of one and of none have no variance, and that is no error.
        foreach (var (a, b) in new[] { (one, rich), (rich, one), (one, one), (none, rich), (rich, none), (none, none), (none, 0L) })
        {
            await app.SendAsync("POST", "/api/segments/compare", $$"""{"a": {{a}}, "b": {{b}}}""", HttpStatusCode.OK);
        }
        var overlap = await app.SendAsync(
            "POST",
            "/api/segments/overlap",
            $$"""{"segmentIds": [{{rich}}, {{french}}, {{one}}]}""",
            HttpStatusCode.OK
        );
        Assert.Equal("[[20,10,1],[10,30,0],[1,0,1]]", overlap.GetProperty("counts").GetRawText());
        await app.RefusedAsync("POST", "/api/segments/overlap", """{"segmentIds": [1]}""", "segmentIds");
        await app.RefusedAsync("POST", "/api/segments/overlap", "{}", "segmentIds");
        await app.MissingAsync("POST", "/api/segments/overlap", """{"segmentIds": [99998, 99999]}""");
        await app.MissingAsync("POST", "/api/segments/compare", $$"""{"a": {{rich}}, "b": 99999}""");
        await app.RefusedAsync("POST", "/api/segments/compare", """{"a": 0, "b": 0}""", "a");
        await app.RefusedAsync(
            "POST",
            "/api/segments/compare",
            $$"""{"a": {{rich}}, "b": 0, "features": ["shoe"]}""",
            "features",
            "'shoe' is not a feature"
        );
        await app.RefusedAsync("POST", "/api/segments/compare", $$"""{"a": {{rich}}, "b": 0, "features": [null]}""", "features");
        foreach (var id in new[] { rich, french, one, none })
        {
            await app.SendAsync("DELETE", $"/api/segments/{id}", null, HttpStatusCode.NoContent);
        }
    }

    [Fact]
    public async Task Unknown_segments_are_told()
    {
        await app.MissingAsync("GET", "/api/segments/999999");
        await app.MissingAsync("PUT", "/api/segments/999999", """{"name": "x"}""");
        await app.MissingAsync("DELETE", "/api/segments/999999");
        await app.MissingAsync("GET", "/api/segments/999999/customers");
        await app.MissingAsync("GET", "/api/customers?segmentId=999999");
        var cluster = (await app.GetAsync("/api/segments?limit=1000"))
            .GetProperty("items")
            .EnumerateArray()
            .First(s => s.GetProperty("kind").GetString() == "cluster");
        await app.ForbiddenAsync("DELETE", $"/api/segments/{cluster.GetProperty("id").GetInt64()}");
    }

    [Fact]
    public async Task Features_come_with_unit_source_and_coverage()
    {
        var features = await app.GetAsync("/api/features");
        var items = features.GetProperty("items").EnumerateArray().ToDictionary(f => f.GetProperty("name").GetString()!);
        Assert.Equal(items.Count, features.GetProperty("total").GetInt64());
        Assert.Equal(14, items.Values.Count(f => f.GetProperty("source").GetString() == "orders"));
        Assert.Equal("money", items["monetary"].GetProperty("unit").GetString());
        Assert.Equal("orders", items["monetary"].GetProperty("source").GetString());
        Assert.Equal(1, items["monetary"].GetProperty("coverage").GetDouble());
        // Twenty of the forty small customers ordered once only.
        Assert.Equal(40.0 / 60, items["days_between_orders"].GetProperty("coverage").GetDouble(), 1e-12);
    }
}
