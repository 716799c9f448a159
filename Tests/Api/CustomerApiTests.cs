using System.Net;
using System.Text.Json;
using Xunit;

namespace Tests.Api;

public sealed class CustomerApiTests(ShopApp app) : IClassFixture<ShopApp>
{
    [Fact]
    public async Task People_are_added_read_changed_and_erased()
    {
        using var answer = await app.SendAsync(
            "POST",
            "/api/customers",
            """{"externalId": " a/b ü ", "name": " Ann ", "email": "ann@example.com", "location": "Lyon", "subscriptionId": "s1", "attributes": {"age": 38, "vip": true}}"""
        );
        Assert.Equal("a/b ü", (await ApiApp.BodyAsync(answer, HttpStatusCode.Created)).GetProperty("externalId").GetString());
        var address = answer.Headers.Location!.OriginalString;
        var view = await app.GetAsync(address);
        Assert.Equal(("Ann", "Lyon", "s1"), (Text(view, "name"), Text(view, "location"), Text(view, "subscriptionId")));
        Assert.Equal(38, view.GetProperty("attributes").GetProperty("age").GetInt32());
        await app.ForbiddenAsync("POST", "/api/customers", """{"externalId": "a/b ü", "name": "x", "email": "x@example.com"}""");
        await app.SendAsync(
            "PUT",
            address,
            """{"name": "Anna", "email": "anna@example.com", "location": "Paris", "attributes": {"age": 39}}""",
            HttpStatusCode.NoContent
        );
        view = await app.GetAsync(address);
        Assert.Equal(
            ("Anna", "anna@example.com", "Paris", null),
            (Text(view, "name"), Text(view, "email"), Text(view, "location"), Text(view, "subscriptionId"))
        );
        Assert.Equal("""{"age": 39}""", view.GetProperty("attributes").GetRawText().Replace(":3", ": 3"));
        Assert.Equal(1, (await app.GetAsync("/api/customers?q=ANNA%40")).GetProperty("total").GetInt64());
        var erased = await app.SendAsync("DELETE", address, null, HttpStatusCode.OK);
        Assert.Equal(1, erased.GetProperty("erased").GetProperty("customers").GetInt32());
        await app.MissingAsync("GET", address);
        await app.MissingAsync("PUT", address, """{"name": "x", "email": "x@example.com"}""");
        await app.MissingAsync("DELETE", address);
        await app.MissingAsync("GET", address + "/export");
    }

