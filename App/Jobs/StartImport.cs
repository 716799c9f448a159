using System.Security.Cryptography;
using System.Text.Json;
using App.Shell;
using Core.Cleaning;
using Data;
using Data.Bulk;
using Data.Tables;
using Microsoft.EntityFrameworkCore;

namespace App.Jobs;

/// <summary>A file that was stored, how it is to be read, and what becomes of the simulated shop.</summary>
/// <param name="StoredPath">The file.</param>
/// <param name="FileName">Its name as the person knows it.</param>
/// <param name="Kind">The kind's key, or null to guess.</param>
/// <param name="Mapping">Header in the file → column, where the guess is not right.</param>
/// <param name="Options">The cleaning rules.</param>
/// <param name="Source">file, simulated or online-retail.</param>
/// <param name="Replaces">An import of the same file by other rules, which is taken out first; null for none.</param>
/// <param name="KeepSimulated">Whether the simulated shop stays beside real data.</param>
public sealed record ImportRequest(
    string StoredPath,
    string FileName,
    string? Kind,
    IReadOnlyDictionary<string, string>? Mapping,
    CleaningOptions? Options,
    string Source = "file",
    bool KeepSimulated = false,
    long? Replaces = null
);

/// <summary>Stores files and puts imports into the queue.</summary>
public sealed class StartImport(IDbContextFactory<AppDb> databases, JobQueue jobs, AppFolders folders, TimeProvider time)
{
    /// <summary>Keeps an upload; the raw file stays, so that an import can be looked up and repeated.</summary>
    public async Task<string> StoreAsync(Stream content, string fileName, CancellationToken cancellation)
    {
        var safe = new string([.. Path.GetFileName(fileName).Where(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_')]);
        var path = Path.Combine(folders.Uploads, $"{Guid.NewGuid():N}-{(safe.Length > 80 ? safe[^80..] : safe)}");
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
        await content.CopyToAsync(file, cancellation);
        return path;
    }

    /// <summary>Checks that the file can be read with this mapping and queues the import.</summary>
    /// <returns>The import's id and its job's id.</returns>
    /// <exception cref="Data.Sources.ImportFileException">The file can't be imported; the message says why.</exception>
    public async Task<(long ImportId, long JobId)> RunAsync(ImportRequest request, CancellationToken cancellation = default)
    {
        var plan = await Task.Run(
            () => ImportPlan.For(request.StoredPath, request.Kind, request.Mapping, request.Options ?? new CleaningOptions()),
            cancellation
        );
        var import = await RecordAsync(request, plan, cancellation);
        var job = await jobs.EnqueueAsync(
            ImportJob.KindName,
            $"Import {request.FileName}",
            new ImportJob.Request(import, request.KeepSimulated, request.Replaces),
            cancellation
        );
        return (import, job);
    }

    /// <summary>Writes down that a file is to be imported.</summary>
    public async Task<long> RecordAsync(ImportRequest request, ImportPlan plan, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(request.StoredPath);
        var import = new ImportRow
        {
            Kind = plan.Kind.Key,
            Source = request.Source,
            FileName = request.FileName,
            StoredPath = request.StoredPath,
            Sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation)),
            State = "queued",
            Mapping = JsonSerializer.Serialize(plan.WholeMapping, JsonSerializerOptions.Web),
            Options = JsonSerializer.Serialize(plan.Options, JsonSerializerOptions.Web),
            CreatedAt = time.GetUtcNow().UtcDateTime,
        };
        await using var db = await databases.CreateDbContextAsync(cancellation);
        db.Imports.Add(import);
        await db.SaveChangesAsync(cancellation);
        return import.Id;
    }
}
