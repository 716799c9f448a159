using System.Collections.Concurrent;
using System.Net;

namespace Data.Sources;

/// <summary>A paragraph of a page.</summary>
/// <param name="Url">Of the page, after redirects.</param>
/// <param name="At">When the page was published, else when it was fetched.</param>
/// <param name="Text">White space collapsed.</param>
public sealed record WebParagraph(Uri Url, DateTimeOffset At, string Text);

/// <summary>What became of one address.</summary>
/// <param name="Requested">The address.</param>
/// <param name="Problem">Why nothing came of it, or null.</param>
/// <param name="Paragraphs">Not on an earlier page of the same list.</param>
public sealed record WebPageResult(Uri Requested, string? Problem, IReadOnlyList<WebParagraph> Paragraphs);

/// <summary>
/// Reads pages politely: asks robots.txt, one request at a time per host with a pause, a name of its own, limits in time and size.
/// Every address, also of a redirect, goes through <see cref="OutboundGuard"/>.
/// </summary>
public sealed class WebPageReader(OutboundGuard guard, OutboundOptions options, TimeProvider time) : IDisposable
{
    private const int MostRedirects = 5;
    private const int HostsAtOnce = 4;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(60);

    private readonly WebFetcher fetcher = new(guard, options, time);
    private readonly HostPace pace = new(time);
    private readonly ConcurrentDictionary<string, Task<RobotsRules>> robots = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Shorter paragraphs are left out: menus, captions, dates. Default 8 words.</summary>
    public int LeastWords { get; init; } = 8;

    /// <summary>Why this address can't be read, as far as can be told without asking; null when it can be tried.</summary>
    public string? Problem(Uri url) => guard.Problem(url);

    /// <summary>Reads the pages, several hosts at a time.</summary>
    /// <param name="urls">Absolute addresses.</param>
    /// <param name="done">Told after each page, from any thread.</param>
    /// <param name="cancellation">Ends all.</param>
    /// <returns>One result for each address, in their order.</returns>
    public async Task<IReadOnlyList<WebPageResult>> ReadAsync(
        IReadOnlyList<Uri> urls,
        Action<WebPageResult>? done,
        CancellationToken cancellation
    )
    {
        var results = new WebPageResult[urls.Count];
        var byHost = Enumerable.Range(0, urls.Count).GroupBy(i => urls[i].Authority, StringComparer.OrdinalIgnoreCase);
        await Parallel.ForEachAsync(
            byHost,
            new ParallelOptions { MaxDegreeOfParallelism = HostsAtOnce, CancellationToken = cancellation },
            async (host, token) =>
            {
                foreach (var i in host)
                {
                    results[i] = await ReadAsync(urls[i], token);
                    done?.Invoke(results[i]);
                }
            }
        );
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. results.Select(r => r with { Paragraphs = [.. r.Paragraphs.Where(p => seen.Add(p.Text))] })];
    }

    public void Dispose() => fetcher.Dispose();

    private async Task<WebPageResult> ReadAsync(Uri url, CancellationToken cancellation)
    {
        try
        {
            var answer = await FollowAsync(url, cancellation);
            var fetched = time.GetUtcNow();
            var text = WebText.Decode(answer.Body, answer.ContentType);
            var page = answer.ContentType?.MediaType == "text/plain" ? WebParagraphs.OfText(text, LeastWords) : await ParseAsync(text);
            return page.Texts.Count == 0
                ? new WebPageResult(url, $"The page has no paragraph of {LeastWords} words or more.", [])
                : new WebPageResult(url, null, [.. page.Texts.Select(t => new WebParagraph(answer.Url, page.Published ?? fetched, t))]);

            async Task<WebParagraphs> ParseAsync(string html)
            {
                using var patience = new CancellationTokenSource(options.Patience, time);
                using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
                try
                {
                    return await WebParagraphs.OfHtmlAsync(html, LeastWords, fetched, both.Token);
                }
                catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
                {
                    throw new OutboundException("The page is too complicated to be read.");
                }
            }
        }
        catch (OutboundException exception)
        {
            return new WebPageResult(url, exception.Message, []);
        }
    }

    private async Task<WebAnswer> FollowAsync(Uri url, CancellationToken cancellation)
    {
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            if (guard.Problem(url) is { } problem)
            {
                throw new OutboundException(hop == 0 ? problem : $"It leads on to {url.Host}. {problem}");
            }
            var rules = await RulesOfAsync(url, cancellation);
            if (!rules.Allows(url))
            {
                throw new OutboundException(rules.Problem ?? $"{url.Host} asks programs not to read this page (robots.txt).");
            }
            var pause = rules.Delay is { } asked && asked > options.Pause ? asked : options.Pause;
            if (pause > LongestDelay)
            {
                throw new OutboundException(
                    $"{url.Host} asks for {pause.TotalSeconds:N0} seconds between two pages; at most {LongestDelay.TotalSeconds:N0} are waited."
                );
            }
            var page = url;
            var answer = await pace.RunAsync(
                url.Authority,
                pause,
                () => fetcher.GetAsync(page, h => IsText(h.ContentType?.MediaType), options.MostBytes, cancellation),
                cancellation
            );
            if (answer.Redirect is { } next)
            {
                url = next;
                continue;
            }
            return !answer.IsSuccess ? throw new OutboundException($"{url.Host} answered {(int)answer.Status}{Words(answer.Status)}.")
                : !IsText(answer.ContentType?.MediaType)
                    ? throw new OutboundException(
                        $"It is {answer.ContentType?.MediaType ?? "of no stated type"}; pages (text/html) and plain texts are read."
                    )
                : answer;
        }
        throw new OutboundException($"It leads on more than {MostRedirects} times.");
    }

    private static bool IsText(string? mediaType) => mediaType is "text/html" or "text/plain";

    private static string Words(HttpStatusCode status) =>
        status switch
        {
            HttpStatusCode.NotFound or HttpStatusCode.Gone => ": there is no such page",
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ": the page is not public",
            HttpStatusCode.TooManyRequests => ": too many requests; try again later",
            >= HttpStatusCode.InternalServerError => ": the site has a problem",
            _ => "",
        };

    private Task<RobotsRules> RulesOfAsync(Uri url, CancellationToken cancellation)
    {
        var site = new Uri(url.GetLeftPart(UriPartial.Authority));
        return robots.GetOrAdd(site.AbsoluteUri, _ => FetchRulesAsync(new Uri(site, "/robots.txt"), cancellation));
    }

    private async Task<RobotsRules> FetchRulesAsync(Uri url, CancellationToken cancellation)
    {
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            var page = url;
            WebAnswer answer;
            try
            {
                answer = await pace.RunAsync(
                    url.Authority,
                    hop == 0 ? TimeSpan.Zero : options.Pause,
                    () => fetcher.GetAsync(page, null, options.MostBytes, cancellation),
                    cancellation
                );
            }
            catch (OutboundException exception)
            {
                return RobotsRules.Unreachable(exception.Message);
            }
            if (answer.Redirect is { } next)
            {
                url = next;
                continue;
            }
            return answer.IsSuccess ? RobotsRules.Parse(answer.Body, OutboundOptions.ProductToken)
                : (int)answer.Status >= 500
                    ? RobotsRules.Unreachable($"The site's robots.txt can't be read now ({(int)answer.Status}), so nothing there is read.")
                : RobotsRules.AllowAll;
        }
        // 2.3.1.2: after five redirects the rules may be taken to be unavailable.
        return RobotsRules.AllowAll;
    }
}
