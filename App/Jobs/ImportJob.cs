using System.Linq.Expressions;
using System.Text.Json;
using App.Shell;
using Core.Cleaning;
using Core.Estimators;
using Data;
using Data.Bulk;
using Data.Queries;
using Data.Tables;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace App.Jobs;

/// <summary>Brings one stored file in, then refreshes what is computed from the data.</summary>
public sealed class ImportJob(
    NpgsqlDataSource database,
    IDbContextFactory<AppDb> databases,
    RemoveShop shop,
    UndoImportJob undo,
    DataRefresh refresh
) : IJobHandler
{
    public const string KindName = "import";

    // Share of the progress bar that the import itself takes, and the removal of the simulated shop after it; the rest is the refresh.
    private const double ImportShare = 0.8;
    private const double RemovedShare = 0.85;

    public sealed record Request(long ImportId, bool KeepSimulated, long? Replaces = null);

    public string Kind => KindName;

    public bool RefreshesData => true;

    public async Task<string?> RunAsync(JobContext job, CancellationToken cancellation)
    {
        var request = job.Options<Request>();
        if (request.Replaces is { } former)
        {
            await ReplaceAsync(former, request.ImportId, new Portion(job.Progress, 0, ImportShare), cancellation);
        }
        else
        {
            await ImportAsync(request.ImportId, new Portion(job.Progress, 0, ImportShare), cancellation);
        }
        // Real data take the simulated shop's place; a file without one good row brings none.
        var removed =
            !request.KeepSimulated
            && await AnyAsync(request.ImportId, i => i.RowsImported > 0, cancellation)
            && await shop.AnyAsync(job.Id, cancellation);
        if (removed)
        {
            await shop.RunAsync(job.Id, new Portion(job.Progress, ImportShare, RemovedShare), cancellation);
        }
        // A file that was there already leaves segments and figures as they are.
        if (removed || await AnyAsync(request.ImportId, i => i.Inserted + i.Updated > 0, cancellation))
        {
            await refresh.RunAsync(new Portion(job.Progress, RemovedShare, 1), cancellation);
        }
        return $"/data/imports/{request.ImportId}";
    }

    // A repetition that fails must not cost what was there.
    private async Task ReplaceAsync(long former, long importId, IProgress<Progress> progress, CancellationToken cancellation)
    {
        await undo.TakeOutAsync(former, new Portion(progress, 0, 0.3), cancellation);
        try
        {
            await ImportAsync(importId, new Portion(progress, 0.3, 1), cancellation);
        }
        catch
        {
            await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
            var import = await db.Imports.SingleAsync(i => i.Id == former, CancellationToken.None);
            await undo.AgainAsync(import, CancellationToken.None);
            await SetStateAsync(db, import, "succeeded", null);
            throw;
        }
    }

    private async Task<bool> AnyAsync(long importId, Expression<Func<ImportRow, bool>> condition, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Imports.Where(i => i.Id == importId).AnyAsync(condition, cancellation);
    }

    /// <summary>Runs a recorded import that has not succeeded yet.</summary>
    public async Task ImportAsync(long importId, IProgress<Progress> progress, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var import = await db.Imports.SingleAsync(i => i.Id == importId, cancellation);
        if (import.State == "succeeded")
        {
            // The job was taken up again after the import had been committed.
            return;
        }
        await SetStateAsync(db, import, "running", null);
        try
        {
            var plan = ImportPlan.For(
                import.StoredPath,
                import.Kind,
                JsonSerializer.Deserialize<Dictionary<string, string>>(import.Mapping),
                JsonSerializer.Deserialize<CleaningOptions>(import.Options, JsonSerializerOptions.Web)!
            );
            await ImportRun.RunAsync(database, importId, import.StoredPath, plan, progress, cancellation);
        }
        catch (OperationCanceledException)
        {
            await SetStateAsync(db, import, "cancelled", "Cancelled; nothing was written.");
            throw;
        }
        catch (Exception exception)
        {
            await SetStateAsync(db, import, "failed", exception.Message);
            throw;
        }
    }

    private static async Task SetStateAsync(AppDb db, ImportRow import, string state, string? error)
    {
        import.State = state;
        import.Error = error;
        await db.SaveChangesAsync(CancellationToken.None);
    }
}
