using System.Text.Json;
using App.Shell;
using Data;
using Data.Queries;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace App.Features.Segments;

/// <summary>A segment as it is written: a rule, a fixed list of external ids, or nothing of both when only the name changes.</summary>
public sealed record SegmentInput(string? Name, string? Description, JsonElement? Rule, IReadOnlyList<string>? CustomerIds);

public sealed record CompareInput(long A, long B, IReadOnlyList<string>? Features);

public sealed record OverlapInput(IReadOnlyList<long> SegmentIds);

/// <summary>Segments over REST.</summary>
public static class SegmentApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var segments = app.MapGroup("/api/segments").WithTags("Segments");
        segments.MapGet("/", ListAsync).WithSummary("Saved segments first, then those of segmentations");
        segments.MapPost("/", AddAsync).WithSummary("Save a rule or a fixed list of customers as a segment");
        segments
            .MapGet(
                "/{id:long}",
                async (long id, SegmentList list, IDbContextFactory<AppDb> databases, CancellationToken cancellation) =>
                    (await list.AllAsync(cancellation)).Find(s => s.Id == id) is { } segment
                        ? Results.Ok(await WithRuleAsync(segment, databases, cancellation))
                        : Missing(id)
            )
            .WithSummary("One segment");
        segments.MapPut("/{id:long}", ChangeAsync).WithSummary("Rename a segment, or give it another rule");
        segments.MapDelete("/{id:long}", DeleteAsync).WithSummary("Delete a saved segment");
        segments
            .MapGet(
                "/{id:long}/customers",
                async (long id, MembersPage members, CancellationToken cancellation, int skip = 0, int limit = 50) =>
                    ApiErrors.CheckPaging(skip, limit) ?? Results.Ok(await members.ListAsync(id, skip, limit, cancellation))
            )
            .WithSummary("The customers of a segment");
        segments
            .MapGet(
                "/{id:long}/history",
                async (long id, SegmentHistory history, SegmentList list, CancellationToken cancellation) =>
                    (await list.AllAsync(cancellation)).Exists(s => s.Id == id)
                        ? Results.Ok(new { items = await history.OfAsync(id, cancellation) })
                        : Missing(id)
            )
            .WithSummary("How large a segment was on each day on which the data changed");
        segments
            .MapPost(
                "/count",
                async (JsonElement rule, SegmentStore store, CancellationToken cancellation) =>
                    await CheckedAsync(async () =>
                        Results.Ok(new { count = await store.CountRuleAsync(rule.GetRawText(), null, cancellation) })
                    )
            )
            .WithSummary("How many customers a rule fits; the body is the rule");
        segments.MapPost("/compare", CompareAsync).WithSummary("Two segments, feature by feature, with effect sizes and intervals");
        segments.MapPost("/overlap", OverlapAsync).WithSummary("How many customers each two segments share");
        app.MapGet(
                "/api/customer-segments",
                async (MembersPage members, CancellationToken cancellation, int skip = 0, int limit = 50) =>
                    ApiErrors.CheckPaging(skip, limit) ?? Results.Ok(await members.AllAsync(skip, limit, cancellation))
            )
            .WithTags("Segments")
            .WithSummary("Who is in which segment");
    }

    private static async Task<IResult> DeleteAsync(long id, SegmentStore store, SegmentList list, CancellationToken cancellation)
    {
        if ((await list.AllAsync(cancellation)).Find(s => s.Id == id) is not { } segment)
        {
            return Missing(id);
        }
        if (segment.SegmentationId is { } run)
        {
            return ApiErrors.Conflict($"Segment {id} belongs to segmentation {run}; delete that.");
        }
        if (await store.NamedByAsync([id], cancellation) is { Count: > 0 } names)
        {
            return ApiErrors.Conflict($"Segment {id} is part of {string.Join(", ", names)}. Change or delete that first.");
        }
        return await store.DeleteAsync(id, cancellation) ? Results.NoContent() : Missing(id);
    }

    private static async Task<IResult> ListAsync(SegmentList list, CancellationToken cancellation, int skip = 0, int limit = 50)
    {
        if (ApiErrors.CheckPaging(skip, limit) is { } problem)
        {
            return problem;
        }
        var all = await list.AllAsync(cancellation);
        return Results.Ok(new Page<SegmentSummary>([.. all.Skip(skip).Take(limit)], all.Count, skip, limit));
    }

    private static async Task<IResult> AddAsync(
        SegmentInput input,
        SegmentStore store,
        NpgsqlDataSource database,
        CancellationToken cancellation
    )
    {
        if (SegmentStore.CheckName(input.Name) is { } problem)
        {
            return ApiErrors.Invalid("name", problem);
        }
        if (input.Rule is { } rule)
        {
            return await CheckedAsync(async () =>
            {
                var id = await store.AddRuleAsync(input.Name!, input.Description ?? "", rule.GetRawText(), cancellation);
                return Results.Created($"/api/segments/{id}", new { id });
            });
        }
        if (input.CustomerIds is not { Count: > 0 } || input.CustomerIds.Any(id => id is null))
        {
            return ApiErrors.Invalid("rule", "Give a rule, or customerIds with at least one id.");
        }
        var wanted = input.CustomerIds.Distinct().ToDictionary(id => Core.Customers.ExternalId.Hash(id));
        await using var command = database.CreateCommand("SELECT customer_id FROM customers WHERE customer_id = ANY($1)");
        command.Parameters.Add(new NpgsqlParameter { Value = wanted.Keys.ToArray() });
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            var known = new HashSet<long>();
            while (await reader.ReadAsync(cancellation))
            {
                known.Add(reader.GetInt64(0));
            }
            if (wanted.FirstOrDefault(w => !known.Contains(w.Key)).Value is { } unknown)
            {
                return ApiErrors.Invalid("customerIds", $"There is no customer '{unknown}'.");
            }
        }
        var list = await store.AddListAsync(input.Name!, input.Description ?? "", wanted.Keys, cancellation);
        return Results.Created($"/api/segments/{list}", new { id = list });
    }

    private static async Task<IResult> ChangeAsync(long id, SegmentInput input, SegmentStore store, CancellationToken cancellation)
    {
        if (SegmentStore.CheckName(input.Name) is { } problem)
        {
            return ApiErrors.Invalid("name", problem);
        }
        if (input.CustomerIds is not null)
        {
            return ApiErrors.Invalid("customerIds", "A list can't be changed. Save another one.");
        }
        return await CheckedAsync(async () =>
            await store.RenameAsync(id, input.Name!, input.Description ?? "", input.Rule?.GetRawText(), cancellation) switch
            {
                SegmentStore.Change.Done => Results.NoContent(),
                SegmentStore.Change.NotARule => ApiErrors.Conflict($"Segment {id} is not made by a rule, so it can't be given one."),
                _ => Missing(id),
            }
        );
    }

    private static async Task<IResult> CheckedAsync(Func<Task<IResult>> work)
    {
        try
        {
            return await work();
        }
        catch (FormatException exception)
        {
            return ApiErrors.Invalid("rule", exception.Message);
        }
    }

    private static async Task<object> WithRuleAsync(SegmentSummary s, IDbContextFactory<AppDb> databases, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var rule = await db.Segments.Where(x => x.Id == s.Id).Select(x => x.Rule).SingleOrDefaultAsync(cancellation);
        return new
        {
            s.Id,
            s.Name,
            s.Description,
            s.Kind,
            s.Colour,
            s.SegmentationId,
            s.SegmentationName,
            s.Method,
            s.Cluster,
            s.Size,
            s.Revenue,
            s.CreatedAt,
            s.CountedAt,
            rule = rule is null ? (JsonElement?)null : JsonDocument.Parse(rule).RootElement,
        };
    }

    private static async Task<IResult> CompareAsync(CompareInput input, CompareSegments compare, CancellationToken cancellation)
    {
        if (input.Features?.Select(f => f ?? "").FirstOrDefault(f => Core.Customers.CustomerFeatures.Find(f) is null) is { } unknown)
        {
            return ApiErrors.Invalid("features", $"'{unknown}' is not a feature. GET /api/features lists them.");
        }
        if (input.A == 0)
        {
            return ApiErrors.Invalid("a", "a must be the id of a segment. Only b may be 0, which stands for everyone else.");
        }
        var compared = await compare.RunAsync([input.A, input.B], input.Features, cancellation);
        return Results.Ok(
            new
            {
                groups = compared.Groups.Select(g => new
                {
                    g.Id,
                    g.Name,
                    g.Size,
                    g.Share,
                    g.RevenueShare,
                }),
                sharedCustomers = compared.Result.SharedRows,
                features = compared.Result.Comparisons.Select(c => new
                {
                    name = c.Feature,
                    a = c.SummaryA,
                    b = c.SummaryB,
                    difference = c.Test.Difference,
                    interval = new[] { c.Test.Lower, c.Test.Upper },
                    effectSize = c.Test.HedgesG,
                    cliffsDelta = c.Test.CliffsDelta,
                    pValue = c.Test.PValue,
                    adjustedPValue = c.AdjustedPValue,
                    c.Sentence,
                }),
            }
        );
    }

    private static async Task<IResult> OverlapAsync(
        OverlapInput input,
        IDbContextFactory<AppDb> databases,
        NpgsqlDataSource database,
        CancellationToken cancellation
    )
    {
        if (input.SegmentIds is not { Count: >= 2 and <= 20 })
        {
            return ApiErrors.Invalid("segmentIds", "Give 2 to 20 segment ids.");
        }
        await using var db = await databases.CreateDbContextAsync(cancellation);
        List<HashSet<long>> members = [];
        foreach (var id in input.SegmentIds)
        {
            members.Add(await SegmentList.MembersAsync(db, database, id, cancellation));
        }
        return Results.Ok(new { input.SegmentIds, counts = members.Select(a => members.Select(b => a.Count(b.Contains))) });
    }

    private static IResult Missing(long id) => ApiErrors.NotFound($"There is no segment {id}.");
}
