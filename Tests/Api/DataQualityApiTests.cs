using System.Net;
using System.Text.Json;
using Xunit;

namespace Tests.Api;

/// <summary>What rules found over all imports, people who may be there twice, and imports that are undone or repeated.</summary>
public sealed class DataQualityApiTests(ApiApp app) : IClassFixture<ApiApp>
{
    private const string Customers = "customer_id,name,email,location,region\n";

    [Fact]
    public async Task Findings_are_added_up_by_kind_and_rule_and_people_who_may_be_one_are_shown()
    {
        await app.ImportAsync(
            Customers + "q1,Ann Lee,ann@example.com,Graz,\nq2,LEE  Ann,,Graz,\nq3,Bob,ANN@example.com,,\n,Nobody,n@example.com,,\n",
            ("kind", "customers")
        );
        var quality = await app.GetAsync("/api/data-quality");
        var rules = quality
            .GetProperty("rules")
            .EnumerateArray()
            .ToDictionary(r => r.GetProperty("table").GetString() + "/" + r.GetProperty("rule").GetString());
        Assert.Equal(1, rules["customers/missing-customer"].GetProperty("rejected").GetInt64());
        Assert.Equal(1, rules["customers/text-normalised"].GetProperty("repaired").GetInt64());
        var table = quality.GetProperty("tables").EnumerateArray().Single(t => t.GetProperty("table").GetString() == "customers");
        // The other tests of this class bring customers of their own, all good.
        Assert.Equal(1, table.GetProperty("rejected").GetInt64());
        Assert.Equal(table.GetProperty("read").GetInt64() - 1, table.GetProperty("imported").GetInt64());
        var pairs = quality.GetProperty("likelyDuplicates").EnumerateArray().Select(Pair).ToList();
        Assert.Equal(["q1 q2 The same name at the same place", "q1 q3 The same e-mail address"], pairs.Order());

        static string Pair(JsonElement pair)
        {
            string[] ids = [pair.GetProperty("firstId").GetString()!, pair.GetProperty("secondId").GetString()!];
            return string.Join(' ', ids.Order()) + " " + pair.GetProperty("reason").GetString();
        }
    }

    [Fact]
    public async Task An_import_that_is_undone_leaves_what_was_there_before()
    {
        await app.ImportAsync(Customers + "u1,First,u1@example.com,Graz,North\nu2,Second,,,\n", ("kind", "customers"));
        var second = await app.ImportAsync(Customers + "u1,Changed,u1@example.com,Wien,South\nu3,Third,,,\n", ("kind", "customers"));
        Assert.Equal("Changed", (await app.GetAsync("/api/customers/u1")).GetProperty("name").GetString());

        var id = second.GetProperty("id").GetInt64();
        await app.DoneAsync(await app.SendAsync("POST", $"/api/imports/{id}/undo", null, HttpStatusCode.Accepted));

        var person = await app.GetAsync("/api/customers/u1");
        Assert.Equal(("First", "Graz", "North"), (Text("name"), Text("location"), Text("region")));
        await app.MissingAsync("GET", "/api/customers/u3");
        Assert.Equal("removed", (await app.GetAsync($"/api/imports/{id}")).GetProperty("state").GetString());
        await app.ForbiddenAsync("POST", $"/api/imports/{id}/undo");
        await app.MissingAsync("POST", "/api/imports/99999/undo");

        string? Text(string name) => person.GetProperty(name).GetString();
    }

    [Fact]
    public async Task Orders_that_are_undone_leave_the_sums_of_their_days()
    {
        const string header = "order_id,customer_id,ordered_at,amount\n";
        await app.ImportAsync(header + "a,z1,2018-01-01,10\n");
        var second = await app.ImportAsync(header + "a,z1,2018-01-01,30\nb,z2,2018-01-01,5\n");
        Assert.Equal(35, await RevenueAsync());
        await app.DoneAsync(
            await app.SendAsync("POST", $"/api/imports/{second.GetProperty("id").GetInt64()}/undo", null, HttpStatusCode.Accepted)
        );
        Assert.Equal(10, await RevenueAsync());

        async Task<decimal> RevenueAsync() =>
            (await app.GetAsync("/api/sales-summary?from=2018-01-01&to=2018-01-01"))
                .GetProperty("totals")
                .GetProperty("revenue")
                .GetDecimal();
    }

    [Fact]
    public async Task A_column_that_was_left_out_stays_out()
    {
        var import = await app.ImportAsync(
            "customer_id,name,region\nm1,Ann,North\n",
            ("kind", "customers"),
            ("mapping", """{"region": ""}""")
        );
        Assert.Equal("succeeded", import.GetProperty("state").GetString());
        var person = await app.GetAsync("/api/customers/m1");
        Assert.Equal(JsonValueKind.Null, person.GetProperty("region").ValueKind);
        Assert.Equal("North", person.GetProperty("attributes").GetProperty("region").GetString());
    }
}
