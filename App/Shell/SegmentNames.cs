using Data;
using Microsoft.EntityFrameworkCore;

namespace App.Shell;

/// <summary>A segment to choose.</summary>
public sealed record SegmentName(long Id, string Name, string Group);

/// <summary>Segments by name only, for pickers: without counting who is in them.</summary>
public sealed class SegmentNames(IDbContextFactory<AppDb> databases)
{
    /// <summary>Saved segments first, then those of segmentations, the newest segmentation first.</summary>
    public async Task<IReadOnlyList<SegmentName>> AllAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var found = await db
            .Segments.AsNoTracking()
            .OrderBy(s => s.SegmentationId != null)
            .ThenByDescending(s => s.SegmentationId)
            .ThenBy(s => s.Cluster)
            .Select(s => new
            {
                s.Id,
                s.Name,
                Group = db.Segmentations.Where(g => g.Id == s.SegmentationId).Select(g => g.Name).FirstOrDefault(),
            })
            .ToListAsync(cancellation);
        return [.. found.Select(s => new SegmentName(s.Id, s.Name, s.Group ?? "Saved by you"))];
    }
}
