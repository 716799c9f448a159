using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Core.Text;

namespace Data.Sources;

/// <param name="Sentiments">One for each text, in the same order; all by the same model.</param>
/// <param name="Model">"vader", or the name of the service's model.</param>
/// <param name="Note">Why it was not the service, where one is configured; else null.</param>
public sealed record SentimentReadings(IReadOnlyList<Sentiment> Sentiments, string Model, string? Note);

/// <summary>
/// Sentiment by a pretrained model behind any server that speaks the Hugging Face text-classification API: <c>{"inputs": […]}</c> is
/// answered with labels and scores. Off unless an address is configured. What the service can't read, VADER reads, and the result says so.
/// </summary>
/// <param name="http">Asked for a client at each call, so that a long-lived service follows changes of the network.</param>
/// <param name="options">Without an address it is off.</param>
/// <param name="vader">Reads what the service can't.</param>
/// <param name="time">For time-outs and waits.</param>
public sealed class SentimentService(Func<HttpClient> http, SentimentServiceOptions options, Vader vader, TimeProvider time)
{
    public const string VaderModel = "vader";

    private const int LongestAnswer = 16 << 20;

    public bool IsConfigured => !string.IsNullOrWhiteSpace(options.Url);

    /// <summary>Reads all texts by the service, or all by VADER: scores of two models don't compare.</summary>
    public async Task<SentimentReadings> ReadAsync(IReadOnlyList<string> texts, CancellationToken cancellation)
    {
        if (!IsConfigured || texts.Count == 0)
        {
            return ByVader(texts, null);
        }
        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            return ByVader(
                texts,
                $"The address of the sentiment service must begin with http:// or https://. Got '{options.Url}' instead."
            );
        }
        try
        {
            var client = http();
            var sentiments = new List<Sentiment>(texts.Count);
            foreach (var batch in texts.Chunk(options.BatchSize))
            {
                sentiments.AddRange(await ReadBatchAsync(client, url, batch, cancellation));
            }
            return new SentimentReadings(sentiments, ModelName(url), null);
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutException or JsonException or FormatException)
        {
            return ByVader(
                texts,
                $"The sentiment service at {url.Authority} could not be used: {exception.Message} VADER was used instead."
            );
        }
    }

    private SentimentReadings ByVader(IReadOnlyList<string> texts, string? note) =>
        new([.. texts.Select(t => vader.Score(t))], VaderModel, note);

    private async Task<Sentiment[]> ReadBatchAsync(HttpClient client, Uri url, string[] batch, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var patience = new CancellationTokenSource(options.Timeout, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
            TimeSpan wait;
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = JsonContent.Create(new { inputs = batch }) };
                request.Headers.Authorization = string.IsNullOrWhiteSpace(options.Token)
                    ? null
                    : new AuthenticationHeaderValue("Bearer", options.Token);
                using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
                var isBusy = answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests;
                if (!isBusy || attempt >= options.Attempts)
                {
                    return await ReadAnswerAsync(answer, batch.Length, both.Token);
                }
                wait = answer.Headers.RetryAfter?.Delta ?? options.FirstWait * Math.Pow(2, attempt - 1);
            }
            catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellation.IsCancellationRequested)
            {
                throw new TimeoutException($"There was no answer for {options.Timeout.TotalSeconds:0.#} seconds.");
            }
            if (wait > options.LongestWait)
            {
                throw new TimeoutException($"It asks to wait for {wait.TotalSeconds:0} seconds.");
            }
            await Task.Delay(wait, time, cancellation);
        }
    }

    private static async Task<Sentiment[]> ReadAnswerAsync(HttpResponseMessage answer, int texts, CancellationToken cancellation)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"It answered {(int)answer.StatusCode} {answer.ReasonPhrase}.");
        }
        await answer.Content.LoadIntoBufferAsync(LongestAnswer, cancellation);
        using var document = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancellation), default, cancellation);
        return SentimentAnswer.Read(document.RootElement, texts);
    }

    /// <summary>".../models/owner/name" is owner/name; any other address stands for itself.</summary>
    private static string ModelName(Uri url)
    {
        const string models = "/models/";
        var at = url.AbsolutePath.IndexOf(models, StringComparison.Ordinal);
        return at >= 0 ? url.AbsolutePath[(at + models.Length)..].Trim('/') : url.Authority;
    }
}
