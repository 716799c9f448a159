using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Data.Queries;
using Tests.Data;
using Xunit;

namespace Tests.Campaigns;

public sealed class CampaignsApiTests(CampaignApp app) : IClassFixture<CampaignApp>
{
    private TestDatabase Database => app.Database;

    private static object Input(long segment, string subject = "Hello {{first_name|there}}") =>
        new
        {
            name = "Spring",
            goal = "purchase",
            includeSegments = new[] { segment },
            variants = new[]
            {
                new { subject, html = "<p>Hi {{name}} <a href=\"{{shop_url}}\">shop</a></p>" },
                new { subject = "B", html = "<p>Hi <a href=\"https://b.example.com/\">shop</a></p>" },
            },
            mergeValues = new Dictionary<string, string> { ["shop_url"] = "https://a.example.com/" },
        };

    private async Task<long> Draft(long segment)
    {
        var (status, body) = await app.Call("POST", "/api/campaigns", Input(segment));
        Assert.Equal(201, status);
        return body.GetProperty("id").GetInt64();
    }

    [Fact]
    public async Task The_whole_journey_from_draft_to_click_and_unsubscribe()
    {
        var segment = await Database.Segment("journey", [.. CampaignSeed.People("j", 20), ("j-none", null)]);
        var id = await Draft(segment);
        var (_, draft) = await app.Call("GET", $"/api/campaigns/{id}");
        Assert.Equal("draft", draft.GetProperty("state").GetString());
        Assert.Equal(20, draft.GetProperty("funnel").GetProperty("willBeSent").GetInt64());

        var (_, preview) = await app.Call("POST", $"/api/campaigns/{id}/preview", new { variant = 0, customerId = "j3" });
        Assert.Equal("Hello Person", preview.GetProperty("subject").GetString());
        Assert.Contains("https://a.example.com/", preview.GetProperty("html").GetString(), StringComparison.Ordinal);
        var (_, preflight) = await app.Call("POST", $"/api/campaigns/{id}/preflight");
        Assert.True(preflight.GetProperty("canLaunch").GetBoolean());
        Assert.Equal(1, preflight.GetProperty("wouldReachWithPractice").GetInt64());
        var (_, test) = await app.Call("POST", $"/api/campaigns/{id}/test-send", new { to = "me@example.com" });
        Assert.True(test.GetProperty("inOutbox").GetBoolean());

        Assert.Equal(409, (await app.Call("POST", $"/api/campaigns/{id}/launch", new { expected = 19 })).Status);
        var (status, launched) = await app.Call("POST", $"/api/campaigns/{id}/launch", new { expected = 20 });
        Assert.Equal(202, status);
        Assert.True(launched.GetProperty("jobId").GetInt64() > 0);
        Assert.Equal(409, (await app.Call("POST", $"/api/campaigns/{id}/launch")).Status);
        Assert.Equal(409, (await app.Call("PUT", $"/api/campaigns/{id}", Input(segment))).Status);
        Assert.Equal(409, (await app.Call("DELETE", $"/api/campaigns/{id}")).Status);

        await app.Send(id);
        var (_, sent) = await app.Call("GET", $"/api/campaigns/{id}");
        Assert.Equal("sent", sent.GetProperty("state").GetString());
        Assert.Equal(20, sent.GetProperty("counts").GetProperty("sent").GetInt64());
        var (_, deliveries) = await app.Call("GET", $"/api/campaigns/{id}/deliveries?state=suppressed");
        Assert.Equal("No e-mail address", deliveries.GetProperty("items")[0].GetProperty("reason").GetString());

        var mail = (await app.Outbox.ListAsync(0, 50)).Items.First(m => m.Id.StartsWith($"{id}/", StringComparison.Ordinal));
        var (_, message) = await app.Call("GET", $"/api/campaigns/outbox/{mail.Id}");
        Assert.Equal(mail.Subject, message.GetProperty("subject").GetString());
        using var page = await app.Http.GetAsync($"/api/campaigns/outbox/{mail.Id}/html");
        Assert.StartsWith("sandbox allow-popups", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var html = await page.Content.ReadAsStringAsync();

        await Click(Path(html, 'c'));
        using (var pixel = await app.Http.GetAsync(Path(html, 'o')))
        {
            Assert.Equal("image/gif", pixel.Content.Headers.ContentType!.MediaType);
        }
        await Unsubscribe(Path(html, 'u'), mail.To);
        var (_, results) = await app.Call("GET", $"/api/campaigns/{id}/results");
        var arms = results.GetProperty("arms").EnumerateArray().ToList();
        Assert.Equal(20, arms.Sum(a => a.GetProperty("sent").GetInt64()));
        Assert.Equal(1, arms.Sum(a => a.GetProperty("clicked").GetInt64()));
        Assert.Equal(1, arms.Sum(a => a.GetProperty("opened").GetInt64()));
        Assert.Equal(1, arms.Sum(a => a.GetProperty("unsubscribed").GetInt64()));
        Assert.NotEqual("", results.GetProperty("verdict").GetString());
        Assert.False(results.GetProperty("sampleRatio").GetProperty("isMismatch").GetBoolean());
    }

    private async Task Click(string path)
    {
        using var click = await app.Http.GetAsync(path);
        Assert.Equal(HttpStatusCode.Redirect, click.StatusCode);
        Assert.Contains(click.Headers.Location!.ToString(), new[] { "https://a.example.com/", "https://b.example.com/" });
        using var forged = await app.Http.GetAsync(path[..^1] + (path[^1] == 'A' ? 'B' : 'A') + "?url=https://evil.example.com");
        Assert.Equal(HttpStatusCode.NotFound, forged.StatusCode);
    }

    private async Task Unsubscribe(string path, string to)
    {
        using var asked = await app.Http.GetAsync(path);
        Assert.Contains("No more mails?", await asked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await using var db = Database.Context();
        Assert.Empty(db.Suppressions);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["List-Unsubscribe"] = "One-Click" });
        using var done = await app.Http.PostAsync(path, form);
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        Assert.Contains(db.Suppressions.Single().Address, to, StringComparison.Ordinal);
        using var forged = await app.Http.PostAsync("/t/u/" + new string('A', 48), form);
        Assert.Equal(HttpStatusCode.NotFound, forged.StatusCode);
    }

