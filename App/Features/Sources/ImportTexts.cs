using System.Text.Json;
using App.Jobs;
using App.Shell;
using Core.Cleaning;
using Data.Bulk;
using Data.Sources;

namespace App.Features.Sources;

/// <summary>Brings a file of texts in, the way a person's file comes in, as the last part of a source's job.</summary>
public sealed class ImportTexts(StartImport start, ImportJob imports, AppFolders folders)
{
    /// <summary>Where a new file of rows may be written; it stays there, so that the import can be looked up and repeated.</summary>
    public string NewPath(string source) => Path.Combine(folders.Uploads, $"{source}-{Guid.NewGuid():N}.csv");

    /// <summary>Writes rows to a new file and imports it.</summary>
    /// <returns>Where the import is to be seen.</returns>
    public async Task<string> RunAsync(
        JobContext job,
        string source,
        string fileName,
        IEnumerable<FeedbackRow> rows,
        double from,
        CancellationToken cancellation
    )
    {
        var path = NewPath(source);
        await FeedbackFile.AppendAsync(path, rows, cancellation);
        return await RunAsync(job, path, source, fileName, from, cancellation);
    }

    /// <summary>Imports a file of rows.</summary>
    /// <param name="job">Whose progress goes on.</param>
    /// <param name="path">The file.</param>
    /// <param name="source">Of the import.</param>
    /// <param name="fileName">As a person reads it.</param>
    /// <param name="from">How far the job is.</param>
    /// <param name="cancellation">Of the job.</param>
    public async Task<string> RunAsync(
        JobContext job,
        string path,
        string source,
        string fileName,
        double from,
        CancellationToken cancellation
    )
    {
        var plan = ImportPlan.For(path, "feedback", null, new CleaningOptions { DateOrder = DateOrder.YearMonthDay });
        // Texts of other people are no reason to take the simulated shop away.
        var request = new ImportRequest(path, fileName, "feedback", null, plan.Options, source, KeepSimulated: true);
        var id = await start.RecordAsync(request, plan, cancellation);
        var options = JsonSerializer.Serialize(new ImportJob.Request(id, KeepSimulated: true), JsonSerializerOptions.Web);
        var part = new JobContext(job.Id, options, new Portion(job.Progress, from, 1));
        return await imports.RunAsync(part, cancellation) ?? $"/data/imports/{id}";
    }
}
