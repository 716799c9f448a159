using System.Net;
using System.Text.Json;
using Xunit;

namespace Tests.Api;

public sealed class ImportApiTests(ApiApp app) : IClassFixture<ApiApp>
{
    private const string Orders = "order_id,customer_id,ordered_at,quantity,unit_price\n";

    [Fact]
    public async Task Online_Retail_gives_the_known_figures_and_a_second_import_changes_nothing()
    {
        var first = await app.ImportAsync(await File.ReadAllBytesAsync(ApiApp.OnlineRetailPath), ("kind", "orders"));
        Assert.Equal(
            (541_909, 397_884, 0, 144_025, 397_884, 0),
            (
                Number(first, "rowsRead"),
                Number(first, "rowsImported"),
                Number(first, "rowsRepaired"),
                Number(first, "rowsRejected"),
                Number(first, "inserted"),
                Number(first, "updated")
            )
        );
        Assert.Equal(135_080, first.GetProperty("issuesByRule").GetProperty("missing-customer").GetProperty("rejected").GetInt64());
        Assert.Equal(ApiApp.OnlineRetail, await app.FiguresAsync());
        using var issues = await app.Http.GetAsync(first.GetProperty("issuesHref").GetString());
        Assert.Equal("text/csv", issues.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("row,outcome,rule,column,value,reason", await issues.Content.ReadAsStringAsync());

        // The second time unpacked: larger than the server's usual limit for bodies.
        var second = await app.ImportAsync(ApiApp.UnpackedOnlineRetail());
        Assert.Equal((0, 0, 397_884), (Number(second, "inserted"), Number(second, "updated"), Number(second, "unchanged")));
        Assert.Equal(ApiApp.OnlineRetail, await app.FiguresAsync());

        var december = await app.GetAsync("/api/sales-summary?from=2011-12-09&to=2011-12-09");
        var day = Assert.Single(december.GetProperty("items").EnumerateArray());
        Assert.Equal(["date", "revenue", "orders", "uniqueCustomers", "unitsSold"], day.EnumerateObject().Select(p => p.Name));
        Assert.Equal("2011-12-09", day.GetProperty("date").GetString());
    }

    [Fact]
    public async Task A_preview_tells_what_would_happen_and_writes_nothing()
    {
        var before = await app.GetAsync("/api/imports");
        using var answer = await app.UploadAsync("/api/imports/preview", Orders + "1,nobody,13/4/2011,1,1\n2,nobody,x,1,1\n3,nobody\n");
        var preview = await ApiApp.BodyAsync(answer, HttpStatusCode.OK);
        Assert.Equal("orders", preview.GetProperty("kind").GetString());
        Assert.Equal("ordered_at", preview.GetProperty("mapping").GetProperty("ordered_at").GetString());
        Assert.Equal("date", preview.GetProperty("types").GetProperty("ordered_at").GetString());
        Assert.Equal("day/month/year", preview.GetProperty("dateOrder").GetString());
        var rules = preview.GetProperty("rows").EnumerateArray().Select(r => Rules(r.GetProperty("issues")));
        Assert.Equal(["", "unreadable-date", "wrong-column-count"], rules);
        using var unknown = await app.UploadAsync("/api/imports/preview", "a,b\n1,2\n");
        Assert.Contains("fit no kind of file", (await ApiApp.BodyAsync(unknown, HttpStatusCode.OK)).GetProperty("problems")[0].GetString());
        Assert.Equal(before.GetProperty("total").GetInt64(), (await app.GetAsync("/api/imports")).GetProperty("total").GetInt64());
        Assert.Equal(0, (await app.GetAsync("/api/customers?q=nobody")).GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task Mapping_and_options_are_heeded()
    {
        var import = await app.ImportAsync(
            "Wer,Wann,Wieviel\nmapped,3/4/2011,-5\n",
            ("kind", "orders"),
            ("mapping", """{"Wer": "externalId", "Wann": "ordered_at", "Wieviel": "amount"}"""),
            ("options", """{"dateOrder": "dayMonthYear", "nonPositivePrice": "keep"}""")
        );
        Assert.Equal(1, Number(import, "rowsImported"));
        var order = (await app.GetAsync("/api/customers/mapped")).GetProperty("orders")[0];
        Assert.StartsWith("2011-04-03T00:00:00", order.GetProperty("orderedAt").GetString());
        Assert.Equal(-5, order.GetProperty("amount").GetDecimal());
        Assert.Equal(HttpStatusCode.OK, (await app.SendAsync("DELETE", "/api/customers/mapped")).StatusCode);
    }

    [Theory]
    [InlineData(
        "kind",
        "recipes",
        "kind",
        "kind must be one of orders, customers, products, movies, subscriptions, engagements, interactions, devices, device-uses, feedback. Got 'recipes' instead."
    )]
    [InlineData("mapping", "{", "mapping", "mapping must be JSON such as")]
    [InlineData("mapping", "[1]", "mapping", "mapping must be JSON such as")]
    [InlineData("options", "{\"cancelled\": \"maybe\"}", "options", "options can't be read")]
    [InlineData("mapping", "{\"Nobody\": \"name\"}", "file", "The mapping names the column 'Nobody'")]
    [InlineData("mapping", "{\"order_id\": null, \"customer_id\": null}", "file", "needs a column 'customer_id'")]
    public async Task A_wrong_part_is_named(string part, string value, string field, string message)
    {
        using var answer = await app.UploadAsync("/api/imports", Orders + "1,a,2011-04-19,1,1\n", (part, value));
        await ApiApp.RefusedAsync(answer, field, message);
    }

    [Fact]
    public async Task A_file_that_is_none_is_refused()
    {
        using var binary = await app.UploadAsync("/api/imports", [0x89, 0x50, 0x4E, 0x47, 0, 1, 2, 3]);
        await ApiApp.RefusedAsync(binary, "file", "binary data");
        using var large = await app.UploadAsync("/api/imports/preview", new byte[140 << 20]);
        await ApiApp.RefusedAsync(large, "file", "binary data");
        await app.RefusedAsync("POST", "/api/imports", "{}", "file", "multipart/form-data");
        using var form = new MultipartFormDataContent { { new StringContent("orders"), "kind" } };
        using var none = await app.Http.PostAsync("/api/imports", form);
        await ApiApp.RefusedAsync(none, "file", "A part named 'file' is missing.");
    }

    [Fact]
    public async Task A_file_cut_in_the_middle_fails_its_job_or_is_refused_at_once()
    {
        using var answer = await app.UploadAsync("/api/imports", Orders + "1,cut,2011-04-19,1,1\n2,cut,2011-04-");
        await ApiApp.RefusedAsync(answer, "file", "cut off");
        Assert.Equal(0, (await app.GetAsync("/api/customers?q=cut")).GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task Unknown_ids_and_wrong_pages_are_named()
    {
        await app.MissingAsync("GET", "/api/imports/999999");
        await app.MissingAsync("GET", "/api/imports/999999/issues.csv");
        await app.MissingAsync("GET", "/api/jobs/999999");
        await app.MissingAsync("DELETE", "/api/jobs/999999");
        foreach (
            var list in new[]
            {
                "imports",
                "jobs",
                "customers",
                "segments",
                "segmentations",
                "customer-segments",
                "features",
                "sales-summary",
            }
        )
        {
            await app.RefusedAsync("GET", $"/api/{list}?limit=0", null, "limit", "limit must be between 1 and 1000. Got 0 instead.");
            await app.RefusedAsync("GET", $"/api/{list}?limit=1001", null, "limit", "limit must be between 1 and 1000. Got 1001 instead.");
            await app.RefusedAsync("GET", $"/api/{list}?skip=-1", null, "skip", "skip must be 0 or more. Got -1 instead.");
            await app.RefusedAsync("GET", $"/api/{list}?limit=many", null, "limit", "many");
            var page = await app.GetAsync($"/api/{list}?skip=100000&limit=1000");
            Assert.Equal((0, 100_000, 1_000), (page.GetProperty("items").GetArrayLength(), Number(page, "skip"), Number(page, "limit")));
            Assert.True(page.TryGetProperty("total", out _));
        }
        await app.RefusedAsync("GET", "/api/sales-summary?from=2011-02-01&to=2011-01-01", null, "from");
        await app.RefusedAsync("GET", "/api/sales-summary?from=soon", null, "from", "soon");
    }

    [Fact]
    public async Task A_job_that_has_ended_cannot_be_cancelled()
    {
        using var answer = await app.UploadAsync("/api/imports", "customer_id,name\njob,Job\n");
        var accepted = await ApiApp.BodyAsync(answer, HttpStatusCode.Accepted);
        var job = await app.DoneAsync(accepted);
        Assert.Equal(1, job.GetProperty("progress").GetDouble());
        Assert.Equal(accepted.GetProperty("jobId").GetInt64(), job.GetProperty("id").GetInt64());
        await app.ForbiddenAsync("DELETE", accepted.GetProperty("href").GetString()!);
        await app.SendAsync("DELETE", "/api/customers/job", null, HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("""{"shop": "grocery"}""", "shop")]
    [InlineData("""{"customers": 0}""", "customers")]
    [InlineData("""{"days": 10}""", "days")]
    [InlineData("""{"customers": "many"}""", "customers")]
    public Task A_wrong_simulation_is_named(string json, string field) => app.RefusedAsync("POST", "/api/simulations", json, field);

    private static long Number(JsonElement element, string name) => element.GetProperty(name).GetInt64();

    private static string Rules(JsonElement issues) =>
        string.Join(' ', issues.EnumerateArray().Select(i => i.GetProperty("rule").GetProperty("key").GetString()));
}
