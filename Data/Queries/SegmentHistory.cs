using Core.Customers;
using Npgsql;
using NpgsqlTypes;

namespace Data.Queries;

/// <summary>A segment's size and revenue (currency units) on a day (UTC).</summary>
public sealed record SegmentDay(DateOnly Date, long Size, decimal Revenue);

/// <summary>How segments grow: one row per segment and day, written whenever the data have changed.</summary>
public sealed class SegmentHistory(NpgsqlDataSource database, SegmentList list, TimeProvider time)
{
    /// <summary>Writes how large all segments are today; a second time on a day replaces the first.</summary>
    public async Task RecordAsync(CancellationToken cancellation = default)
    {
        var segments = await list.AllAsync(cancellation);
        await using var command = database.CreateCommand(
            """
            INSERT INTO segment_days (segment_id, day, size, revenue)
            SELECT s.id, $1, t.size, t.revenue FROM unnest($2, $3, $4) AS t (id, size, revenue) JOIN segments s USING (id)
            ON CONFLICT (segment_id, day) DO UPDATE SET size = excluded.size, revenue = excluded.revenue;
            """
        );
        command.Parameters.Add(new NpgsqlParameter { Value = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime) });
        Add(command, segments.Select(s => s.Id));
        Add(command, segments.Select(s => s.Size));
        Add(command, segments.Select(s => (long)(s.Revenue * Money.Scale)));
        await command.ExecuteNonQueryAsync(cancellation);
        await using var gone = database.CreateCommand(
            "DELETE FROM segment_days d WHERE NOT EXISTS (SELECT 1 FROM segments s WHERE s.id = d.segment_id)"
        );
        await gone.ExecuteNonQueryAsync(cancellation);
    }

    private static void Add(NpgsqlCommand command, IEnumerable<long> values) =>
        command.Parameters.Add(new NpgsqlParameter { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });

    /// <summary>The days on which the segment was counted, oldest first.</summary>
    public async Task<List<SegmentDay>> OfAsync(long segmentId, CancellationToken cancellation = default)
    {
        await using var command = database.CreateCommand("SELECT day, size, revenue FROM segment_days WHERE segment_id = $1 ORDER BY day");
        command.Parameters.Add(new NpgsqlParameter { Value = segmentId });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<SegmentDay> days = [];
        while (await reader.ReadAsync(cancellation))
        {
            days.Add(new SegmentDay(reader.GetFieldValue<DateOnly>(0), reader.GetInt64(1), (decimal)reader.GetInt64(2) / Money.Scale));
        }
        return days;
    }
}
