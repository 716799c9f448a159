using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tests.Api;
using Tests.Journeys;
using Xunit;

namespace Tests.Sources;

/// <summary>Every source in the real program, from the request to the rows in the database.</summary>
public sealed class SourcesApiTests(LocalSite site) : IClassFixture<LocalSite>
{
    private const string Long = "This paragraph has more than eight words in it, surely.";

    private ApiAppHandle App(params (string Name, string Value)[] more) =>
        new(false, [("Sources__AllowedHosts", $"127.0.0.1:{site.Port}"), ("Sources__SecondsBetweenRequests", "0"), .. more]);

    private string Here(string path) => $"http://127.0.0.1:{site.Port}{path}";

    private static Task<JsonElement> StartAsync(ApiApp app, string path, string json) =>
        app.SendAsync("POST", path, json, HttpStatusCode.Accepted);

    private static async Task<JsonElement> ImportOfAsync(ApiApp app, JsonElement job)
    {
        var import = await app.GetAsync(job.GetProperty("resultHref").GetString()!);
        Assert.Equal("succeeded", import.GetProperty("state").GetString());
        return import;
    }

    private static string Message(JsonElement job) => job.GetProperty("message").GetString()!;

    [Fact]
    public async Task Every_simulated_shop_comes_in_through_the_import_and_goes_out_again()
    {
        await using var app = App();
        await app.StartAsync();
        foreach (
            var (shop, days, kinds) in new[]
            {
                ("retail", 200, "customers orders"),
                ("streaming", 90, "subscriptions customers movies engagements interactions"),
                ("telecom", 365, "customers devices device-uses"),
                ("handmade", 365, "customers products orders interactions feedback"),
            }
        )
        {
            await app.DoneAsync(
                await StartAsync(app, "/api/simulations", $$"""{"shop": "{{shop}}", "customers": 150, "days": {{days}}, "seed": 3}""")
            );
            var imports = (await app.GetAsync($"/api/imports?limit={kinds.Split(' ').Length}"))
                .GetProperty("items")
                .EnumerateArray()
                .Reverse()
                .ToList();
            Assert.Equal(kinds.Split(' '), imports.Select(i => i.GetProperty("kind").GetString()));
            Assert.All(
                imports,
                i =>
                {
                    Assert.Equal(("succeeded", "simulated"), (i.GetProperty("state").GetString(), i.GetProperty("source").GetString()));
                    var (read, imported) = (i.GetProperty("rowsRead").GetInt64(), i.GetProperty("rowsImported").GetInt64());
                    // Noise is what the rules are for: little of it is lost.
                    Assert.True(imported > 0.8 * read, i.ToString());
                }
            );
        }
        Assert.Equal(600, (await app.GetAsync("/api/customers?limit=1")).GetProperty("total").GetInt64());

        await app.DoneAsync(await app.SendAsync("DELETE", "/api/simulations", null, HttpStatusCode.Accepted));

        Assert.Equal(0, (await app.GetAsync("/api/customers?limit=1")).GetProperty("total").GetInt64());
    }

    [Theory]
    [InlineData(
        "/api/simulations",
        """{"shop": "grocery"}""",
        "shop",
        "shop must be one of retail, streaming, telecom, handmade. Got 'grocery' instead."
    )]
    [InlineData("/api/simulations", """{"customers": 1000001}""", "customers", "customers must be between 1 and 1000000.")]
    [InlineData("/api/simulations", """{"shop": "retail", "days": 60}""", "days", "days must be between 180 and 3650. Got 60 instead.")]
    [InlineData("/api/simulations", """{"shop": "telecom", "days": 10}""", "days", "days must be between 30 and 3650. Got 10 instead.")]
    [InlineData("/api/sources/web-pages", """{"urls": []}""", "urls", "urls must be 1 to 200 addresses. Got 0 instead.")]
    [InlineData("/api/sources/web-pages", """{"urls": ["https://a.example/", "shop"]}""", "urls[1]", "'shop' is no address.")]
    [InlineData("/api/sources/web-pages", """{"urls": ["http://[::1]/"]}""", "urls[0]", "[::1] is not a public site")]
    [InlineData("/api/sources/web-pages", """{"urls": ["https://a.example/"], "leastWords": 0}""", "leastWords", "leastWords must be")]
    [InlineData("/api/sources/reddit", "{}", "subreddits", "Name at least one subreddit or one term")]
    [InlineData("/api/sources/reddit", """{"subreddits": ["r/ok", "a b"]}""", "subreddits", "'a b' is no subreddit's name")]
    [InlineData("/api/sources/reddit", """{"terms": ["x"], "mostPosts": 0}""", "mostPosts", "mostPosts must be between 1 and 1000.")]
    [InlineData("/api/sources/public-sentiment", """{"url": "http://10.0.0.1/x.csv"}""", "url", "10.0.0.1 is not a public site")]
    [InlineData("/api/live-events", """{"perSecond": 0}""", "perSecond", "perSecond must be between 0.1 and 1000. Got 0 instead.")]
    [InlineData("/api/live-events", """{"minutes": 0}""", "minutes", "minutes must be between 1 and 1440. Got 0 instead.")]
    public async Task A_wrong_request_is_named(string path, string json, string field, string message) =>
        await (await Shared.Value).RefusedAsync("POST", path, json, field, message);

