using App.Jobs;
using App.Shell;

namespace App.Features.Report;

/// <summary>Reads a report's figures and keeps them as one HTML file in the data folder.</summary>
public sealed class PublishReport(ReportStore reports, BuildReport build, StaticReport file, AppFolders folders, TimeProvider time)
    : IJobHandler
{
    public const string KindName = "publish-report";

    public sealed record Request(long ReportId);

    public string Kind => KindName;

    public async Task<string?> RunAsync(JobContext job, CancellationToken cancellation)
    {
        var id = job.Options<Request>().ReportId;
        job.Report(0.05, "Reading the figures");
        var report = await reports.FindAsync(id, cancellation) ?? throw new KeyNotFoundException($"There is no report {id} any more.");
        var (html, at) = await WriteAsync(report, (done, all, title) => job.Report(0.05 + 0.85 * done / all, title), cancellation);
        job.Report(0.95, "Writing the file");
        var path = await KeepAsync(id, html, cancellation);
        if (!await reports.MarkPublishedAsync(id, path, at, cancellation))
        {
            File.Delete(path);
            throw new KeyNotFoundException($"There is no report {id} any more.");
        }
        job.Report(1, "Published");
        return $"/report?id={id}";
    }

    /// <summary>The file with the figures of this moment; nothing is kept.</summary>
    public async Task<(string Html, DateTime At)> WriteAsync(
        SavedReport report,
        Action<int, int, string>? tell = null,
        CancellationToken cancellation = default
    )
    {
        var at = time.GetUtcNow().UtcDateTime;
        List<BuiltSection> sections = [];
        await foreach (var section in build.RunAsync(report.Sections, cancellation))
        {
            sections.Add(section);
            tell?.Invoke(sections.Count, report.Sections.Count, section.Title);
        }
        return (await file.WriteAsync(report.Title, sections, at, cancellation), at);
    }

    // Whoever opens the file meanwhile gets the former one whole.
    private async Task<string> KeepAsync(long id, string html, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folders.Reports);
        var path = Path.Combine(folders.Reports, $"report-{id}.html");
        var fresh = $"{path}.{Guid.NewGuid():N}.tmp";
        await File.WriteAllTextAsync(fresh, html, cancellation);
        File.Move(fresh, path, overwrite: true);
        return path;
    }
}
