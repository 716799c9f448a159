using System.Collections.Concurrent;
using Core.Customers;
using Core.Segments;
using Npgsql;

namespace Data.Queries;

/// <summary>
/// A segment with what it weighs. Money is currency units. <paramref name="CountedAt"/> (UTC) is when its customers were last counted;
/// <paramref name="Problem"/> says why its rule finds nobody, such as a segment that it names and that is gone.
/// </summary>
public sealed record SegmentSummary(
    long Id,
    string Name,
    string Description,
    string Kind,
    int Colour,
    long? SegmentationId,
    string? SegmentationName,
    string? Method,
    int? Cluster,
    long Size,
    decimal Revenue,
    DateTime CreatedAt,
    DateTime CountedAt,
    string? Problem = null
);

/// <summary>Lists segments for pickers and overviews.</summary>
public sealed class SegmentList(NpgsqlDataSource database, TimeProvider? clock = null)
{
    // What a rule asks of mail changes with the hour and is no part of the versions.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly TimeProvider time = clock ?? TimeProvider.System;
    private readonly ConcurrentDictionary<long, Counted> counted = new();
    private (string Version, DateTime At, Dictionary<(long Run, int Cluster), (long Size, decimal Revenue)> Weights)? weighed;

    private sealed record Counted(string Rule, string Version, DateTime At, long Size, decimal Revenue, string? Problem = null);

    /// <summary>Saved segments first, then those of segmentations, the newest segmentation first.</summary>
    public async Task<List<SegmentSummary>> AllAsync(CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand(
            """
            SELECT s.id, s.name, s.description, s.kind, s.colour, s.segmentation_id, g.name, g.method, s.cluster,
                   COALESCE(w.size, s.size), COALESCE(w.revenue, 0)::numeric, s.created_at, s.rule
            FROM segments s
            LEFT JOIN segmentations g ON g.id = s.segmentation_id
            LEFT JOIN LATERAL (
                SELECT count(*) AS size, sum(f.monetary) AS revenue
                FROM segment_members m LEFT JOIN customer_features f USING (customer_id)
                WHERE s.kind = 'list' AND m.segment_id = s.id
                HAVING s.kind = 'list'
            ) w ON true
            ORDER BY (s.segmentation_id IS NOT NULL), s.segmentation_id DESC, s.cluster, s.id DESC
            """
        );
        List<SegmentSummary> segments = [];
        List<(int Position, string Rule)> rules = [];
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                if (!reader.IsDBNull(12))
                {
                    rules.Add((segments.Count, reader.GetString(12)));
                }
                segments.Add(Read(reader, time.GetUtcNow().UtcDateTime));
            }
        }
        var (version, at, weights) = await WeightsAsync(cancellation);
        for (var i = 0; i < segments.Count; i++)
        {
            if (segments[i] is { Kind: "cluster", SegmentationId: { } run, Cluster: { } cluster })
            {
                var (size, revenue) = weights.GetValueOrDefault((run, cluster));
                segments[i] = segments[i] with { Size = size, Revenue = revenue, CountedAt = at };
            }
        }
        foreach (var (position, rule) in rules)
        {
            var count = await CountAsync(rule, segments[position].Id, version, cancellation);
            segments[position] = segments[position] with
            {
                Size = count.Size,
                Revenue = count.Revenue,
                CountedAt = count.At,
                Problem = count.Problem,
            };
        }
        return segments;
    }

    // Who fits a rule changes with the data, so it is counted anew when they have changed.
    private async Task<Counted> CountAsync(string rule, long id, string version, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (counted.TryGetValue(id, out var known) && known.Rule == rule && known.Version == version && now - known.At < Fresh)
        {
            return known;
        }
        try
        {
            var (size, revenue) = await WeighAsync(rule, id, cancellation);
            return counted[id] = new Counted(rule, version, now, size, revenue);
        }
        catch (FormatException exception)
        {
            return new Counted(rule, version, now, 0, 0, exception.Message);
        }
    }

    // Clusters change only when a segmentation is made, remade or emptied, and what they weigh only with the features: for millions of
    // customers worth remembering.
    private async Task<(string Version, DateTime At, Dictionary<(long Run, int Cluster), (long Size, decimal Revenue)>)> WeightsAsync(
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var version = new NpgsqlCommand(
            """
            SELECT concat_ws('.', (SELECT value::text FROM settings WHERE key = 'features-version'),
                                  (SELECT value::text FROM settings WHERE key = 'data-version'),
                                  (SELECT value::text FROM settings WHERE key = 'segmentations-version'),
                                  (SELECT value::text FROM settings WHERE key = 'people-version'),
                                  (SELECT max(id) FROM segmentations), (SELECT count(*) FROM segmentations))
            """,
            connection
        );
        var current = (string)(await version.ExecuteScalarAsync(cancellation))!;
        if (weighed is { } known && known.Version == current)
        {
            return known;
        }
        await using var command = new NpgsqlCommand(
            """
            SELECT a.segmentation_id, a.cluster, count(*), COALESCE(sum(f.monetary), 0)::numeric
            FROM segmentation_assignments a LEFT JOIN customer_features f USING (customer_id)
            GROUP BY a.segmentation_id, a.cluster
            """,
            connection
        );
        Dictionary<(long, int), (long, decimal)> weights = [];
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            weights[(reader.GetInt64(0), reader.GetInt32(1))] = (reader.GetInt64(2), reader.GetDecimal(3) / Money.Scale);
        }
        var result = (current, time.GetUtcNow().UtcDateTime, weights);
        weighed = result;
        return result;
    }

    private async Task<(long Size, decimal Revenue)> WeighAsync(string rule, long id, CancellationToken cancellation)
    {
        var condition = SegmentCondition.Parse(rule);
        await using var db = Database.Context(database);
        var references = await SegmentReferences.LoadAsync(db, condition, id, cancellation);
        SqlParameterList parameters = new();
        await using var command = database.CreateCommand(SegmentRuleSql.Weigh(condition, parameters, references));
        parameters.CopyTo(command);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetDecimal(1) / Money.Scale);
    }

    private static SegmentSummary Read(NpgsqlDataReader reader, DateTime now) =>
        new(
            reader.GetInt64(0),
            reader.GetString(1),
            reader.GetString(2),
            reader.GetString(3),
            reader.GetInt32(4),
            reader.IsDBNull(5) ? null : reader.GetInt64(5),
            reader.IsDBNull(6) ? null : reader.GetString(6),
            reader.IsDBNull(7) ? null : reader.GetString(7),
            reader.IsDBNull(8) ? null : reader.GetInt32(8),
            reader.GetInt64(9),
            reader.GetDecimal(10) / Money.Scale,
            reader.GetDateTime(11),
            now
        );

    /// <summary>The customers of a segment, by id.</summary>
    public static async Task<HashSet<long>> MembersAsync(
        AppDb db,
        NpgsqlDataSource database,
        long segmentId,
        CancellationToken cancellation = default
    )
    {
        SqlParameterList parameters = new();
        var condition = await SegmentFilter.ConditionAsync(db, segmentId, parameters, cancellation);
        await using var command = database.CreateCommand($"SELECT c.customer_id FROM customers c WHERE {condition}");
        parameters.CopyTo(command);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        HashSet<long> members = [];
        while (await reader.ReadAsync(cancellation))
        {
            members.Add(reader.GetInt64(0));
        }
        return members;
    }
}
