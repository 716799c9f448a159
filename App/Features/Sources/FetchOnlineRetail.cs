using App.Jobs;
using App.Shell;
using Core.Estimators;
using Data.Sources;

namespace App.Features.Sources;

/// <summary>
/// Fetches the UCI Online Retail set (Chen, Sain, Guo 2012; CC BY 4.0) from its publisher and imports it. The address can be set with
/// <c>OnlineRetail:Url</c>.
/// </summary>
public sealed class FetchOnlineRetail(
    IHttpClientFactory http,
    IConfiguration configuration,
    StartImport start,
    AppFolders folders,
    TimeProvider time
) : IJobHandler
{
    public const string KindName = "fetch-online-retail";
    public const string Publisher = "https://archive.ics.uci.edu/static/public/352/online+retail.zip";
    public const string Attribution =
        "Online Retail, D. Chen (2015), UCI Machine Learning Repository, doi.org/10.24432/C5BW33, licence CC BY 4.0";

    private const long LargestDownload = 200L << 20;

    /// <summary>How long the publisher may be silent (setting <c>OnlineRetail:PatienceSeconds</c>, default 30).</summary>
    private TimeSpan Patience => TimeSpan.FromSeconds(configuration.GetValue("OnlineRetail:PatienceSeconds", 30.0));

    public string Kind => KindName;

    public bool RefreshesData => true;

    public async Task<string?> RunAsync(JobContext job, CancellationToken cancellation)
    {
        var url = configuration["OnlineRetail:Url"] ?? Publisher;
        var path = Path.Combine(folders.Uploads, $"{Guid.NewGuid():N}-online-retail.zip");
        job.Report(0, $"Asking {new Uri(url).Host}");
        try
        {
            await DownloadAsync(url, path, job, cancellation);
            CheckPacked(path);
        }
        catch (Exception exception)
            when (exception is HttpRequestException or IOException or TimeoutException or OperationCanceledException)
        {
            File.Delete(path);
            if (exception is OperationCanceledException)
            {
                throw;
            }
            throw new ImportFileException(
                $"The set could not be fetched from {new Uri(url).Host}: {exception.Message} Check the connection and try again, "
                    + "or download it by hand and import the file.",
                exception
            );
        }
        job.Report(1, "Fetched; importing");
        try
        {
            var request = new ImportRequest(path, "Online Retail.zip", "orders", null, null, "online-retail");
            return $"/data/imports/{(await start.RunAsync(request, cancellation)).ImportId}";
        }
        catch (ImportFileException)
        {
            File.Delete(path);
            throw;
        }
    }

    // A sign-in page of a hotel's network answers 200 too.
    private static void CheckPacked(string path)
    {
        Span<byte> start = stackalloc byte[2];
        using var file = File.OpenRead(path);
        if (file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !start.SequenceEqual("PK"u8))
        {
            throw new IOException("The answer is not a zip file.");
        }
    }

    private async Task DownloadAsync(string url, string path, JobContext job, CancellationToken cancellation)
    {
        using var client = http.CreateClient();
        using var stalled = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var timer = time.CreateTimer(_ => stalled.Cancel(), null, Patience, Timeout.InfiniteTimeSpan);
        try
        {
            using var response = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, stalled.Token);
            response.EnsureSuccessStatusCode();
            var total = response.Content.Headers.ContentLength;
            await using var source = await response.Content.ReadAsStreamAsync(stalled.Token);
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            var buffer = new byte[1 << 16];
            var done = 0L;
            int read;
            while ((read = await source.ReadAsync(buffer, stalled.Token)) > 0)
            {
                timer.Change(Patience, Timeout.InfiniteTimeSpan);
                await file.WriteAsync(buffer.AsMemory(0, read), stalled.Token);
                done += read;
                if (done > LargestDownload)
                {
                    throw new IOException($"The answer is larger than {LargestDownload >> 20} MB.");
                }
                job.Report(total is > 0 ? done / (double)total : 0, $"{done >> 20} MB fetched");
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"There was no answer for {Patience.TotalSeconds:N0} seconds.");
        }
    }
}
