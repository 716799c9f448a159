using System.Text.Json;
using Core.Customers;
using Npgsql;

namespace Data.Queries;

/// <summary>Which attributes customers have, what their values are, and the features that they give.</summary>
public static class AttributeCatalog
{
    // A category with more values than this is a text or an id, and none of its values tells people apart.
    private const int MostValues = 50;

    // Of a category's values, so many become features.
    private const int FeaturesPerCategory = 12;

    private const string RefreshSql = """
        DELETE FROM customer_attributes;
        INSERT INTO customer_attributes (name, kind, known, distinct_values, values)
        SELECT a.key,
               CASE WHEN bool_and(a.type = 'number') THEN 'number'
                    WHEN bool_and(a.type = 'string' AND a.value ~ '^\d{4}-\d{2}-\d{2}(T|$)') THEN 'date'
                    ELSE 'category' END,
               sum(a.n), count(*),
               CASE WHEN bool_and(a.type = 'number') OR count(*) > 50 THEN '[]'::jsonb
                    ELSE (jsonb_agg(a.value ORDER BY a.n DESC, a.value)) END
        FROM (SELECT e.key, jsonb_typeof(e.value) AS type, e.value #>> '{}' AS value, count(*) AS n
              FROM customers c, jsonb_each(c.attributes) e
              WHERE jsonb_typeof(e.value) IN ('number', 'string', 'boolean')
              GROUP BY 1, 2, 3) a
        GROUP BY a.key
        """;

    /// <summary>Looks at all customers' attributes anew.</summary>
    public static async Task RefreshAsync(NpgsqlConnection connection, CancellationToken cancellation = default)
    {
        await using var command = new NpgsqlCommand(RefreshSql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The features that attributes give, by the attribute's name.</summary>
    public static async Task<IReadOnlyList<AttributeFeature>> FeaturesAsync(
        NpgsqlConnection connection,
        CancellationToken cancellation = default
    )
    {
        await using var command = new NpgsqlCommand(
            "SELECT name, kind, distinct_values, values::text FROM customer_attributes WHERE position('=' IN name) = 0 ORDER BY name",
            connection
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<AttributeFeature> features = [];
        while (await reader.ReadAsync(cancellation))
        {
            var name = reader.GetString(0);
            switch (reader.GetString(1))
            {
                case "number":
                    features.Add(new AttributeFeature(name, AttributeKind.Number));
                    break;
                case "date":
                    features.Add(new AttributeFeature(name, AttributeKind.Date));
                    break;
                case "category" when reader.GetInt64(2) is > 1 and <= MostValues:
                    var values = JsonSerializer.Deserialize<string[]>(reader.GetString(3))!;
                    features.AddRange(
                        values
                            // Of two values, one says all.
                            .Take(values.Length == 2 ? 1 : FeaturesPerCategory)
                            .Select(v => new AttributeFeature(name, AttributeKind.Category, v))
                    );
                    break;
            }
        }
        return features;
    }

    /// <summary>SQL for a feature's value over a customers row with alias <c>c</c> and a date; texts go into the list of parameters.</summary>
    public static string ValueSql(AttributeFeature feature, string asOf)
    {
        var name = SqlLiteral.Of(feature.Name);
        return feature.Kind switch
        {
            AttributeKind.Number =>
                $"(CASE WHEN jsonb_typeof(c.attributes->{name}) = 'number' THEN (c.attributes->>{name})::double precision END)",
            AttributeKind.Date => $"({asOf} - left(c.attributes->>{name}, 10)::date)::double precision",
            _ =>
                $"(CASE WHEN c.attributes ? {name} THEN (c.attributes->>{name} = {SqlLiteral.Of(feature.Value!)})::int::double precision END)",
        };
    }
}
