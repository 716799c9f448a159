using System.Text.Json;
using Core.Customers;
using Npgsql;

namespace Data.Queries;

/// <summary>How a field is compared in a rule.</summary>
public enum RuleFieldKind
{
    Number,
    Text,
    Date,
}

/// <summary>Something of a customer that a rule can ask for.</summary>
/// <param name="Key">As rules name it.</param>
/// <param name="Label">What a person reads.</param>
/// <param name="Group">Under which heading it stands.</param>
/// <param name="Values">Usual values of a category, the most frequent first.</param>
public sealed record RuleField(string Key, string Label, RuleFieldKind Kind, string Group, IReadOnlyList<string> Values);

/// <summary>The fields of rules: columns of customers, features that anything is known for, and attributes.</summary>
public sealed class RuleFields(NpgsqlDataSource database)
{
    private static readonly (string Column, string Key, string Label)[] Columns =
    [
        ("country", "country", "Country"),
        ("region", "region", "Region"),
        ("location", "location", "Location"),
        ("channel", "channel", "Channel"),
        ("subscription_id", "subscriptionId", "Subscription"),
    ];

    public async Task<IReadOnlyList<RuleField>> ListAsync(CancellationToken cancellation = default)
    {
        var (columns, attributes) = await AttributesAsync(cancellation);
        var sources = await SourcesAsync(cancellation);
        return
        [
            .. CustomerFeatures
                .All.Concat(CustomerFeatures.Behaviour)
                .Where(f => sources.Contains(f.Source))
                .Select(f => new RuleField(f.Key, f.Label, RuleFieldKind.Number, "Figures", [])),
            .. Columns.Select(c => new RuleField(
                c.Key,
                c.Label,
                RuleFieldKind.Text,
                "Who they are",
                columns.GetValueOrDefault(c.Column, [])
            )),
            new RuleField("signupDate", "Signed up", RuleFieldKind.Date, "Who they are", []),
            new RuleField("email", "E-mail", RuleFieldKind.Text, "Who they are", []),
            new RuleField("name", "Name", RuleFieldKind.Text, "Who they are", []),
            new RuleField("externalId", "Customer id", RuleFieldKind.Text, "Who they are", []),
            .. attributes,
        ];
    }

    private async Task<(Dictionary<string, List<string>> Columns, List<RuleField> Attributes)> AttributesAsync(
        CancellationToken cancellation
    )
    {
        await using var command = database.CreateCommand(
            "SELECT name, is_column, kind, values::text FROM customer_attributes ORDER BY name"
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        Dictionary<string, List<string>> columns = [];
        List<RuleField> attributes = [];
        while (await reader.ReadAsync(cancellation))
        {
            var name = reader.GetString(0);
            var values = JsonSerializer.Deserialize<List<string>>(reader.GetString(3))!;
            if (reader.GetBoolean(1))
            {
                columns[name] = values;
                continue;
            }
            var kind = reader.GetString(2) switch
            {
                "number" => RuleFieldKind.Number,
                "date" => RuleFieldKind.Date,
                _ => RuleFieldKind.Text,
            };
            attributes.Add(
                new RuleField("attributes." + name, name.Replace('_', ' '), kind, "Attributes", kind == RuleFieldKind.Text ? values : [])
            );
        }
        return (columns, attributes);
    }

    private async Task<HashSet<FeatureSource>> SourcesAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            """
            SELECT EXISTS (SELECT 1 FROM engagements), EXISTS (SELECT 1 FROM interactions),
                   EXISTS (SELECT 1 FROM feedback WHERE customer_id <> 0), EXISTS (SELECT 1 FROM device_uses)
            """
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        HashSet<FeatureSource> sources = [FeatureSource.Orders];
        FeatureSource[] others = [FeatureSource.Engagements, FeatureSource.Interactions, FeatureSource.Feedback, FeatureSource.Devices];
        for (var i = 0; i < others.Length; i++)
        {
            if (reader.GetBoolean(i))
            {
                sources.Add(others[i]);
            }
        }
        return sources;
    }
}
