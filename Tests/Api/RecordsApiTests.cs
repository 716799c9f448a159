using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Tests.Api;

/// <summary>Rows over REST: interactions in batches, catalogues and sessions, and the sums that follow.</summary>
public sealed class RecordsApiTests(ApiApp app) : IClassFixture<ApiApp>
{
    [Fact]
    public async Task Interactions_with_an_id_are_kept_once_and_those_without_by_their_content()
    {
        const string batch = """
            [{"customerId": "i1", "productId": "p", "kind": "view", "occurredAt": "2025-03-01T10:00:00Z", "id": "e1"},
             {"customerId": "i1", "productId": "p", "kind": "Add to cart", "occurredAt": "2025-03-01T10:01:00Z"},
             {"customerId": "i1", "productId": "p", "kind": "add_to_cart", "occurredAt": "2025-03-01T10:01:00Z"}]
            """;
        var first = await app.SendAsync("POST", "/api/interactions", batch, HttpStatusCode.OK);
        Assert.Equal((3, 3), (first.GetProperty("received").GetInt32(), first.GetProperty("inserted").GetInt32()));
        var again = await app.SendAsync("POST", "/api/interactions", batch, HttpStatusCode.OK);
        Assert.Equal((0, 3), (again.GetProperty("inserted").GetInt32(), again.GetProperty("known").GetInt32()));
        var exported = await app.Http.GetStringAsync("/api/exports/tables/interactions.csv");
        Assert.Equal(2, exported.Split("add_to_cart").Length - 1);
    }

    [Theory]
    [InlineData("""[{"productId": "p", "kind": "view", "occurredAt": "2025-03-01"}]""", "[0].customerId")]
    [InlineData(
        """[{"customerId": "a", "kind": "view", "occurredAt": "2025-03-01"}, {"customerId": "a", "kind": "view", "occurredAt": "soon"}]""",
        "[1].occurredAt"
    )]
    [InlineData("""[{"customerId": "a", "occurredAt": "2025-03-01"}]""", "[0].kind")]
    [InlineData("""[{"customerId": "a", "kind": "view", "occurredAt": "2025-03-01", "value": 1e15}]""", "[0].value")]
    [InlineData("[null]", "[0]")]
    public Task A_wrong_interaction_is_named_and_nothing_is_written(string json, string field) =>
        app.RefusedAsync("POST", "/api/interactions", json, field);

    [Fact]
    public async Task Too_many_at_once_are_refused()
    {
        var many =
            "["
            + string.Join(',', Enumerable.Repeat("""{"customerId":"a","kind":"view","occurredAt":"2025-03-01T00:00:00Z"}""", 10_001))
            + "]";
        await app.RefusedAsync("POST", "/api/interactions", many, "", "Got 10001 instead.");
    }