    [Fact]
    public async Task Without_an_id_one_is_made()
    {
        var id = Text(
            await app.SendAsync("POST", "/api/customers", """{"name": "Bob", "email": "bob@example.com"}""", HttpStatusCode.Created),
            "externalId"
        );
        Assert.Equal("Bob", Text(await app.GetAsync($"/api/customers/{id}"), "name"));
        await app.SendAsync("DELETE", $"/api/customers/{id}", null, HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("""{"email": "a@example.com"}""", "name")]
    [InlineData("""{"name": "Ann"}""", "email")]
    [InlineData("""{"name": "Ann", "email": "nobody"}""", "email")]
    [InlineData("""{"name": "A\u0000", "email": "a@example.com"}""", "body")]
    [InlineData("""{"name": 5, "email": "a@example.com"}""", "name")]
    [InlineData("""{"name": "A", "email": "a@example.com", "attributes": 5}""", "attributes")]
    [InlineData("", "body")]
    public Task A_wrong_person_is_named(string json, string field) => app.RefusedAsync("POST", "/api/customers", json, field);

    [Fact]
    public async Task An_id_that_is_too_long_is_named() =>
        await app.RefusedAsync(
            "POST",
            "/api/customers",
            JsonSerializer.Serialize(
                new
                {
                    name = "A",
                    email = "a@example.com",
                    externalId = new string('x', 201),
                }
            ),
            "externalId"
        );

    [Fact]
    public async Task The_list_is_searched_sorted_and_paged()
    {
        var page = await app.GetAsync("/api/customers?sort=id&limit=3&skip=10&q=c");
        Assert.Equal(["c10", "c11", "c12"], page.GetProperty("items").EnumerateArray().Select(c => Text(c, "externalId")));
        Assert.Equal(
            1,
            (await app.GetAsync("/api/customers?q=Name%207")).GetProperty("items").EnumerateArray().Count(c => Text(c, "name") == "Name 7")
        );
        // What has a meaning in SQL has none in a search.
        Assert.Equal(0, (await app.GetAsync("/api/customers?q=c_1")).GetProperty("total").GetInt64());
        Assert.Equal(0, (await app.GetAsync("/api/customers?q=%25")).GetProperty("total").GetInt64());
        Assert.Equal(0, (await app.GetAsync("/api/customers?q=%27%20OR%201%3D1--")).GetProperty("total").GetInt64());
        await app.RefusedAsync("GET", "/api/customers?q=%00", null, "body");
        await app.RefusedAsync("GET", "/api/customers?sort=shoe", null, "sort", "sort must be one of");
    }

    [Fact]
    public async Task Everything_held_is_handed_over_and_an_erased_person_is_gone_everywhere()
    {
        await app.ImportAsync(
            "order_id,customer_id,ordered_at,product_id,description,quantity,unit_price\ne1,gone,2011-11-20,pe,Pen,2,2.50\ne1,gone,2011-11-20,,,1,1\n"
        );
        var view = await app.GetAsync("/api/customers/gone");
        Assert.Contains(view.GetProperty("features").EnumerateArray(), f => Text(f, "key") == "monetary");
        Assert.NotEqual(0, view.GetProperty("segments").GetArrayLength());
        var export = await app.GetAsync("/api/customers/gone/export");
        Assert.Equal("gone", Text(export.GetProperty("customer"), "externalId"));
        Assert.Equal(
            [("e1", "Pen", 5m), ("e1", null, 1m)],
            export
                .GetProperty("orderLines")
                .EnumerateArray()
                .Select(l => (Text(l, "orderId"), Text(l, "product"), l.GetProperty("amount").GetDecimal()))
        );
        var before = (await app.FiguresAsync()).Units;
        var erased = (await app.SendAsync("DELETE", "/api/customers/gone", null, HttpStatusCode.OK)).GetProperty("erased");
        Assert.Equal(
            (2, 1, 1),
            (
                erased.GetProperty("order_lines").GetInt32(),
                erased.GetProperty("orders").GetInt32(),
                erased.GetProperty("customer_features").GetInt32()
            )
        );
        Assert.Equal(before - 3, (await app.FiguresAsync()).Units);
        var memberships = (await app.GetAsync("/api/customer-segments?limit=1000")).GetProperty("items").EnumerateArray();
        Assert.DoesNotContain(memberships, m => Text(m, "customerId") == "gone");
        var run = await app.SegmentAsync("""{"features": ["monetary"], "parameters": {"k": 2}}""");
        Assert.Equal(60, (await app.GetAsync(run)).GetProperty("clusters").EnumerateArray().Sum(c => c.GetProperty("size").GetInt32()));
    }

    [Fact]
    public async Task All_that_is_held_of_a_person_is_on_the_timeline_and_in_the_export()
    {
        foreach (
            var (kind, file) in new[]
            {
                ("customers", "customer_id,name,email\nzoe,Zoe,zoe@example.com\n"),
                ("orders", "order_id,customer_id,ordered_at,amount\nz1,zoe,2026-03-01,12.5\n"),
                ("movies", "movie_id,movie_name\nm1,Alien\n"),
                (
                    "engagements",
                    "engagement_id,customer_id,movie_id,session_date,session_duration,watched_fully,like_status\ne1,zoe,m1,2026-03-02,90,true,liked\n"
                ),
                ("interactions", "interaction_id,customer_id,product_id,event_type,timestamp\ni1,zoe,p1,add_to_cart,2026-03-03 10:00\n"),
                ("device-uses", "customer_id,tac,start_date,end_date\nzoe,35000001,2026-03-04,\n"),
                ("feedback", "feedback_id,date,source,customer_email,text\nf1,2026-03-05,survey,zoe@example.com,Lovely <b>film</b>\n"),
            }
        )
        {
            await app.ImportAsync(file, ("kind", kind));
        }
        var events = (await app.GetAsync("/api/customers/zoe/timeline")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["feedback", "device", "interaction", "session", "order"], events.Select(e => Text(e, "kind")));
        Assert.Equal(["survey", "35000001", "add to cart", "Alien", "z1"], events.Select(e => Text(e, "title")));
        Assert.Equal("Lovely <b>film</b>", Text(events[0], "detail"));
        Assert.Contains("liked", Text(events[3], "detail"));
        Assert.Equal(12.5m, events[4].GetProperty("amount").GetDecimal());
        var page = await app.GetAsync("/api/customers/zoe/timeline?skip=1&limit=2");
        Assert.Equal((5, "device"), (page.GetProperty("total").GetInt32(), Text(page.GetProperty("items")[0], "kind")));
        Assert.Equal(1, (await app.GetAsync("/api/customers/zoe/timeline?kind=session")).GetProperty("total").GetInt32());
        await app.RefusedAsync("GET", "/api/customers/zoe/timeline?kind=dance", null, "kind");
        await app.MissingAsync("GET", "/api/customers/nobody-at-all/timeline");

        var view = await app.GetAsync("/api/customers/zoe");
        Assert.Equal(5, view.GetProperty("timeline").GetArrayLength());
        var export = await app.GetAsync("/api/customers/zoe/export");
        Assert.Equal("Alien", Text(export.GetProperty("engagements")[0], "movie"));
        Assert.Equal("add_to_cart", Text(export.GetProperty("interactions")[0], "kind"));
        Assert.Equal("35000001", Text(export.GetProperty("deviceUses")[0], "tac"));
        Assert.Equal("Lovely <b>film</b>", Text(export.GetProperty("feedback")[0], "text"));
        Assert.Equal(0, export.GetProperty("deliveries").GetArrayLength() + export.GetProperty("clicks").GetArrayLength());

        var erased = (await app.SendAsync("DELETE", "/api/customers/zoe", null, HttpStatusCode.OK)).GetProperty("erased");
        Assert.All(
            (string[])["engagements", "interactions", "device_uses", "feedback", "orders", "customers"],
            t => Assert.Equal(1, erased.GetProperty(t).GetInt32())
        );
    }

    [Fact]
    public async Task The_list_is_filtered_and_turned_round()
    {
        await app.SendAsync(
            "POST",
            "/api/customers",
            """{"externalId": "far", "name": "Far", "email": "far@example.com", "country": "Chile", "channel": "mail"}""",
            HttpStatusCode.Created
        );
        var found = await app.GetAsync("/api/customers?country=Chile&channel=mail&hasEmail=true&hasOrders=false");
        Assert.Equal("far", Text(Assert.Single(found.GetProperty("items").EnumerateArray()), "externalId"));
        Assert.Equal(0, (await app.GetAsync("/api/customers?country=Chile&hasEmail=false")).GetProperty("total").GetInt32());
        var ids = (await app.GetAsync("/api/customers?sort=id&direction=desc&limit=1000"))
            .GetProperty("items")
            .EnumerateArray()
            .Select(c => Text(c, "externalId")!)
            .ToList();
        var up = (await app.GetAsync("/api/customers?sort=id&limit=1000"))
            .GetProperty("items")
            .EnumerateArray()
            .Select(c => Text(c, "externalId")!)
            .ToList();
        Assert.Equal(up.AsEnumerable().Reverse(), ids);
        await app.RefusedAsync("GET", "/api/customers?direction=sideways", null, "direction");
        await app.SendAsync("DELETE", "/api/customers/far", null, HttpStatusCode.OK);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