    private static string Path(string html, char kind) => Regex.Match(html, $"/t/{kind}/[A-Za-z0-9_-]+").Value;

    [Fact]
    public async Task Wrong_input_is_told_by_field_all_at_once()
    {
        var (status, body) = await app.Call(
            "POST",
            "/api/campaigns",
            new
            {
                includeSegments = new[] { 99_999 },
                holdout = 1.5,
                ratePerMinute = 0,
                unknownPolicy = "perhaps",
                fromAddress = "nobody",
                scheduleAt = "2030-01-01T00:00:00Z",
                mergeValues = new Dictionary<string, string> { ["first_name"] = "x" },
                variants = new[]
                {
                    new
                    {
                        subject = "",
                        html = "{{nam}}",
                        weight = 0,
                    },
                },
            }
        );
        Assert.Equal(422, status);
        var errors = body.GetProperty("errors").EnumerateObject().ToDictionary(e => e.Name, e => e.Value[0].GetString());
        Assert.Equal(
            [
                "fromAddress",
                "holdout",
                "includeSegments",
                "mergeValues",
                "name",
                "ratePerMinute",
                "scheduleAt",
                "unknownPolicy",
                "variants[0].html",
                "variants[0].subject",
                "variants[0].weight",
            ],
            errors.Keys.Order(StringComparer.Ordinal)
        );
        Assert.Equal("Line 1, column 1: There is no merge field {{nam}}. Did you mean {{name}}?", errors["variants[0].html"]);
        Assert.Equal("There is no segment 99999.", errors["includeSegments"]);
    }

    [Fact]
    public async Task Unknown_campaigns_and_states_that_forbid_it_are_told_apart()
    {
        foreach (
            var call in new[] { "GET ", "DELETE ", "POST /launch", "POST /pause", "POST /preflight", "GET /results", "GET /deliveries" }
        )
        {
            var (method, path) = (call.Split(' ')[0], call.Split(' ')[1]);
            Assert.Equal((call, 404), (call, (await app.Call(method, "/api/campaigns/987654" + path)).Status));
        }
        var id = await Draft(await Database.Segment("states", ("s-none", null)));
        Assert.Equal(409, (await app.Call("POST", $"/api/campaigns/{id}/pause")).Status);
        Assert.Equal(409, (await app.Call("POST", $"/api/campaigns/{id}/resume")).Status);
        Assert.Equal(409, (await app.Call("GET", $"/api/campaigns/{id}/results")).Status);
        Assert.Equal(422, (await app.Call("GET", $"/api/campaigns/{id}/deliveries?state=lost")).Status);
        Assert.Equal(422, (await app.Call("GET", "/api/campaigns?limit=0")).Status);
        Assert.Equal(422, (await app.Call("POST", $"/api/campaigns/{id}/test-send", new { to = "x" })).Status);
        var (status, nobody) = await app.Call("POST", $"/api/campaigns/{id}/launch");
        Assert.Equal(422, status);
        Assert.Contains(
            "Nobody in the audience",
            nobody.GetProperty("errors").GetProperty("includeSegments")[0].GetString(),
            StringComparison.Ordinal
        );
        Assert.Equal(204, (await app.Call("DELETE", $"/api/campaigns/{id}")).Status);
    }

    [Fact]
    public async Task Pause_resume_and_cancel()
    {
        var id = await Draft(await Database.Segment("pause", CampaignSeed.People("p", 5)));
        await app.Call("POST", $"/api/campaigns/{id}/launch");
        Assert.Equal(409, (await app.Call("POST", $"/api/campaigns/{id}/resume")).Status);
        Assert.Equal("paused", State(await app.Call("POST", $"/api/campaigns/{id}/pause")));
        await app.Send(id);
        Assert.Equal("sending", State(await app.Call("POST", $"/api/campaigns/{id}/resume")));
        var (_, cancelled) = await app.Call("POST", $"/api/campaigns/{id}/cancel");
        Assert.Equal(5, cancelled.GetProperty("counts").GetProperty(DeliveryState.Suppressed).GetInt64());
        Assert.Equal(409, (await app.Call("POST", $"/api/campaigns/{id}/cancel")).Status);

        static string? State((int Status, JsonElement Body) answer) => answer.Body.GetProperty("state").GetString();
    }
}
