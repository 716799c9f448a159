using System.Net;
using System.Net.Http.Headers;

namespace Data.Sources;

/// <summary>An answer that was read to its end.</summary>
/// <param name="Url">What was asked.</param>
/// <param name="Status">Its status.</param>
/// <param name="Headers">Of the answer.</param>
/// <param name="ContentType">Media type and character set, if told.</param>
/// <param name="Body">Unpacked; empty when it is not wanted.</param>
/// <param name="Redirect">Where it leads on to, for 301, 302, 303, 307 and 308.</param>
public sealed record WebAnswer(
    Uri Url,
    HttpStatusCode Status,
    HttpResponseHeaders Headers,
    MediaTypeHeaderValue? ContentType,
    byte[] Body,
    Uri? Redirect
)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;
}

/// <summary>One guarded request at a time: bounded in time and size, redirects only reported.</summary>
public sealed class WebFetcher(OutboundGuard guard, OutboundOptions options, TimeProvider time) : IDisposable
{
    private readonly HttpClient http = new(guard.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Asks for one address.</summary>
    /// <param name="url">Is checked before and while connecting.</param>
    /// <param name="wanted">Whether the body of an answer is to be read, by its headers; null for every body.</param>
    /// <param name="most">Bytes of the unpacked body.</param>
    /// <param name="cancellation">Of the whole job.</param>
    /// <exception cref="OutboundException">It could not be fetched; the message says why.</exception>
    public Task<WebAnswer> GetAsync(Uri url, Func<HttpContentHeaders, bool>? wanted, int most, CancellationToken cancellation)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        request.Headers.TryAddWithoutValidation("Accept", "text/html, text/plain;q=0.8");
        return SendAsync(request, wanted, most, cancellation);
    }

    /// <inheritdoc cref="GetAsync"/>
    public async Task<WebAnswer> SendAsync(
        HttpRequestMessage request,
        Func<HttpContentHeaders, bool>? wanted,
        int most,
        CancellationToken cancellation
    )
    {
        var url = request.RequestUri!;
        if (guard.Problem(url) is { } problem)
        {
            throw new OutboundException(problem);
        }
        using var patience = new CancellationTokenSource(options.Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            using (request)
            {
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
                var read = Redirect(url, response) is null && (wanted is null || wanted(response.Content.Headers));
                var body = read ? await BodyAsync(response, most, both.Token) : [];
                return new WebAnswer(
                    url,
                    response.StatusCode,
                    response.Headers,
                    response.Content.Headers.ContentType,
                    body,
                    Redirect(url, response)
                );
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new OutboundException($"{url.Host} took longer than {options.Patience.TotalSeconds:0.#} seconds.");
        }
        catch (HttpRequestException exception) when (exception.InnerException is OutboundException refused)
        {
            throw new OutboundException(refused.Message, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidDataException)
        {
            throw new OutboundException($"{url.Host} could not be read: {exception.Message}", exception);
        }
    }

    public void Dispose() => http.Dispose();

    private static Uri? Redirect(Uri url, HttpResponseMessage response) =>
        (int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location
            ? new Uri(url, location)
            : null;

    private static async Task<byte[]> BodyAsync(HttpResponseMessage response, int most, CancellationToken cancellation)
    {
        // What is told of the length is not believed: unpacked it may be a thousand times as much.
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        using var body = new MemoryStream();
        var buffer = new byte[1 << 14];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellation)) > 0)
        {
            if (body.Length + read > most)
            {
                throw new OutboundException($"The answer is larger than {most / (double)(1 << 20):0.##} MB.");
            }
            body.Write(buffer, 0, read);
        }
        return body.ToArray();
    }
}
