using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Data.Sources;

/// <summary>
/// Asks Reddit's API with a token of its own (OAuth 2, client credentials, RFC 6749, 4.4): renews a token that ran out, waits when the
/// quota is used up, tries again after a failure of the server.
/// </summary>
public sealed class RedditClient(OutboundGuard guard, OutboundOptions outbound, RedditOptions options, TimeProvider time) : IDisposable
{
    private const int MostTries = 5;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BeforeExpiry = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan QuotaWait = TimeSpan.FromSeconds(60);

    private readonly WebFetcher fetcher = new(guard, outbound, time);
    private string? token;
    private DateTimeOffset tokenUntil;
    private DateTimeOffset notBefore;

    /// <summary>Told in words when there is something to wait for.</summary>
    public Action<string>? Waiting { get; init; }

    /// <summary>The answer to a GET, as JSON; the caller disposes of it.</summary>
    /// <param name="path">Below <see cref="RedditOptions.BaseUrl"/>, with its query.</param>
    /// <param name="cancellation">Also of the waiting.</param>
    /// <exception cref="OutboundException">Reddit refused or could not be reached; the message says why.</exception>
    public async Task<JsonDocument> GetAsync(string path, CancellationToken cancellation)
    {
        var renewed = false;
        for (var attempt = 1; ; attempt++)
        {
            await WaitAsync(notBefore - time.GetUtcNow(), "Reddit's quota is used up", cancellation);
            var bearer = await TokenAsync(cancellation);
            var (answer, problem) = await TryAsync(
                () => Request(HttpMethod.Get, new Uri(options.BaseUrl, path), new AuthenticationHeaderValue("Bearer", bearer)),
                cancellation
            );
            if (answer is not null)
            {
                ReadQuota(answer);
            }
            switch ((int?)answer?.Status)
            {
                case >= 200 and < 300:
                    return Json(answer!);
                case 401 when !renewed:
                    // The token ran out sooner than it said, or was withdrawn. A second refusal means something else.
                    (token, renewed) = (null, true);
                    attempt--;
                    continue;
                case 401:
                    throw new OutboundException("Reddit does not accept the client id and secret (401).");
                case 403:
                    throw new OutboundException("Reddit says that this is private (403).");
                case 404:
                    throw new OutboundException("Reddit has no such subreddit (404).");
                case 429 when attempt < MostTries:
                    await WaitAsync(RetryAfter(answer!) ?? QuotaWait, "Reddit asks to wait", cancellation);
                    continue;
                case null or >= 500 when attempt < MostTries:
                    await WaitAsync(FirstBackOff * Math.Pow(2, attempt - 1), "Reddit does not answer", cancellation);
                    continue;
                default:
                    throw new OutboundException(
                        answer is null ? problem! : $"Reddit answered {(int)answer.Status}, {attempt} times in a row. Try again later."
                    );
            }
        }
    }

    public void Dispose() => fetcher.Dispose();

    private async Task<string> TokenAsync(CancellationToken cancellation)
    {
        if (token is not null && time.GetUtcNow() < tokenUntil)
        {
            return token;
        }
        for (var attempt = 1; ; attempt++)
        {
            var (answer, problem) = await TryAsync(
                () =>
                {
                    var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.ClientId}:{options.ClientSecret}"));
                    var request = Request(HttpMethod.Post, options.TokenUrl, new AuthenticationHeaderValue("Basic", basic));
                    request.Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);
                    return request;
                },
                cancellation
            );
            if (answer?.IsSuccess == true)
            {
                using var json = Json(answer);
                // A refusal also comes as 200 with {"error": …}.
                if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("access_token", out var given))
                {
                    var seconds = json.RootElement.TryGetProperty("expires_in", out var s) && s.TryGetDouble(out var told) ? told : 3600;
                    tokenUntil = time.GetUtcNow() + TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 86_400)) - BeforeExpiry;
                    return token = given.GetString() ?? throw new OutboundException("Reddit's token is empty.");
                }
                throw new OutboundException("Reddit does not accept the client id and secret.");
            }
            if (answer is not null && (int)answer.Status is < 500 and not 429)
            {
                throw new OutboundException($"Reddit does not accept the client id and secret ({(int)answer.Status}).");
            }
            if (attempt == MostTries)
            {
                throw new OutboundException(problem ?? $"Reddit answered {(int)answer!.Status}. Try again later.");
            }
            var wait = answer is null ? null : RetryAfter(answer);
            await WaitAsync(wait ?? FirstBackOff * Math.Pow(2, attempt - 1), "Reddit does not answer", cancellation);
        }
    }

    private HttpRequestMessage Request(HttpMethod method, Uri url, AuthenticationHeaderValue authorization)
    {
        var request = new HttpRequestMessage(method, url);
        request.Headers.Authorization = authorization;
        request.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        return request;
    }

    private async Task<(WebAnswer? Answer, string? Problem)> TryAsync(Func<HttpRequestMessage> request, CancellationToken cancellation)
    {
        try
        {
            return (await fetcher.SendAsync(request(), null, outbound.MostBytes, cancellation), null);
        }
        catch (OutboundException exception)
        {
            return (null, exception.Message);
        }
    }

    private static JsonDocument Json(WebAnswer answer)
    {
        try
        {
            return JsonDocument.Parse(answer.Body);
        }
        catch (JsonException exception)
        {
            throw new OutboundException("Reddit's answer is not JSON.", exception);
        }
    }

    private void ReadQuota(WebAnswer answer)
    {
        if (Number(answer, "x-ratelimit-remaining") is { } left && left < 1 && Number(answer, "x-ratelimit-reset") is { } seconds)
        {
            notBefore = time.GetUtcNow() + TimeSpan.FromSeconds(Math.Clamp(seconds, 0, LongestWait.TotalSeconds));
        }
    }

    private static double? Number(WebAnswer answer, string header) =>
        answer.Headers.TryGetValues(header, out var values)
        && double.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private TimeSpan? RetryAfter(WebAnswer answer) =>
        answer.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => Number(answer, "x-ratelimit-reset") is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 86_400)) : null,
        };

    private async Task WaitAsync(TimeSpan wait, string why, CancellationToken cancellation)
    {
        if (wait <= TimeSpan.Zero)
        {
            return;
        }
        if (wait > LongestWait)
        {
            throw new OutboundException($"{why}: {wait.TotalMinutes:N0} minutes. Try again later.");
        }
        Waiting?.Invoke($"{why}; going on in {Math.Ceiling(wait.TotalSeconds):N0} seconds");
        await Task.Delay(wait, time, cancellation);
    }
}
