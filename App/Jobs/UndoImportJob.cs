using System.Text.Json;
using App.Shell;
using Core.Cleaning;
using Core.Estimators;
using Data;
using Data.Bulk;
using Data.Tables;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace App.Jobs;

/// <summary>Takes an import out and brings back what it had overwritten, from the files that were kept.</summary>
public sealed class UndoImportJob(UndoImport undo, NpgsqlDataSource database, IDbContextFactory<AppDb> databases, DataRefresh refresh)
    : IJobHandler
{
    public const string KindName = "undo-import";

    private const double UndoShare = 0.6;

    public sealed record Request(long ImportId);

    public string Kind => KindName;

    public bool RefreshesData => true;

    public async Task<string?> RunAsync(JobContext job, CancellationToken cancellation)
    {
        var id = job.Options<Request>().ImportId;
        await TakeOutAsync(id, new Portion(job.Progress, 0, UndoShare), cancellation);
        await refresh.RunAsync(new Portion(job.Progress, UndoShare, 1), cancellation);
        return $"/data/imports/{id}";
    }

    /// <summary>Takes the import out and runs the others of its kind again where it had changed their rows.</summary>
    public async Task TakeOutAsync(long importId, IProgress<Progress> progress, CancellationToken cancellation)
    {
        progress.Report(new Progress(0.05, "Taking the rows out"));
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var import = await db.Imports.AsNoTracking().SingleAsync(i => i.Id == importId, cancellation);
        if (import.State == "removed")
        {
            return;
        }
        await undo.RunAsync(importId, cancellation);
        if (import.Updated == 0)
        {
            return;
        }
        var others = await db
            .Imports.AsNoTracking()
            .Where(i => i.Kind == import.Kind && i.Id != importId && i.State == "succeeded")
            .OrderBy(i => i.Id)
            .ToListAsync(cancellation);
        for (var i = 0; i < others.Count; i++)
        {
            progress.Report(new Progress(0.1 + 0.9 * i / others.Count, $"Reading {others[i].FileName} again"));
            await AgainAsync(others[i], cancellation);
        }
    }

    /// <summary>Merges a file again under its own import, whose list and counts stay as they are.</summary>
    public async Task AgainAsync(ImportRow import, CancellationToken cancellation)
    {
        var plan = ImportPlan.For(
            import.StoredPath,
            import.Kind,
            JsonSerializer.Deserialize<Dictionary<string, string>>(import.Mapping),
            JsonSerializer.Deserialize<CleaningOptions>(import.Options, JsonSerializerOptions.Web)!
        );
        await ImportRun.RunAsync(database, import.Id, import.StoredPath, plan, null, cancellation, again: true);
    }
}
