using Npgsql;

namespace Data.Queries;

/// <summary>A subscription that a person may be put on.</summary>
/// <param name="Id">As the outside system writes it.</param>
public sealed record SubscriptionChoice(string Id, string? Name);

/// <summary>Values to choose from in filters and forms.</summary>
/// <param name="Countries">The most frequent first.</param>
/// <param name="Channels">The most frequent first.</param>
/// <param name="Subscriptions">Plans that are known, and others that customers have.</param>
public sealed record CustomerChoiceLists(
    IReadOnlyList<string> Countries,
    IReadOnlyList<string> Channels,
    IReadOnlyList<SubscriptionChoice> Subscriptions
);

/// <summary>Looks the values up that customers have; for millions of them worth remembering for a while.</summary>
public sealed class CustomerChoices(NpgsqlDataSource database, TimeProvider time)
{
    private const int Most = 200;
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(1);
    private (DateTimeOffset Until, string Version, CustomerChoiceLists Lists)? remembered;

    public async Task<CustomerChoiceLists> ListAsync(CancellationToken cancellation = default)
    {
        var version = await FeatureTable.VersionAsync(database, cancellation);
        if (remembered is { } known && known.Version == version && time.GetUtcNow() < known.Until)
        {
            return known.Lists;
        }
        CustomerChoiceLists lists = new(
            await ValuesAsync("country", cancellation),
            await ValuesAsync("channel", cancellation),
            await SubscriptionsAsync(cancellation)
        );
        remembered = (time.GetUtcNow() + GoodFor, version, lists);
        return lists;
    }

    private async Task<List<string>> ValuesAsync(string column, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            $"SELECT {column} FROM customers WHERE {column} <> '' GROUP BY {column} ORDER BY count(*) DESC, {column} LIMIT {Most}"
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<string> values = [];
        while (await reader.ReadAsync(cancellation))
        {
            values.Add(reader.GetString(0));
        }
        return values;
    }

    private async Task<List<SubscriptionChoice>> SubscriptionsAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            $"""
            SELECT id, max(name) FROM (
                SELECT external_id AS id, name FROM subscriptions
                UNION ALL SELECT DISTINCT subscription_id, NULL FROM customers WHERE subscription_id <> '') s
            GROUP BY id ORDER BY id LIMIT {Most}
            """
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<SubscriptionChoice> choices = [];
        while (await reader.ReadAsync(cancellation))
        {
            choices.Add(new SubscriptionChoice(reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1)));
        }
        return choices;
    }
}
