using System.Text.Json;
using App.Jobs;
using App.Shell;
using Core.Cleaning;
using Core.Customers;
using Data;
using Data.Tables;
using Microsoft.EntityFrameworkCore;

namespace App.Features.Segments;

/// <summary>Runs of segmentation over REST.</summary>
public static class SegmentationApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var runs = app.MapGroup("/api/segmentations").WithTags("Segments");
        runs.MapPost(
                "/",
                async (SegmentationOptions options, IDbContextFactory<AppDb> databases, JobQueue jobs, CancellationToken cancellation) =>
                    await CheckAsync(options, databases, cancellation) is { Count: > 0 } errors
                        ? ApiErrors.Invalid(errors)
                        : JobApi.Accepted(
                            await jobs.EnqueueAsync(SegmentationJob.KindName, $"Segment by {options.Method}", options, cancellation)
                        )
            )
            .WithSummary("Segment customers; answers 202 with a job");
        runs.MapGet(
                "/",
                async (SegmentationStore store, CancellationToken cancellation, int skip = 0, int limit = 50) =>
                    ApiErrors.CheckPaging(skip, limit)
                    ?? Results.Ok(
                        new Page<object>(
                            [.. (await store.ListAsync(skip, limit, null, cancellation)).Select(Short)],
                            await store.CountAsync(cancellation),
                            skip,
                            limit
                        )
                    )
            )
            .WithSummary("Saved runs, newest first");
        runs.MapGet(
                "/{id:long}",
                async (long id, SegmentationStore store, CancellationToken cancellation) =>
                    await store.FindAsync(id, cancellation) is var (run, result) ? Results.Ok(Whole(run, result)) : Missing(id)
            )
            .WithSummary("A run with its clusters, profiles and quality");
        runs.MapDelete(
                "/{id:long}",
                async (long id, SegmentationStore store, CancellationToken cancellation) =>
                    await store.DeleteAsync(id, cancellation) ? Results.NoContent() : Missing(id)
            )
            .WithSummary("Delete a run and its segments");
        runs.MapGet("/{id:long}/assignments", AssignmentsAsync).WithSummary("Who is in which cluster; format=csv for a file");
        runs.MapPost("/{id:long}/assign", AssignAsync).WithSummary("Clusters of customers that the run has not seen");
    }

    private static async Task<Dictionary<string, string[]>> CheckAsync(
        SegmentationOptions options,
        IDbContextFactory<AppDb> databases,
        CancellationToken cancellation
    )
    {
        var errors = options.Check();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (options.SegmentId is { } id && !await db.Segments.AnyAsync(s => s.Id == id, cancellation))
        {
            errors["segmentId"] = [$"There is no segment {id}."];
        }
        return errors;
    }

    private static object Short(SegmentationRow run) =>
        new
        {
            run.Id,
            run.Name,
            run.Method,
            run.Seed,
            run.AsOf,
            run.CreatedAt,
            run.Automatic,
        };

    private static object Whole(SegmentationRow run, SegmentationResult result)
    {
        var options = JsonSerializer.Deserialize<SegmentationOptions>(run.Options, SegmentationStore.Json)!;
        return new
        {
            run.Id,
            run.Name,
            run.Method,
            options.Features,
            options.Scaling,
            options.Parameters,
            run.Seed,
            run.AsOf,
            options.SegmentId,
            run.CreatedAt,
            result.Clusters,
            result.Noise,
            result.Quality,
            result.MissingValues,
            choice = result.Choice,
            result.Decided,
            result.KDistances,
            result.Flows,
            result.Thresholds,
        };
    }

    private static async Task<IResult> AssignmentsAsync(
        long id,
        IDbContextFactory<AppDb> databases,
        CancellationToken cancellation,
        string format = "json",
        int skip = 0,
        int limit = 50
    )
    {
        await using (var db = await databases.CreateDbContextAsync(cancellation))
        {
            if (!await db.Segmentations.AnyAsync(s => s.Id == id, cancellation))
            {
                return Missing(id);
            }
            if (format == "json")
            {
                var rows = Rows(db, id);
                return ApiErrors.CheckPaging(skip, limit)
                    ?? Results.Ok(
                        new Page<Assignment>(
                            await rows.Skip(skip).Take(limit).ToListAsync(cancellation),
                            await rows.LongCountAsync(cancellation),
                            skip,
                            limit
                        )
                    );
            }
        }
        if (format != "csv")
        {
            return ApiErrors.Invalid("format", $"format must be json or csv. Got '{format}' instead.");
        }
        return Results.Stream(
            async stream =>
            {
                await using var writer = new StreamWriter(stream, leaveOpen: true);
                await writer.WriteLineAsync("customer_id,cluster");
                await using var db = await databases.CreateDbContextAsync();
                await foreach (var row in Rows(db, id).AsAsyncEnumerable())
                {
                    await writer.WriteLineAsync($"{CsvText.Field(row.CustomerId)},{row.Cluster}");
                }
            },
            "text/csv",
            $"segmentation-{id}.csv"
        );
    }

    private sealed record Assignment(string CustomerId, int Cluster);

    private static IQueryable<Assignment> Rows(AppDb db, long id) =>
        db
            .SegmentationAssignments.AsNoTracking()
            .Where(a => a.SegmentationId == id)
            .Join(db.Customers, a => a.CustomerId, c => c.CustomerId, (a, c) => new { a, c })
            .OrderBy(x => x.a.CustomerId)
            .Select(x => new Assignment(x.c.ExternalId, x.a.Cluster));

    private static async Task<IResult> AssignAsync(
        long id,
        List<Dictionary<string, double?>> rows,
        SegmentationStore store,
        CancellationToken cancellation
    )
    {
        if (await store.FindAsync(id, cancellation) is not var (run, result))
        {
            return Missing(id);
        }
        if (result.Model is not { } model)
        {
            return ApiErrors.Conflict($"Segmentation {id} is made by {run.Method}, which does not place new customers.");
        }
        if (rows.Count is 0 or > 10_000)
        {
            return ApiErrors.Invalid("rows", $"The body must be a list of 1 to 10000 rows. Got {rows.Count} instead.");
        }
        var names = model.Scaling.Names;
        var columns = names.Select(_ => new double[rows.Count]).ToArray();
        for (var r = 0; r < rows.Count; r++)
        {
            if (rows[r] is null)
            {
                return ApiErrors.Invalid($"[{r}]", "A row must be an object such as {\"frequency\": 3}.");
            }
            foreach (var (key, value) in rows[r])
            {
                if (value is { } number && !double.IsFinite(number))
                {
                    return ApiErrors.Invalid($"[{r}].{key}", $"{key} must be a finite number.");
                }
                if (CustomerFeatures.Find(key) is not { } feature || !names.Contains(feature.Key))
                {
                    return ApiErrors.Invalid($"[{r}].{key}", $"'{key}' is not a feature of this run. It has: {string.Join(", ", names)}.");
                }
            }
            for (var c = 0; c < names.Count; c++)
            {
                // What a row lacks gets the median that the run itself used.
                var given = rows[r].FirstOrDefault(p => CustomerFeatures.Find(p.Key)?.Key == names[c]).Value;
                columns[c][r] = given ?? model.Medians[c];
            }
        }
        var labels = model.Assign(new FeatureMatrix(names, columns));
        return Results.Ok(labels.Select(l => new { label = l, name = result.Clusters.FirstOrDefault(c => c.Label == l)?.Name }));
    }

    private static IResult Missing(long id) => ApiErrors.NotFound($"There is no segmentation {id}.");
}
