using System.Text.Json;
using Data;
using Data.Queries;
using Data.Tables;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace App.Features.Segments;

/// <summary>Saves runs and finds them again. There is one automatic run of each method, kept up to date; runs that people ask for stay.</summary>
public sealed class SegmentationStore(IDbContextFactory<AppDb> databases, TimeProvider time)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>Writes a run, who is in which cluster, and one segment per cluster, in one transaction.</summary>
    public async Task<long> SaveAsync(
        string name,
        SegmentationOptions options,
        DateOnly asOf,
        MadeSegmentation made,
        bool automatic,
        CancellationToken cancellation
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var former = automatic
            ? await db.Segmentations.SingleOrDefaultAsync(s => s.Automatic && s.Method == options.Method, cancellation)
            : null;
        var run =
            former
            ?? db.Segmentations.Add(
                new SegmentationRow
                {
                    Name = name,
                    Method = options.Method,
                    Options = "{}",
                }
            ).Entity;
        run.Automatic = automatic;
        run.Options = JsonSerializer.Serialize(options with { AsOf = asOf }, Json);
        run.Result = JsonSerializer.Serialize(made.Result, Json);
        run.Seed = options.Seed;
        run.AsOf = asOf;
        run.CreatedAt = time.GetUtcNow().UtcDateTime;
        await db.SaveChangesAsync(cancellation);
        await db.SegmentationAssignments.Where(a => a.SegmentationId == run.Id).ExecuteDeleteAsync(cancellation);
        await CopyAsync((NpgsqlConnection)db.Database.GetDbConnection(), run.Id, made.Ids, made.Labels, cancellation);
        await WriteSegmentsAsync(db, run, made.Result, cancellation);
        await db.Database.ExecuteSqlRawAsync(DataVersion.CountSegmentations, cancellation);
        await transaction.CommitAsync(cancellation);
        return run.Id;
    }

    // A cluster that is still there keeps its segment, so that links and campaigns to it stay good.
    private static async Task WriteSegmentsAsync(AppDb db, SegmentationRow run, SegmentationResult result, CancellationToken cancellation)
    {
        var existing = await db.Segments.Where(s => s.SegmentationId == run.Id).ToListAsync(cancellation);
        foreach (var cluster in result.Clusters)
        {
            var segment = existing.Find(s => s.Cluster == cluster.Label);
            if (segment is null)
            {
                segment = new SegmentRow { Name = cluster.Name, Kind = "cluster" };
                db.Segments.Add(segment);
            }
            segment.Name = cluster.Name;
            segment.Description = cluster.Description;
            segment.Colour = cluster.Label;
            segment.SegmentationId = run.Id;
            segment.Cluster = cluster.Label;
            segment.Size = cluster.Size;
            segment.CreatedAt = run.CreatedAt;
        }
        db.Segments.RemoveRange(existing.Where(s => result.Clusters.All(c => c.Label != s.Cluster)));
        await db.SaveChangesAsync(cancellation);
    }

    private static async Task CopyAsync(
        NpgsqlConnection connection,
        long runId,
        IReadOnlyList<long> customerIds,
        int[] labels,
        CancellationToken cancellation
    )
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY segmentation_assignments (customer_id, segmentation_id, cluster) FROM STDIN (FORMAT binary)",
            cancellation
        );
        for (var i = 0; i < labels.Length; i++)
        {
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(customerIds[i], NpgsqlDbType.Bigint, cancellation);
            await copy.WriteAsync(runId, NpgsqlDbType.Bigint, cancellation);
            await copy.WriteAsync(labels[i], NpgsqlDbType.Integer, cancellation);
        }
        await copy.CompleteAsync(cancellation);
    }

    /// <summary>The automatic run of a method as it stands, with the names that people have given its clusters; null when there is none.</summary>
    public async Task<MadeSegmentation?> FormerAsync(string method, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (await db.Segmentations.AsNoTracking().SingleOrDefaultAsync(s => s.Automatic && s.Method == method, cancellation) is not { } run)
        {
            return null;
        }
        var result = JsonSerializer.Deserialize<SegmentationResult>(run.Result, Json)!;
        var names = await db
            .Segments.Where(s => s.SegmentationId == run.Id && s.Cluster != null)
            .ToDictionaryAsync(s => s.Cluster!.Value, s => s.Name, cancellation);
        var members = await db
            .SegmentationAssignments.AsNoTracking()
            .Where(a => a.SegmentationId == run.Id)
            .Select(a => new { a.CustomerId, a.Cluster })
            .ToListAsync(cancellation);
        return new MadeSegmentation(
            result with
            {
                Clusters = [.. result.Clusters.Select(c => c with { Name = names.GetValueOrDefault(c.Label, c.Name) })],
            },
            [.. members.Select(m => m.CustomerId)],
            [.. members.Select(m => m.Cluster)]
        );
    }

    public async Task<(SegmentationRow Run, SegmentationResult Result)?> FindAsync(long id, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Segmentations.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellation) is { } run
            ? (run, JsonSerializer.Deserialize<SegmentationResult>(run.Result, Json)!)
            : null;
    }

    /// <summary>The runs, newest first.</summary>
    public async Task<List<SegmentationRow>> ListAsync(int skip, int limit, string? method, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db
            .Segmentations.AsNoTracking()
            .Where(s => method == null || s.Method == method)
            .OrderByDescending(s => s.Id)
            .Skip(skip)
            .Take(limit)
            .ToListAsync(cancellation);
    }

    public async Task<long> CountAsync(CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Segmentations.LongCountAsync(cancellation);
    }

    /// <summary>Deletes a run with its segments; false when there is none.</summary>
    public async Task<bool> DeleteAsync(long id, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.SegmentationAssignments.Where(a => a.SegmentationId == id).ExecuteDeleteAsync(cancellation);
        await db.Segments.Where(s => s.SegmentationId == id).ExecuteDeleteAsync(cancellation);
        var deleted = await db.Segmentations.Where(s => s.Id == id).ExecuteDeleteAsync(cancellation) > 0;
        await transaction.CommitAsync(cancellation);
        return deleted;
    }
}
