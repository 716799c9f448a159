using Core.Experiments;
using Npgsql;

namespace Data.Queries;

/// <summary>Counts an audience without mailing anybody.</summary>
public static class AudienceFunnelQuery
{
    /// <exception cref="KeyNotFoundException">A segment does not exist.</exception>
    public static async Task<AudienceFunnel> CountAsync(
        NpgsqlDataSource database,
        Audience audience,
        CancellationToken cancellation = default
    )
    {
        await using var db = Database.Context(database);
        var parameters = new SqlParameterList();
        var rows = await AudienceSql.RowsAsync(db, audience, parameters, cancellation);
        await using var command = database.CreateCommand($"SELECT stop, CASE WHEN stop IS NULL THEN external_id END FROM ({rows}) r");
        parameters.CopyTo(command);
        var tally = new FunnelTally(audience.Weights.Count);
        var split = audience.Split;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            if (await reader.IsDBNullAsync(0, cancellation))
            {
                tally.Add(split.Variant(reader.GetString(1)));
            }
            else
            {
                tally.Stop(reader.GetString(0));
            }
        }
        return tally.Funnel;
    }

    /// <summary>A customer of the audience for a preview: the n-th by number, among those who would get a mail.</summary>
    public static async Task<long?> NthAsync(
        NpgsqlDataSource database,
        Audience audience,
        int place,
        CancellationToken cancellation = default
    )
    {
        await using var db = Database.Context(database);
        var parameters = new SqlParameterList();
        var rows = await AudienceSql.RowsAsync(db, audience, parameters, cancellation);
        await using var command = database.CreateCommand(
            $"SELECT customer_id FROM ({rows}) r WHERE stop IS NULL ORDER BY external_id LIMIT 1 OFFSET {parameters.Add(place)}"
        );
        parameters.CopyTo(command);
        return (long?)await command.ExecuteScalarAsync(cancellation);
    }
}

/// <summary>Adds people up as they come.</summary>
internal sealed class FunnelTally(int variants)
{
    private readonly Dictionary<string, long> stops = new(StringComparer.Ordinal);
    private readonly long[] byVariant = new long[variants];
    private long heldOut;

    public AudienceFunnel Funnel =>
        new()
        {
            InSegments = stops.Values.Sum() + heldOut + byVariant.Sum(),
            Excluded = stops.GetValueOrDefault(AudienceStop.Excluded),
            NoAddress = stops.GetValueOrDefault(AudienceStop.NoAddress),
            InvalidAddress = stops.GetValueOrDefault(AudienceStop.InvalidAddress),
            SameAddress = stops.GetValueOrDefault(AudienceStop.SameAddress),
            Suppressed = stops.GetValueOrDefault(AudienceStop.Suppressed),
            HeldOut = heldOut,
            WillBeSent = byVariant.Sum(),
            ByVariant = byVariant,
        };

    public void Stop(string reason) => stops[reason] = stops.GetValueOrDefault(reason) + 1;

    public void Add(int variant)
    {
        if (variant == Assignment.HeldOut)
        {
            heldOut++;
        }
        else
        {
            byVariant[variant]++;
        }
    }
}