    // Nothing is written there, so one program does for all of them; the process ends with the tests.
    private static readonly Lazy<Task<ApiAppHandle>> Shared = new(async () =>
    {
        var app = new ApiAppHandle();
        await app.StartAsync();
        return app;
    });

    [Fact]
    public async Task Web_pages_become_texts_and_what_could_not_be_read_is_told()
    {
        site.Answer = context =>
            context.Request.Path == "/robots.txt" ? context.Response.WriteAsync("User-agent: *\nDisallow: /private")
            : context.Request.Path == "/good"
                ? LocalSite.HtmlAsync(context, $"<p>{Long}</p><p>And a second one, about delivery, that is bad.</p>")
            : LocalSite.StatusAsync(context, 404);
        await using var app = App();
        await app.StartAsync();
        var urls = $$"""{"urls": ["{{Here("/good")}}", "{{Here("/private")}}", "{{Here("/none")}}"]}""";

        var job = await app.DoneAsync(await StartAsync(app, "/api/sources/web-pages", urls));

        Assert.Equal(
            $"2 paragraphs from 1 of 3 pages. {Here("/private")}: 127.0.0.1 asks programs not to read this page (robots.txt). "
                + $"{Here("/none")}: 127.0.0.1 answered 404: there is no such page.",
            Message(job)
        );
        var import = await ImportOfAsync(app, job);
        Assert.Equal(("feedback", "web"), (import.GetProperty("kind").GetString(), import.GetProperty("source").GetString()));
        Assert.Equal(2, import.GetProperty("inserted").GetInt64());

        var again = await ImportOfAsync(app, await app.DoneAsync(await StartAsync(app, "/api/sources/web-pages", urls)));
        Assert.Equal(0, again.GetProperty("inserted").GetInt64());

        var nothing = await app.EndedAsync(await StartAsync(app, "/api/sources/web-pages", $$"""{"urls": ["{{Here("/none")}}"]}"""));
        Assert.Equal("failed", nothing.GetProperty("state").GetString());
        Assert.StartsWith("No text was found. http://127.0.0.1:", nothing.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Reddit_is_read_from_where_it_was_left_and_a_private_place_is_told()
    {
        var reddit = new RedditServer();
        for (var i = 1; i <= 3; i++)
        {
            reddit.Post(i, text: $"The parcel was late again, number {i}");
        }
        site.Answer = context =>
            context.Request.Path.StartsWithSegments("/r/secret") ? LocalSite.StatusAsync(context, 403) : reddit.AnswerAsync(context);
        await using var app = App(
            ("Reddit__ClientId", "id"),
            ("Reddit__ClientSecret", "secret"),
            ("Reddit__BaseUrl", Here("/")),
            ("Reddit__TokenUrl", Here("/api/v1/access_token"))
        );
        await app.StartAsync();
        const string json = """{"subreddits": ["r/shops", "secret"]}""";

        var job = await app.DoneAsync(await StartAsync(app, "/api/sources/reddit", json));

        Assert.Equal("3 posts. r/secret: Reddit says that this is private (403).", Message(job));
        Assert.Equal(3, (await ImportOfAsync(app, job)).GetProperty("inserted").GetInt64());

        reddit.Post(4, text: "One more");
        var next = await app.DoneAsync(await StartAsync(app, "/api/sources/reddit", json));
        Assert.StartsWith("1 posts. ", Message(next));
        Assert.Equal(1, (await ImportOfAsync(app, next)).GetProperty("rowsRead").GetInt64());

        var idle = await app.DoneAsync(await StartAsync(app, "/api/sources/reddit", json));
        Assert.StartsWith("Nothing new. ", Message(idle));
        Assert.Equal(JsonValueKind.Null, idle.GetProperty("resultHref").ValueKind);
    }

    [Fact]
    public async Task Without_credentials_or_an_address_samples_come_in_and_say_so()
    {
        site.Answer = context =>
            context.Request.Path == "/set.csv"
                ? context.Response.WriteAsync("text,label\nLovely,positive\nAwful,negative\n")
                : LocalSite.StatusAsync(context, 500);
        await using var app = App();
        await app.StartAsync();

        var reddit = await app.DoneAsync(await StartAsync(app, "/api/sources/reddit", """{"subreddits": ["shops"]}"""));
        Assert.Equal("No credentials are set, so a sample of 24 posts was used that nobody wrote on Reddit.", Message(reddit));
        Assert.Equal("sample", (await ImportOfAsync(app, reddit)).GetProperty("source").GetString());

        var sample = await app.DoneAsync(await StartAsync(app, "/api/sources/public-sentiment", "{}"));
        Assert.Equal("No set is named, so the built-in sample was used. 120 texts, written for this program.", Message(sample));
        Assert.Equal(120, (await ImportOfAsync(app, sample)).GetProperty("inserted").GetInt64());

        var real = await app.DoneAsync(await StartAsync(app, "/api/sources/public-sentiment", $$"""{"url": "{{Here("/set.csv")}}"}"""));
        Assert.Equal("2 texts from 127.0.0.1.", Message(real));
        Assert.Equal("public-sentiment", (await ImportOfAsync(app, real)).GetProperty("source").GetString());

        var failed = await app.DoneAsync(await StartAsync(app, "/api/sources/public-sentiment", $$"""{"url": "{{Here("/x.csv")}}"}"""));
        Assert.StartsWith("127.0.0.1 could not be used (127.0.0.1 answered 500), so the built-in sample was used.", Message(failed));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_simulated_shop_that_is_still_being_made_is_stopped_before_it_goes(bool byImport)
    {
        await using var app = App();
        await app.StartAsync();
        var making = await StartAsync(app, "/api/simulations", """{"shop": "retail", "customers": 60000, "days": 400}""");
        var href = making.GetProperty("href").GetString()!;
        // Its customers are in, its orders are not.
        await app.UntilAsync("/api/customers?limit=1", c => c.GetProperty("total").GetInt64() > 0);
        Assert.Equal("running", (await app.GetAsync(href)).GetProperty("state").GetString());

        if (byImport)
        {
            await app.ImportAsync("customer_id,name,email\nreal,Rea,rea@example.com\n", ("kind", "customers"));
        }
        else
        {
            await app.DoneAsync(await app.SendAsync("DELETE", "/api/simulations", null, HttpStatusCode.Accepted));
        }

        Assert.Equal("cancelled", (await app.GetAsync(href)).GetProperty("state").GetString());
        var left = await app.GetAsync("/api/customers?limit=5");
        Assert.Equal(
            byImport ? ["real"] : [],
            left.GetProperty("items").EnumerateArray().Select(c => c.GetProperty("externalId").GetString())
        );
        Assert.Equal(0, (await app.GetAsync("/api/sales-summary")).GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task Live_mode_writes_events_until_it_is_stopped_and_they_are_simulated()
    {
        await using var app = App();
        await app.StartAsync();
        var accepted = await StartAsync(app, "/api/live-events", """{"perSecond": 50, "minutes": 5}""");
        var href = accepted.GetProperty("href").GetString()!;
        await app.UntilAsync(href, j => j.GetProperty("progress").GetDouble() > 0.005);

        await app.SendAsync("DELETE", href, null, HttpStatusCode.Accepted);
        var job = await app.DoneAsync(accepted);

        Assert.Matches("^[0-9]+ events in [0-9]+ seconds\\.$", Message(job));
        var import = await ImportOfAsync(app, job);
        Assert.Equal(("interactions", "simulated"), (import.GetProperty("kind").GetString(), import.GetProperty("source").GetString()));
        Assert.True(import.GetProperty("inserted").GetInt64() > 20, import.ToString());
        Assert.True((await app.GetAsync("/api/customers?limit=1")).GetProperty("total").GetInt64() > 0);

        await app.DoneAsync(await app.SendAsync("DELETE", "/api/simulations", null, HttpStatusCode.Accepted));
        Assert.Equal(0, (await app.GetAsync("/api/customers?limit=1")).GetProperty("total").GetInt64());
    }
}
