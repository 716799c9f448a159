using System.Text.Json;
using Core.Customers;
using Npgsql;

namespace Data.Queries;

/// <summary>Values of customers that features are made of: one number a customer, which one or several features read.</summary>
/// <param name="Sql">
/// Over a customers row with alias <c>c</c>. For a category the place of the value among those of the features, from 1, and 0 for another.
/// </param>
/// <param name="Features">One for a number or a date, one for each usual value of a category.</param>
internal sealed record AttributeSource(string Sql, IReadOnlyList<AttributeFeature> Features)
{
    /// <summary>What the feature at that place is of someone for whom <see cref="Sql"/> gives a number; NaN for nothing.</summary>
    public double Value(int feature, double number) =>
        double.IsNaN(number) || Features[feature].Kind != AttributeKind.Category ? number
        : number == feature + 1 ? 1
        : 0;
}

/// <summary>Which attributes customers have, what their values are, and the features that they give.</summary>
public static class AttributeCatalog
{
    // A category with more values than this is a text or an id, and none of its values tells people apart.
    private const int MostValues = 50;

    // Of a category's values, so many become features.
    private const int FeaturesPerCategory = 12;

    private const int FewestWithValue = 2;

    private const string LeastShare = "0.01";

    private const string RefreshSql = """
        DELETE FROM customer_attributes;
        INSERT INTO customer_attributes (name, is_column, kind, known, distinct_values, values)
        SELECT a.key, false,
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

    // One pass over the customers for all columns. A region or a town is seldom one of a few, so what counts is that a value is usual:
    // at least two people and one in a hundred have it. The rest are the others, who have none of the usual values.
    private static readonly string RefreshColumnsSql = $"""
        INSERT INTO customer_attributes (name, is_column, kind, known, distinct_values, values)
        SELECT v.name, true, 'category', min(v.known), count(*),
               COALESCE(jsonb_agg(v.value ORDER BY v.place) FILTER (
                   WHERE v.place <= {FeaturesPerCategory} AND v.n >= greatest({FewestWithValue}, {LeastShare} * v.known)), '[]')
        FROM (SELECT g.name, g.value, g.n, sum(g.n) OVER (PARTITION BY g.name) AS known,
                     row_number() OVER (PARTITION BY g.name ORDER BY g.n DESC, g.value) AS place
              FROM (SELECT CASE 0 {string.Concat(AttributeFeature.Columns.Select(c => $"WHEN grouping({c}) THEN '{c}' "))}END AS name,
                           COALESCE({string.Join(", ", AttributeFeature.Columns)}) AS value, count(*) AS n
                    FROM customers
                    GROUP BY GROUPING SETS ({string.Join(", ", AttributeFeature.Columns.Select(c => $"({c})"))})) g
              WHERE g.value <> '') v
        GROUP BY v.name
        """;

    /// <summary>Looks at all customers' attributes anew.</summary>
    public static async Task RefreshAsync(NpgsqlConnection connection, CancellationToken cancellation = default)
    {
        await using var command = new NpgsqlCommand(RefreshSql + ";" + RefreshColumnsSql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The features that attributes give, by the attribute's name.</summary>
    public static async Task<IReadOnlyList<AttributeFeature>> FeaturesAsync(
        NpgsqlConnection connection,
        CancellationToken cancellation = default
    )
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT name, kind, distinct_values, values::text, is_column FROM customer_attributes
            WHERE position('=' IN name) = 0 ORDER BY is_column DESC, name
            """,
            connection
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<AttributeFeature> features = [];
        while (await reader.ReadAsync(cancellation))
        {
            var (name, isColumn) = (reader.GetString(0), reader.GetBoolean(4));
            switch (reader.GetString(1))
            {
                case "number":
                    features.Add(new AttributeFeature(name, AttributeKind.Number));
                    break;
                case "date":
                    features.Add(new AttributeFeature(name, AttributeKind.Date));
                    break;
                case "category" when reader.GetInt64(2) is var distinct and > 1 && (isColumn || distinct <= MostValues):
                    var values = JsonSerializer.Deserialize<string[]>(reader.GetString(3))!;
                    features.AddRange(
                        values
                            // Of two values, one says all.
                            .Take(distinct == 2 ? 1 : FeaturesPerCategory)
                            .Select(v => new AttributeFeature(name, AttributeKind.Category, v, isColumn))
                    );
                    break;
            }
        }
        return features;
    }

    /// <summary>What to read of a customer for these features, a category once for all its values.</summary>
    /// <param name="features">As the catalogue gives them: the values of a category one after the other.</param>
    /// <param name="asOf">SQL for the date that dates are counted to.</param>
    internal static IReadOnlyList<AttributeSource> Sources(IReadOnlyList<AttributeFeature> features, string asOf) =>
        [
            .. features
                .GroupBy(f => (f.Name, f.Kind, f.IsColumn))
                .Select(g => new AttributeSource(
                    $"({ValueSql(g.Key.Name, g.Key.Kind, g.Key.IsColumn, [.. g], asOf)})::double precision",
                    [.. g]
                )),
        ];

    private static string ValueSql(
        string attribute,
        AttributeKind kind,
        bool isColumn,
        IReadOnlyList<AttributeFeature> features,
        string asOf
    )
    {
        var name = SqlLiteral.Of(attribute);
        var text = isColumn ? $"NULLIF(c.{attribute}, '')" : $"(c.attributes->>{name})";
        return kind switch
        {
            AttributeKind.Number => $"CASE WHEN jsonb_typeof(c.attributes->{name}) = 'number' THEN {text}::double precision END",
            AttributeKind.Date => $"{asOf} - left({text}, 10)::date",
            _ =>
                $"CASE WHEN {text} IS NOT NULL THEN COALESCE(array_position(ARRAY[{string.Join(", ", features.Select(f => SqlLiteral.Of(f.Value!)))}]::text[], {text}), 0) END",
        };
    }
}
