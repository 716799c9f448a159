using App.Jobs;
using Data.Sources;

namespace App.Features.Sources;

/// <summary>Which pages to read.</summary>
/// <param name="Urls">1 … 200 addresses.</param>
/// <param name="LeastWords">Shorter paragraphs are left out; 1 … 100, default 8.</param>
public sealed record WebPagesRequest(IReadOnlyList<string>? Urls, int LeastWords = 8)
{
    public const int MostUrls = 200;

    /// <summary>What is wrong, by field: urls, urls[0], urls[1], …</summary>
    public Dictionary<string, string[]> Problems(OutboundGuard guard)
    {
        Dictionary<string, string[]> problems = [];
        if (Urls is not { Count: > 0 and <= MostUrls })
        {
            problems["urls"] = [$"urls must be 1 to {MostUrls} addresses. Got {Urls?.Count ?? 0} instead."];
        }
        foreach (var (url, i) in (Urls ?? []).Take(MostUrls).Select((u, i) => (u, i)))
        {
            if (Problem(url, guard) is { } problem)
            {
                problems[$"urls[{i}]"] = [problem];
            }
        }
        if (LeastWords is < 1 or > 100)
        {
            problems["leastWords"] = [$"leastWords must be between 1 and 100. Got {LeastWords} instead."];
        }
        return problems;
    }

    private static string? Problem(string? url, OutboundGuard guard) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
            ? guard.Problem(uri)
            : $"'{url}' is no address. It must look like https://example.com/page.";
}

/// <summary>Reads public pages and imports their paragraphs as texts.</summary>
public sealed class FetchWebPages(OutboundGuard guard, OutboundOptions options, ImportTexts texts, TimeProvider time) : IJobHandler
{
    public const string KindName = "fetch-web-pages";

    private const double ImportFrom = 0.8;
    private const int ProblemsTold = 3;

    public string Kind => KindName;

    /// <summary>Sites are asked slowly.</summary>
    public bool Waits => true;

    public async Task<string?> RunAsync(JobContext job, CancellationToken cancellation)
    {
        var request = job.Options<WebPagesRequest>();
        List<Uri> urls = [.. (request.Urls ?? []).Select(u => new Uri(u)).Distinct()];
        var done = 0;
        using var reader = new WebPageReader(guard, options, time) { LeastWords = request.LeastWords };
        job.Report(0, $"Reading {urls.Count} pages");
        var results = await reader.ReadAsync(
            urls,
            _ => job.Report(ImportFrom * Interlocked.Increment(ref done) / urls.Count, $"{done} of {urls.Count} pages read"),
            cancellation
        );
        var rows = results.SelectMany(r => r.Paragraphs).Select(Row).ToList();
        var problems = results.Where(r => r.Problem is not null).Select(r => $"{r.Requested}: {r.Problem}").ToList();
        if (rows.Count == 0)
        {
            throw new ImportFileException("No text was found. " + Told(problems));
        }
        var href = await texts.RunAsync(job, "web", $"{urls.Count} web pages", rows, ImportFrom, cancellation);
        var pages = results.Count(r => r.Problem is null);
        job.Report(1, $"{rows.Count} paragraphs from {pages} of {urls.Count} pages. {Told(problems)}".TrimEnd());
        return href;
    }

    private static FeedbackRow Row(WebParagraph paragraph) =>
        new(
            FeedbackFile.IdOf("WEB", paragraph.Url.AbsoluteUri, paragraph.Text),
            paragraph.At,
            paragraph.Url.Host,
            "web",
            paragraph.Text,
            paragraph.Url.AbsoluteUri
        );

    private static string Told(List<string> problems) =>
        string.Join(' ', problems.Take(ProblemsTold))
        + (problems.Count > ProblemsTold ? $" And {problems.Count - ProblemsTold} more." : "");
}
