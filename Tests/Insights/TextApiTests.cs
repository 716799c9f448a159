using System.Net;
using System.Text.Json;
using Tests.Api;
using Xunit;

namespace Tests.Insights;

public sealed class TextApiTests(ApiApp app) : IClassFixture<ApiApp>
{
    private const string Sentiment = "/api/text/sentiment",
        Keywords = "/api/text/keywords";

    [Fact]
    public async Task Sentiment_is_that_of_VADER()
    {
        var answer = await PostAsync(Sentiment, new { texts = new[] { "VADER is smart, handsome, and funny.", "", "tear gas" } });

        var oracle = Oracles.Engine("vader.readme.00");
        Assert.Equal(3, answer.GetArrayLength());
        foreach (var name in new[] { "neg", "neu", "pos", "compound" })
        {
            Assert.Equal(oracle.Expected(name).GetDouble(), answer[0].GetProperty(name).GetDouble());
            Assert.Equal(0, answer[1].GetProperty(name).GetDouble());
        }
        Assert.Equal(["neg", "neu", "pos", "compound"], answer[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal(0, (await PostAsync(Sentiment, new { texts = Array.Empty<string>() })).GetArrayLength());
    }

    [Fact]
    public async Task Without_a_service_VADER_answers_for_it_and_says_so()
    {
        var answer = await PostAsync(Sentiment, new { texts = new[] { "GREAT!" }, model = "service" });

        Assert.Equal("vader", answer[0].GetProperty("model").GetString());
        Assert.Equal("No sentiment service is configured (setting Sentiment__Url).", answer[0].GetProperty("note").GetString());
        Assert.Equal(0.6588, answer[0].GetProperty("compound").GetDouble());
    }

    [Fact]
    public async Task As_many_and_as_long_texts_as_are_allowed()
    {
        var most = Enumerable.Repeat(new string('x', 99_990) + " great", 999).Append(new string('é', 100_000));
        var answer = await PostAsync(Sentiment, new { texts = most });

        Assert.Equal(1000, answer.GetArrayLength());
        Assert.True(answer[0].GetProperty("compound").GetDouble() > 0.6);
    }

    [Fact]
    public async Task Keywords_with_counts_weights_and_keyness()
    {
        var answer = await PostAsync(
            Keywords,
            new
            {
                texts = new[] { "Late delivery!", "Deliveries are late", "Nice table" },
                compare = new[] { "nice chair", "nice table" },
                stem = "porter2",
                top = 3,
            }
        );

        Assert.Equal((3, 6L), (answer.GetProperty("documents").GetInt32(), answer.GetProperty("words").GetInt64()));
        var keywords = answer.GetProperty("keywords").EnumerateArray().ToArray();
        Assert.Equal(["deliveries", "late", "nice"], keywords.Select(k => k.GetProperty("word").GetString()));
        Assert.Equal(["deliveri", "late", "nice"], keywords.Select(k => k.GetProperty("term").GetString()));
        Assert.Equal([2, 2, 1], keywords.Select(k => k.GetProperty("count").GetInt32()));
        Assert.Equal([2, 2, 1], keywords.Select(k => k.GetProperty("documents").GetInt32()));
        // Two words of equal weight in two of three texts: each weighs 1/√2 there.
        Assert.Equal(2 / Math.Sqrt(2) / 3, keywords[0].GetProperty("tfIdf").GetDouble(), 12);
        var keyness = answer.GetProperty("keyness").EnumerateArray().ToArray();
        Assert.Equal(3, keyness.Length);
        var late = Assert.Single(keyness, k => k.GetProperty("term").GetString() == "late");
        Assert.Equal("texts", late.GetProperty("group").GetString());
        Assert.Equal(2 * 2 * Math.Log(2 / (6 * 2 / 10.0)), late.GetProperty("logLikelihood").GetDouble(), 12);
    }

    [Fact]
    public async Task Without_texts_to_compare_there_is_no_keyness() =>
        Assert.False((await PostAsync(Keywords, new { texts = new[] { "nice table" } })).TryGetProperty("keyness", out _));

    [Theory]
    [InlineData(Sentiment, """{}""", "texts", "texts is missing")]
    [InlineData(Sentiment, """{"texts": [null]}""", "texts[0]", "Got null instead.")]
    [InlineData(Sentiment, """{"texts": ["a"], "model": "magic"}""", "model", "Got 'magic' instead.")]
    [InlineData(Sentiment, """{"texts": [1]}""", "texts[0]", "")]
    [InlineData(Sentiment, """{"texts": "a"}""", "texts", "")]
    [InlineData(Keywords, """{"top": 5}""", "texts", "texts is missing")]
    [InlineData(Keywords, """{"texts": [], "top": 0}""", "top", "top must be between 1 and 1000. Got 0 instead.")]
    [InlineData(Keywords, """{"texts": [], "stem": "lovins"}""", "stem", "stem must be none, porter, porter2. Got 'lovins' instead.")]
    [InlineData(Keywords, """{"texts": [], "compare": ["a", null]}""", "compare[1]", "Got null instead.")]
    public Task What_can_not_be_read_is_refused(string path, string body, string field, string message) =>
        app.RefusedAsync("POST", path, body, field, message);

    [Fact]
    public async Task Too_many_and_too_long_texts_are_refused()
    {
        var many = JsonSerializer.Serialize(new { texts = Enumerable.Repeat("a", 1001) });
        await app.RefusedAsync("POST", Sentiment, many, "texts", "texts must be at most 1000 texts. Got 1001 instead.");
        var @long = JsonSerializer.Serialize(new { texts = new[] { "a", new string('a', 100_001) } });
        await app.RefusedAsync("POST", Keywords, @long, "texts[1]", "texts[1] must be at most 100000 characters. Got 100001 instead.");
    }

    private Task<JsonElement> PostAsync(string path, object body) =>
        app.SendAsync("POST", path, JsonSerializer.Serialize(body), HttpStatusCode.OK);
}

public sealed class TextServiceTests
{
    /// <summary>The settings reach the service: at this address nobody listens, and it is said.</summary>
    [Fact]
    public async Task A_configured_service_that_fails_is_named()
    {
        await using Journeys.ApiAppHandle app = new(false, ("Sentiment__Url", "http://127.0.0.1:1/models/some/model"));
        await app.StartAsync();

        var answer = await app.SendAsync("POST", "/api/text/sentiment", """{"texts": ["GREAT!"], "model": "service"}""", HttpStatusCode.OK);

        Assert.Equal((0.6588, "vader"), (answer[0].GetProperty("compound").GetDouble(), answer[0].GetProperty("model").GetString()));
        Assert.StartsWith("The sentiment service at 127.0.0.1:1 could not be used: ", answer[0].GetProperty("note").GetString());
    }
}