    [Fact]
    public async Task Twenty_thousand_interactions_a_second_come_in()
    {
        string[] batches =
        [
            .. Enumerable
                .Range(0, 8)
                .Select(b =>
                    "["
                    + string.Join(
                        ',',
                        Enumerable
                            .Range(0, 10_000)
                            .Select(i =>
                                string.Create(
                                    CultureInfo.InvariantCulture,
                                    $$"""{"customerId":"speed{{(b * 7919 + i * 31) % 5000}}","productId":"sp{{i % 500}}","kind":"view","occurredAt":"2025-04-0{{b + 1}}T{{i / 3600 % 24:00}}:{{i / 60 % 60:00}}:{{i % 60:00}}Z","id":"s{{b}}-{{i}}"}"""
                                )
                            )
                    )
                    + "]"
                ),
        ];
        await SendAsync(batches[0]);
        // Machines are shared: the best of a few rounds says what the program can do.
        var best = 0.0;
        foreach (var round in new[] { batches[1..3], batches[3..5], batches[5..7] })
        {
            var clock = Stopwatch.StartNew();
            // Two callers, as two programs would send.
            await Task.WhenAll(Several(round[..1]), Several(round[1..]));
            best = Math.Max(best, 20_000 / clock.Elapsed.TotalSeconds);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{best:N0} interactions a second");
        Assert.True(best >= 20_000, $"{best:N0} interactions a second");

        async Task Several(string[] some)
        {
            foreach (var batch in some)
            {
                await SendAsync(batch);
            }
        }

        async Task SendAsync(string batch)
        {
            using var content = new StringContent(batch, Encoding.UTF8, "application/json");
            using var answer = await app.Http.PostAsync("/api/interactions", content);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_purchase_without_an_order_counts_and_one_with_an_order_does_not_count_twice()
    {
        await app.ImportAsync("order_id,customer_id,ordered_at,amount\nd1,dora,2019-05-01,10\n");
        await app.SendAsync(
            "POST",
            "/api/interactions",
            """
            [{"customerId": "dora", "kind": "purchase", "occurredAt": "2019-05-01T12:00:00Z", "value": 10},
             {"customerId": "emil", "kind": "purchase", "occurredAt": "2019-05-01T12:00:00Z", "value": 7.5},
             {"customerId": "emil", "kind": "purchase", "occurredAt": "2019-05-01T12:00:00Z", "value": 2.5}]
            """,
            HttpStatusCode.OK
        );
        await app.DoneAsync(await app.SendAsync("POST", "/api/sales-summary/refresh", null, HttpStatusCode.Accepted));
        var days = await app.GetAsync("/api/sales-summary?from=2019-05-01&to=2019-05-01");
        var day = days.GetProperty("items")[0];
        Assert.Equal(20, day.GetProperty("revenue").GetDecimal());
        Assert.Equal((2, 2), (day.GetProperty("orders").GetInt32(), day.GetProperty("uniqueCustomers").GetInt32()));
        Assert.Equal(3, day.GetProperty("unitsSold").GetDouble());
    }

    [Fact]
    public async Task Catalogues_and_sessions_are_added_changed_and_listed_by_their_own_ids()
    {
        var made = await app.SendAsync(
            "POST",
            "/api/movies",
            """[{"movieId": "m1", "movieName": "Up", "movieGenre": "Family", "movieDuration": 96, "releaseYear": 2009, "studio": "Pixar"}, {"externalId": "m2", "movieName": "Heat"}]""",
            HttpStatusCode.Created
        );
        Assert.Equal((2, 2), (made.GetProperty("received").GetInt32(), made.GetProperty("inserted").GetInt32()));
        var changed = await app.SendAsync("POST", "/api/movies", """{"movieId": "m2", "movieRating": "R"}""", HttpStatusCode.Created);
        Assert.Equal(1, changed.GetProperty("updated").GetInt32());
        var movies = (await app.GetAsync("/api/movies"))
            .GetProperty("items")
            .EnumerateArray()
            .ToDictionary(m => m.GetProperty("movieId").GetString()!);
        Assert.Equal("Pixar", movies["m1"].GetProperty("attributes").GetProperty("studio").GetString());
        Assert.Equal(
            ("Heat", "R"),
            (movies["m2"].GetProperty("movieName").GetString(), movies["m2"].GetProperty("movieRating").GetString())
        );
        await app.SendAsync(
            "POST",
            "/api/engagements",
            """{"customerId": "viewer", "movieId": "m1", "sessionDate": "2025-01-02T20:00:00Z", "sessionDuration": 96, "watchedFully": true, "likeStatus": "liked"}""",
            HttpStatusCode.Created
        );
        var session = (await app.GetAsync("/api/engagements")).GetProperty("items")[0];
        Assert.Equal(("viewer", "m1"), (session.GetProperty("customerId").GetString(), session.GetProperty("movieId").GetString()));
        Assert.True(session.GetProperty("watchedFully").GetBoolean());
        await app.SendAsync("POST", "/api/products", """{"productId": "pp", "name": "Pen", "price": 1.25}""", HttpStatusCode.Created);
        var products = await app.GetAsync("/api/products?limit=1000");
        Assert.Contains(
            products.GetProperty("items").EnumerateArray(),
            p => p.GetProperty("price") is { ValueKind: JsonValueKind.Number } price && price.GetDecimal() == 1.25m
        );
    }

    [Theory]
    [InlineData("/api/products", """{"name": "Pen"}""", "", "needs a column 'product_id'")]
    [InlineData("/api/products", """{"productId": "p", "price": "much"}""", "price", "not a number")]
    [InlineData(
        "/api/engagements",
        """[{"customerId": "a", "sessionDate": "2025-01-01"}, {"customerId": "a", "sessionDate": "x"}]""",
        "[1].sessionDate",
        "not a date"
    )]
    [InlineData(
        "/api/engagements",
        """{"customerId": "a", "sessionDate": "2025-01-01", "colour": "red"}""",
        "[0].colour",
        "not a field of engagements"
    )]
    [InlineData("/api/movies", "[]", "", "1 to 10000 rows")]
    [InlineData("/api/movies", "3", "", "object or an array")]
    public Task A_wrong_row_is_named(string path, string json, string field, string message) =>
        app.RefusedAsync("POST", path, json, field, message);

    [Fact]
    public async Task Everything_can_be_taken_out()
    {
        await app.ImportAsync("customer_id,email,Age\nx1,x1@example.com,33\n", ("kind", "customers"));
        await app.ImportAsync(
            "feedback_id,date,source,customer_email,text\nf1,2025-02-03,survey,x1@example.com,\"=HYPERLINK(1), lovely\"\n",
            ("kind", "feedback")
        );
        var truth = await app.Http.GetStringAsync("/api/exports/single-source-of-truth.csv");
        // What a spreadsheet would run is a text, and the season and the customer stand beside it.
        Assert.Contains("\"'=HYPERLINK(1), lovely\"", truth);
        Assert.Contains(",winter,", truth);
        Assert.Contains(",x1,x1@example.com,", truth);
        var customers = await app.Http.GetStringAsync("/api/exports/customers.csv");
        Assert.Contains("Age", customers.Split('\n')[0]);
        Assert.Contains(
            customers.Split('\n'),
            l => l.StartsWith("x1,", StringComparison.Ordinal) && l.Contains(",33,", StringComparison.Ordinal)
        );
        foreach (var name in new[] { "single-source-of-truth", "customers", "tables/orders", "tables/daily-sales" })
        {
            var file = await app.Http.GetByteArrayAsync($"/api/exports/{name}.parquet");
            Assert.Equal("PAR1", Encoding.ASCII.GetString(file, file.Length - 4, 4));
        }
        await app.MissingAsync("GET", "/api/exports/tables/secrets.csv");
        await app.MissingAsync("GET", "/api/exports/customers.csv?segmentId=99999");
    }
}
