using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tests.Api;
using Xunit;

namespace Tests.Report;

public sealed partial class ReportApiTests(ApiApp app) : IClassFixture<ApiApp>
{
    [Fact]
    public async Task A_report_is_saved_changed_published_and_deleted()
    {
        var catalogue = await app.GetAsync("/api/report-sections");
        Assert.Equal(
            ["intake", "cleaning", "sales", "segments", "loyalty", "feedback", "campaigns", "recommendations"],
            catalogue.EnumerateArray().Select(s => Text(s, "key"))
        );
        var created = await app.SendAsync(
            "POST",
            "/api/reports",
            """{"title": " Ours ", "sections": [{"key": "sales", "comment": "Up"}, {"key": "intake"}], "schedule": "0 0 7 * * ?"}""",
            HttpStatusCode.Created
        );
        Assert.Equal(("Ours", "0 0 7 * * ?"), (Text(created, "title"), Text(created, "schedule")));
        var id = created.GetProperty("id").GetInt64();
        var path = $"/api/reports/{id}";
        Assert.EndsWith("T07:00:00Z", Text(created, "nextPublishAt"));
        Assert.Equal(JsonValueKind.Null, created.GetProperty("publishedAt").ValueKind);

        var changed = await app.SendAsync("PUT", path, """{"title": "Theirs"}""", HttpStatusCode.OK);
        Assert.Equal(
            ("Theirs", 8, null),
            (Text(changed, "title"), changed.GetProperty("sections").GetArrayLength(), Text(changed, "schedule"))
        );
        Assert.Contains(
            (await app.GetAsync("/api/reports")).GetProperty("items").EnumerateArray(),
            r => r.GetProperty("id").GetInt64() == id
        );

        var job = await app.DoneAsync(await app.SendAsync("POST", path + "/publish", null, HttpStatusCode.Accepted));
        Assert.Equal((path, $"/report?id={id}"), (Text(job, "resultHref"), Text(job, "pageHref")));
        var published = Text((await app.GetAsync(path)).GetProperty("report"), "publishedAt");
        Assert.NotNull(published);
        var file = Path.Combine(app.Running.Folder, "reports", $"report-{id}.html");
        Assert.Equal(await File.ReadAllTextAsync(file), await app.Http.GetStringAsync(path + "/html"));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(file)!));

        await app.SendAsync("DELETE", path, null, HttpStatusCode.NoContent);
        Assert.False(File.Exists(file));
        foreach (var (method, rest) in new[] { ("GET", ""), ("DELETE", ""), ("POST", "/publish"), ("GET", "/html") })
        {
            await app.MissingAsync(method, path + rest);
        }
        await app.MissingAsync("PUT", path, """{"title": "x"}""");
    }

    [Theory]
    [InlineData("{}", "title")]
    [InlineData("""{"title": "x", "sections": []}""", "sections")]
    [InlineData("""{"title": "x", "sections": [{"key": "shoes"}]}""", "sections[0].key")]
    [InlineData("""{"title": "x", "sections": [{"key": "sales"}, {"key": "sales"}]}""", "sections[1].key")]
    [InlineData("""{"title": "x", "sections": [null]}""", "sections[0].key")]
    [InlineData("""{"title": "x", "schedule": "daily"}""", "schedule")]
    [InlineData("""{"title": "x", "schedule": "0 0 7 1 1 ? 2001"}""", "schedule")]
    public Task A_wrong_report_is_refused_by_field(string json, string field) => app.RefusedAsync("POST", "/api/reports", json, field);

    [Fact]
    public Task A_comment_that_is_too_long_is_refused() =>
        app.RefusedAsync(
            "POST",
            "/api/reports",
            JsonSerializer.Serialize(new { title = "x", sections = new[] { new { key = "sales", comment = new string('x', 10_001) } } }),
            "sections[0].comment",
            "10000"
        );

    [Fact]
    public async Task What_people_and_files_write_is_text_in_the_published_file_and_never_markup()
    {
        const string attack = "</script><script>window.hit=1</script><img src=x onerror=hit()><!--";
        await app.ImportAsync(
            "feedback_id,date,source,text\n"
                + string.Concat(
                    Enumerable.Range(0, 30).Select(i => $"f{i},2026-0{i % 3 + 1}-01,\"{attack}\",bad terrible slow parcel {i}\n")
                ),
            ("kind", "feedback")
        );
        var created = await app.SendAsync(
            "POST",
            "/api/reports",
            JsonSerializer.Serialize(
                new
                {
                    title = attack,
                    sections = new[] { new { key = "feedback", comment = attack }, new { key = "recommendations", comment = attack } },
                }
            ),
            HttpStatusCode.Created
        );
        var html = await app.Http.GetStringAsync(Text(created, "htmlHref"));
        // The file has its own three script elements and no more; nothing of the attack stands there as it was written.
        Assert.Equal(3, Script().Count(html));
        Assert.Equal(3, EndOfScript().Count(html));
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<!--", html, StringComparison.Ordinal);
        Assert.Contains("&lt;/script&gt;&lt;script&gt;window.hit=1", html, StringComparison.Ordinal);
        // The figures hold the source's name, escaped, and are still JSON that says the same.
        var figures = JsonDocument.Parse(Figures().Match(html).Groups[1].Value).RootElement;
        Assert.Contains(attack, figures[0].GetProperty("data")[0].GetProperty("y").EnumerateArray().Select(y => y.GetString()));
        Assert.Matches(
            @"default-src 'none'; style-src 'unsafe-inline'; img-src data: blob:; script-src 'sha256-[^ ]+' 'sha256-[^ ]+'""",
            html
        );
        // All of it negative: the stated rule gives advice on content.
        var sections = (await app.GetAsync($"/api/reports/{created.GetProperty("id").GetInt64()}")).GetProperty("sections");
        var advice = Assert.Single(
            sections[1].GetProperty("view").GetProperty("advice").EnumerateArray(),
            a => Text(a, "area") == "content"
        );
        Assert.StartsWith("100.0", Text(advice, "figure"));
    }

    [Fact]
    public async Task Sections_tell_what_an_import_brought_and_are_left_out_where_there_is_nothing()
    {
        // Three orders in two months, one line that can't be read.
        await app.ImportAsync(
            "order_id,customer_id,ordered_at,amount\n1,ann,2026-01-10,100\n2,ann,2026-02-10,50\n3,bob,2026-02-11,25\n4,bob,someday,9\n",
            ("kind", "orders")
        );
        var created = await app.SendAsync("POST", "/api/reports", """{"title": "All"}""", HttpStatusCode.Created);
        var sections = (await app.GetAsync($"/api/reports/{created.GetProperty("id").GetInt64()}"))
            .GetProperty("sections")
            .EnumerateArray()
            .ToDictionary(s => Text(s, "key")!, s => s.GetProperty("view"));
        Assert.Equal(JsonValueKind.Null, sections["campaigns"].ValueKind);
        Assert.StartsWith("2 customers placed 3 orders for 175.00", sections["sales"].GetProperty("sentences")[0].GetString());
        var revenue = sections["sales"].GetProperty("charts")[0].GetProperty("figure").GetProperty("data")[0].GetProperty("y");
        Assert.Equal([100d, 75], revenue.EnumerateArray().Select(y => y.GetDouble()));
        Assert.Contains("1 customer (50.0", sections["loyalty"].GetProperty("sentences")[1].GetString());
        var kinds = sections["intake"].GetProperty("tables")[0].GetProperty("table").GetProperty("rows").EnumerateArray();
        Assert.Equal("4|3", kinds.Where(r => r[0].GetString() == "Orders").Select(r => $"{r[3]}|{r[4]}").Single());
        Assert.Contains(
            sections["cleaning"].GetProperty("tables")[0].GetProperty("table").GetProperty("rows").EnumerateArray(),
            r => r[1].GetString() == "1"
        );
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    [GeneratedRegex("<script", RegexOptions.IgnoreCase)]
    private static partial Regex Script();

    [GeneratedRegex("</script", RegexOptions.IgnoreCase)]
    private static partial Regex EndOfScript();

    [GeneratedRegex("""<script type="application/json" id="figures">(.*?)</script>""", RegexOptions.Singleline)]
    private static partial Regex Figures();
}
