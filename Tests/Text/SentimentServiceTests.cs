using System.Text.Json;
using Core.Text;
using Data.Sources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Tests.Text;

/// <summary>A pretrained model over HTTP, against a server of our own that speaks the same API and has good and bad days.</summary>
public sealed class SentimentServiceTests : IAsyncLifetime
{
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);
    private readonly WebApplication server;
    private readonly HttpClient http = new();
    private readonly List<(string[] Inputs, string? Authorization)> asked = [];
    private Func<HttpContext, string[], Task> answer = (_, _) => Task.CompletedTask;

    public SentimentServiceTests()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        server = builder.Build();
        server.MapPost(
            "/models/some/model",
            async (HttpContext context) =>
            {
                var body = await JsonDocument.ParseAsync(context.Request.Body);
                var inputs = body.RootElement.GetProperty("inputs").EnumerateArray().Select(t => t.GetString()!).ToArray();
                asked.Add((inputs, context.Request.Headers.Authorization));
                await answer(context, inputs);
            }
        );
    }

    public async ValueTask InitializeAsync() => await server.StartAsync();

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task All_labels_of_each_text_in_batches_with_the_token()
    {
        answer = (context, inputs) =>
            context.Response.WriteAsJsonAsync(
                inputs.Select(t =>
                {
                    var positive = double.Parse(t, System.Globalization.CultureInfo.InvariantCulture);
                    return new[] { Label("NEGATIVE", 0.75 - positive), Label("neutral", 0.25), Label("Positive", positive) };
                })
            );
        var readings = await ReadAsync(["0.5", "0.25", "0.125", "0.75", "0"], new() { BatchSize = 2 });

        Assert.Equal(("some/model", null), (readings.Model, readings.Note));
        Assert.Equal([2, 2, 1], asked.Select(a => a.Inputs.Length));
        Assert.All(asked, a => Assert.Equal("Bearer secret", a.Authorization));
        Assert.Equal([0.25, -0.25, -0.5, 0.75, -0.75], readings.Sentiments.Select(s => s.Compound));
        Assert.Equal(new Sentiment(0.25, 0.25, 0.5, 0.25), readings.Sentiments[0]);
    }

    [Theory]
    [InlineData("""[{"label": "POSITIVE", "score": 0.9}, {"label": "NEGATIVE", "score": 0.8}]""", 0.9, -0.8)]
    [InlineData("""[[{"label": "pos", "score": 0.9}], [{"label": "neg", "score": 0.8}]]""", 0.9, -0.8)]
    [InlineData(
        """[[{"label": "LABEL_0", "score": 0.25}, {"label": "LABEL_1", "score": 0.75}], [{"label": "LABEL_2", "score": 0.5}, {"label": "LABEL_1", "score": 0.25}, {"label": "LABEL_0", "score": 0.25}]]""",
        0.5,
        0.25
    )]
    [InlineData(
        """[[{"label": "5 stars", "score": 0.5}, {"label": "4 stars", "score": 0.5}], [{"label": "1 star", "score": 1}]]""",
        0.75,
        -1
    )]
    public async Task Answers_of_several_kinds(string json, double first, double second)
    {
        answer = (context, _) => context.Response.WriteAsync(json);
        var readings = await ReadAsync(["one", "two"]);

        Assert.Null(readings.Note);
        Assert.Equal([first, second], readings.Sentiments.Select(s => s.Compound));
    }

    [Fact]
    public async Task A_flat_list_for_one_text_is_all_its_labels()
    {
        answer = (context, _) => context.Response.WriteAsJsonAsync(new[] { Label("POSITIVE", 0.75), Label("NEGATIVE", 0.25) });
        Assert.Equal([new Sentiment(0.25, 0, 0.75, 0.5)], (await ReadAsync(["one"])).Sentiments);
    }

    [Fact]
    public async Task A_model_that_loads_is_waited_for()
    {
        answer = (context, inputs) =>
        {
            context.Response.StatusCode = asked.Count < 3 ? 503 : 200;
            return context.Response.WriteAsJsonAsync(inputs.Select(_ => Label("POSITIVE", 1)));
        };
        var readings = await ReadAsync(["one"], new() { FirstWait = Instant });

        Assert.Equal(("some/model", 3), (readings.Model, asked.Count));
    }

    [Theory]
    [InlineData(503, "", 4, "It answered 503")]
    [InlineData(429, "", 4, "It answered 429")]
    [InlineData(500, "", 1, "It answered 500")]
    [InlineData(401, "", 1, "It answered 401")]
    [InlineData(200, "<html>", 1, "invalid start of a value")]
    [InlineData(200, """{"error": "no"}""", 1, "must be a list with a label and a score")]
    [InlineData(200, """[[{"label": "joy", "score": 0.9}],[{"label": "joy", "score": 0.9}]]""", 1, "Got 'joy' instead.")]
    [InlineData(200, """[{"label": "LABEL_1", "score": 0.9},{"label": "LABEL_1", "score": 0.9}]""", 1, "Got 'label_1' instead.")]
    [InlineData(200, """[[{"label": "POSITIVE", "score": 0.9}]]""", 1, "one entry for each of 2 texts. Got 1 instead.")]
    [InlineData(200, """[{"label": "POSITIVE", "score": 9},{"label": "POSITIVE"}]""", 1, "a label and a score between 0 and 1")]
    public async Task What_the_service_can_not_read_VADER_reads_and_it_is_said(int status, string body, int attempts, string reason)
    {
        answer = (context, _) =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        };
        var readings = await ReadAsync(["great", "bad"], new() { FirstWait = Instant });

        Assert.Equal(SentimentService.VaderModel, readings.Model);
        Assert.Equal([Lexicon.Vader.Score("great"), Lexicon.Vader.Score("bad")], readings.Sentiments);
        Assert.Contains(reason, readings.Note);
        Assert.EndsWith("VADER was used instead.", readings.Note);
        Assert.Equal(attempts, asked.Count);
    }

    [Fact]
    public async Task A_failure_in_the_middle_leaves_no_mixture()
    {
        answer = (context, inputs) =>
        {
            context.Response.StatusCode = asked.Count == 1 ? 200 : 500;
            return context.Response.WriteAsJsonAsync(inputs.Select(_ => Label("NEGATIVE", 1)));
        };
        var readings = await ReadAsync(["great", "great"], new() { BatchSize = 1 });

        Assert.Equal(("vader", 2), (readings.Model, asked.Count));
        Assert.All(readings.Sentiments, s => Assert.Equal(Lexicon.Vader.Score("great"), s));
    }

    [Fact]
    public async Task Silence_and_long_waits_are_given_up()
    {
        answer = (context, _) => Task.Delay(Timeout.Infinite, context.RequestAborted);
        var silent = await ReadAsync(["great"], new() { Timeout = TimeSpan.FromSeconds(0.2) });
        answer = (context, _) =>
        {
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (503, "3600");
            return Task.CompletedTask;
        };
        var busy = await ReadAsync(["great"]);

        Assert.Contains("There was no answer for 0.2 seconds.", silent.Note);
        Assert.Contains("It asks to wait for 3600 seconds.", busy.Note);
    }

    [Fact]
    public async Task A_server_that_is_not_there_and_a_wrong_address_are_said()
    {
        await server.StopAsync();
        Assert.Contains("could not be used", (await ReadAsync(["great"])).Note);

        var wrong = new SentimentService(() => http, new("ftp://example.com"), Lexicon.Vader, TimeProvider.System);
        Assert.Contains("Got 'ftp://example.com' instead.", (await wrong.ReadAsync(["great"], default)).Note);
    }

    [Fact]
    public async Task Without_an_address_nobody_is_asked()
    {
        var service = new SentimentService(() => http, new(), Lexicon.Vader, TimeProvider.System);
        var readings = await service.ReadAsync(["great"], default);

        Assert.False(service.IsConfigured);
        Assert.Equal(("vader", null, 0), (readings.Model, readings.Note, asked.Count));
        Assert.Equal([Lexicon.Vader.Score("great")], readings.Sentiments);
    }

    [Fact]
    public async Task It_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        answer = async (context, _) =>
        {
            await cancellation.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        var service = new SentimentService(() => http, Options(), Lexicon.Vader, TimeProvider.System);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => service.ReadAsync(["great"], cancellation.Token));
    }

    private static Dictionary<string, object> Label(string label, double score) => new() { ["label"] = label, ["score"] = score };

    private SentimentServiceOptions Options() => new(server.Urls.First() + "/models/some/model", "secret");

    private Task<SentimentReadings> ReadAsync(string[] texts, SentimentServiceOptions? with = null)
    {
        var options = (with ?? new()) with { Url = Options().Url, Token = "secret" };
        return new SentimentService(() => http, options, Lexicon.Vader, TimeProvider.System).ReadAsync(texts, default);
    }
}
