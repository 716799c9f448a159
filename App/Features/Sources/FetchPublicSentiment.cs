using App.Jobs;
using Data.Sources;

namespace App.Features.Sources;

/// <summary>Which set of labelled texts to bring in.</summary>
/// <param name="Url">A table with a column of texts and one of labels; null for the setting <c>Sources:PublicSentimentUrl</c>, else the sample.</param>
public sealed record PublicSentimentRequest(string? Url = null)
{
    /// <summary>What is wrong, by field.</summary>
    public Dictionary<string, string[]> Problems(OutboundGuard guard) =>
        string.IsNullOrWhiteSpace(Url) ? []
        : !Uri.TryCreate(Url.Trim(), UriKind.Absolute, out var uri)
            ? new() { ["url"] = [$"'{Url}' is no address. It must look like https://example.com/set.csv."] }
        : guard.Problem(uri) is { } problem ? new() { ["url"] = [problem] }
        : [];
}

/// <summary>Imports a public set of labelled texts, or the sample, and says which.</summary>
public sealed class FetchPublicSentiment(
    OutboundGuard guard,
    OutboundOptions options,
    ImportTexts texts,
    IConfiguration configuration,
    TimeProvider time
) : IJobHandler
{
    public const string KindName = "fetch-public-sentiment";

    private const double ImportFrom = 0.6;

    public string Kind => KindName;

    public async Task<string?> RunAsync(JobContext job, CancellationToken cancellation)
    {
        var url = job.Options<PublicSentimentRequest>().Url;
        url = string.IsNullOrWhiteSpace(url) ? configuration["Sources:PublicSentimentUrl"] : url;
        if (string.IsNullOrWhiteSpace(url))
        {
            return await SampleAsync(job, "No set is named, so the built-in sample was used.", cancellation);
        }
        var address = new Uri(url.Trim());
        var path = texts.NewPath("public-sentiment-raw");
        job.Report(0, $"Asking {address.Host}");
        try
        {
            await new PublicSentimentSet(guard, options, time).FetchAsync(address, path, cancellation);
            var rows = PublicSentimentSet.Read(path, address.Host, time.GetUtcNow()).ToList();
            var href = await texts.RunAsync(job, "public-sentiment", address.Host, rows, ImportFrom, cancellation);
            job.Report(1, $"{rows.Count} texts from {address.Host}.");
            return href;
        }
        catch (OutboundException exception)
        {
            var why = $"{address.Host} could not be used ({exception.Message.TrimEnd('.')}), so the built-in sample was used.";
            return await SampleAsync(job, why, cancellation);
        }
        finally
        {
            // The rows are kept in the file that is imported.
            File.Delete(path);
        }
    }

    private async Task<string> SampleAsync(JobContext job, string why, CancellationToken cancellation)
    {
        var rows = PublicSentimentSet.Sample(time.GetUtcNow());
        var href = await texts.RunAsync(job, "sample", "sample of labelled texts", rows, ImportFrom, cancellation);
        job.Report(1, $"{why} {PublicSentimentSample.Texts.Count} texts, written for this program.");
        return href;
    }
}
