using Core.Customers;
using Npgsql;

namespace Data.Queries;

/// <summary>A segment with what it weighs. Money is currency units.</summary>
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
    DateTime CreatedAt
);

/// <summary>Lists segments for pickers and overviews.</summary>
public sealed class SegmentList(NpgsqlDataSource database)
{
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
                FROM segmentation_assignments a LEFT JOIN customer_features f USING (customer_id)
                WHERE s.kind = 'cluster' AND a.segmentation_id = s.segmentation_id AND a.cluster = s.cluster
                HAVING s.kind = 'cluster'
                UNION ALL
                SELECT count(*), sum(f.monetary)
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
                segments.Add(Read(reader));
            }
        }
        // Who fits a rule changes with the data, so a rule is counted when it is shown.
        foreach (var (position, rule) in rules)
        {
            var (size, revenue) = await WeighAsync(rule, cancellation);
            segments[position] = segments[position] with { Size = size, Revenue = revenue };
        }
        return segments;
    }

    private async Task<(long Size, decimal Revenue)> WeighAsync(string rule, CancellationToken cancellation)
    {
        SqlParameterList parameters = new();
        var condition = SegmentRuleSql.Compile(Core.Segments.SegmentCondition.Parse(rule), parameters);
        await using var command = database.CreateCommand(
            "SELECT count(*), COALESCE(sum(f.monetary), 0)::numeric FROM customers c "
                + $"LEFT JOIN customer_features f ON f.customer_id = c.customer_id WHERE {condition}"
        );
        parameters.CopyTo(command);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetDecimal(1) / Money.Scale);
    }

    private static SegmentSummary Read(NpgsqlDataReader reader) =>
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
            reader.GetDateTime(11)
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
