using Data;
using Data.Tables;
using Microsoft.EntityFrameworkCore;

namespace App.Features.Sources;

/// <summary>Looks up when a source was last used, and what came of it.</summary>
public sealed class LastRuns(IDbContextFactory<AppDb> databases)
{
    /// <summary>The newest job of a kind, or null.</summary>
    public async Task<JobRow?> OfAsync(string kind, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Jobs.AsNoTracking().Where(j => j.Kind == kind).OrderByDescending(j => j.Id).FirstOrDefaultAsync(cancellation);
    }
}
