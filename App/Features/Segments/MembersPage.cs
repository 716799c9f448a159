using App.Shell;
using Data;
using Data.Queries;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace App.Features.Segments;

public sealed record Member(string ExternalId, string? Name, string? Email)
{
    /// <summary>What <see cref="ReadAsync"/> reads, over a customers row with alias <c>c</c>.</summary>
    internal const string Columns = "c.external_id, c.name, c.email";

    internal static async Task<List<Member>> ReadAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<Member> members = [];
        while (await reader.ReadAsync(cancellation))
        {
            members.Add(
                new Member(
                    reader.GetString(0),
                    reader.IsDBNull(1) ? null : reader.GetString(1),
                    reader.IsDBNull(2) ? null : reader.GetString(2)
                )
            );
        }
        return members;
    }
}

public sealed record Membership(string CustomerId, long SegmentId, string Segment);

/// <summary>Pages of who is in which segment.</summary>
public sealed class MembersPage(IDbContextFactory<AppDb> databases, NpgsqlDataSource database)
{
    /// <exception cref="KeyNotFoundException">There is no such segment.</exception>
    public async Task<Page<Member>> ListAsync(long segmentId, int skip, int limit, CancellationToken cancellation)
    {
        SqlParameterList parameters = new();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var condition = await SegmentFilter.ConditionAsync(db, segmentId, parameters, cancellation);
        await using var count = database.CreateCommand($"SELECT count(*) FROM customers c WHERE {condition}");
        parameters.CopyTo(count);
        var total = (long)(await count.ExecuteScalarAsync(cancellation))!;
        await using var command = database.CreateCommand(
            $"""
            SELECT {Member.Columns} FROM customers c WHERE {condition}
            ORDER BY c.customer_id OFFSET {parameters.Add(skip)} LIMIT {parameters.Add(limit)}
            """
        );
        parameters.CopyTo(command);
        return new Page<Member>(await Member.ReadAsync(command, cancellation), total, skip, limit);
    }

    /// <summary>Every membership in lists and clusters, by customer.</summary>
    public async Task<Page<Membership>> AllAsync(int skip, int limit, CancellationToken cancellation)
    {
        const string members = """
            (SELECT a.customer_id, s.id, s.name FROM segmentation_assignments a
             JOIN segments s ON s.segmentation_id = a.segmentation_id AND s.cluster = a.cluster
             UNION ALL
             SELECT m.customer_id, s.id, s.name FROM segment_members m JOIN segments s ON s.id = m.segment_id) x
            """;
        await using var count = database.CreateCommand($"SELECT count(*) FROM {members}");
        var total = (long)(await count.ExecuteScalarAsync(cancellation))!;
        await using var command = database.CreateCommand(
            $"SELECT c.external_id, x.id, x.name FROM {members} JOIN customers c USING (customer_id) ORDER BY x.customer_id, x.id OFFSET $1 LIMIT $2"
        );
        command.Parameters.Add(new NpgsqlParameter { Value = skip });
        command.Parameters.Add(new NpgsqlParameter { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<Membership> items = [];
        while (await reader.ReadAsync(cancellation))
        {
            items.Add(new Membership(reader.GetString(0), reader.GetInt64(1), reader.GetString(2)));
        }
        return new Page<Membership>(items, total, skip, limit);
    }
}
