using Data.Bulk;
using Npgsql;
using NpgsqlTypes;

namespace Data.Queries;

/// <summary>
/// Lets the features follow when one person's attributes were written by hand. What the person did is left as it was at the last
/// refresh, as for everybody else, and nobody else is looked at, except when a value contradicts what the attribute was so far. A
/// value of a category that nobody has any more stays a feature, 0 for all, until the next refresh of everybody.
/// </summary>
public static class PersonFeatures
{
    // As AttributeCatalog finds kinds over all customers.
    private const string Held = """
        SELECT e.key AS name, e.value #>> '{}' AS value,
               CASE WHEN jsonb_typeof(e.value) = 'number' THEN 'number'
                    WHEN jsonb_typeof(e.value) = 'string' AND e.value #>> '{}' ~ '^\d{4}-\d{2}-\d{2}(T|$)' THEN 'date'
                    ELSE 'category' END AS kind
        FROM customers c, jsonb_each(c.attributes) e
        WHERE c.customer_id = @id AND jsonb_typeof(e.value) IN ('number', 'string', 'boolean')
        """;

    // A number where dates were makes a category of what was none, so that all values have to be counted.
    private const string Contradicts = $"""
        SELECT EXISTS (SELECT 1 FROM ({Held}) h JOIN customer_attributes k ON k.name = h.name AND NOT k.is_column
            WHERE k.kind <> 'category' AND k.kind <> h.kind)
        """;

    // Categories of more values than are kept have an empty list.
    private const string Note = $"""
        INSERT INTO customer_attributes AS k (name, is_column, kind, known, distinct_values, values)
        SELECT name, false, kind, 1, 1, CASE WHEN kind = 'number' THEN '[]'::jsonb ELSE jsonb_build_array(value) END FROM ({Held}) h
        ON CONFLICT (is_column, name) DO UPDATE SET known = k.known + 1, distinct_values = k.distinct_values + 1,
            values = CASE WHEN k.distinct_values < 50 THEN k.values || excluded.values ELSE '[]'::jsonb END
        WHERE k.kind <> 'number' AND k.distinct_values <= 50 AND NOT k.values @> excluded.values
        """;

    private static readonly string Follow = $"""
        INSERT INTO customer_features (customer_id, as_of)
        SELECT c.customer_id, COALESCE((SELECT as_of FROM customer_features LIMIT 1), @asof) FROM customers c
        WHERE c.customer_id = @id AND c.attributes <> '{"{}"}'::jsonb
        ON CONFLICT (customer_id) DO NOTHING;
        DELETE FROM customer_features f USING customers c
        WHERE f.customer_id = @id AND c.customer_id = @id AND c.attributes = '{"{}"}'::jsonb AND {EventTable.NothingDone};
        {DataVersion.CountFeatures}
        """;

    /// <summary>To be called in the transaction that wrote the attributes.</summary>
    /// <param name="connection">In that transaction.</param>
    /// <param name="customerId">The person.</param>
    /// <param name="asOf">Where no customer has features yet.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task FollowAsync(
        NpgsqlConnection connection,
        long customerId,
        DateOnly asOf,
        CancellationToken cancellation = default
    )
    {
        await using (var contradicts = Command(Contradicts))
        {
            if (await contradicts.ExecuteScalarAsync(cancellation) is true)
            {
                await AttributeCatalog.RefreshAsync(connection, cancellation);
            }
        }
        await using (var note = Command(Note))
        {
            await note.ExecuteNonQueryAsync(cancellation);
        }
        await using var follow = Command(Follow);
        follow.Parameters.AddWithValue("asof", NpgsqlDbType.Date, asOf);
        await follow.ExecuteNonQueryAsync(cancellation);

        NpgsqlCommand Command(string sql)
        {
            NpgsqlCommand command = new(sql, connection);
            command.Parameters.AddWithValue("id", customerId);
            return command;
        }
    }
}
