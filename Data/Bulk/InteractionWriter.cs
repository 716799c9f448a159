using System.Globalization;
using System.Runtime.InteropServices;
using Core.Customers;
using Npgsql;
using NpgsqlTypes;

namespace Data.Bulk;

/// <summary>Something that a customer did, as it comes in by API or from a live stream.</summary>
/// <param name="CustomerId">The id that the outside system uses; a customer who is not known yet is added.</param>
/// <param name="ProductId">The product's id; null when it concerns none.</param>
/// <param name="Kind">view, add_to_cart, purchase or any other word.</param>
/// <param name="OccurredAt">When, UTC.</param>
/// <param name="Value">Its worth in currency units; null for none.</param>
/// <param name="Id">Given, the same event is kept once however often it comes. Without it an event is known by its content.</param>
public sealed record InteractionInput(
    string CustomerId,
    string? ProductId,
    string Kind,
    DateTime OccurredAt,
    decimal? Value = null,
    string? Id = null
);

/// <summary>Writes interactions in batches, each in one statement and so whole or not at all.</summary>
public sealed class InteractionWriter(NpgsqlDataSource database)
{
    public const int LargestBatch = 10_000;

    // Two ids with one hash would make one customer of two.
    private const string Collision = """
        SELECT 'customers ' || c.external_id || ' and ' || r.text FROM unnest(@customers, @customer_texts) AS r(id, text)
        JOIN customers c ON c.customer_id = r.id WHERE c.external_id <> r.text
        UNION ALL
        SELECT 'products ' || p.external_id || ' and ' || r.text FROM unnest(@products, @product_texts) AS r(id, text)
        JOIN products p ON p.product_id = r.id WHERE p.external_id <> r.text
        LIMIT 1
        """;

    private static readonly string Write = $$"""
        WITH rows AS MATERIALIZED (
            SELECT * FROM unnest(@ids, @customers, @customer_texts, @products, @product_texts, @kinds, @times, @values)
                AS r(id, customer, customer_text, product, product_text, kind, at, value)
        ), people AS (
            INSERT INTO customers (customer_id, external_id, attributes, import_id, created_at)
            SELECT DISTINCT ON (customer) customer, customer_text, '{}'::jsonb, @import, @now FROM rows
            WHERE NOT EXISTS (SELECT 1 FROM customers c WHERE c.customer_id = rows.customer) ORDER BY customer
            ON CONFLICT (customer_id) DO NOTHING
        ), things AS (
            INSERT INTO products (product_id, external_id, import_id)
            SELECT DISTINCT ON (product) product, product_text, @import FROM rows
            WHERE product IS NOT NULL AND NOT EXISTS (SELECT 1 FROM products p WHERE p.product_id = rows.product) ORDER BY product
            ON CONFLICT (product_id) DO NOTHING
        ), written AS (
            INSERT INTO interactions (customer_id, interaction_id, product_id, event_type, occurred_at, value, import_id)
            SELECT customer, id, product, kind, at, value, @import FROM rows ORDER BY customer, id
            ON CONFLICT (customer_id, interaction_id) DO NOTHING
            RETURNING event_type, occurred_at
        ), days AS (
            {{EventTable.Of("interactions").MarkDaysOf("written")}}
        )
        SELECT (SELECT count(*) FROM written), pg_notify('data_changed', 'interactions')
        """;

    /// <summary>Writes a batch; events that are there already are left as they are.</summary>
    /// <param name="batch">At most <see cref="LargestBatch"/> events.</param>
    /// <param name="now">Written as the time at which new customers came in.</param>
    /// <param name="importId">The import or simulation that they belong to; null for the API.</param>
    /// <param name="cancellation">Stops before anything is written.</param>
    /// <returns>How many were new.</returns>
    /// <exception cref="ArgumentException">The batch is too large.</exception>
    /// <exception cref="InvalidOperationException">Two ids have the same hash; nothing was written.</exception>
    public async Task<int> WriteAsync(
        IReadOnlyList<InteractionInput> batch,
        DateTime now,
        long? importId = null,
        CancellationToken cancellation = default
    )
    {
        if (batch.Count > LargestBatch)
        {
            throw new ArgumentException($"A batch may have {LargestBatch} interactions at most. Got {batch.Count} instead.");
        }
        if (batch.Count == 0)
        {
            return 0;
        }
        var columns = new Columns(batch);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using (var check = new NpgsqlCommand(Collision, connection))
        {
            columns.AddIds(check.Parameters);
            if (await check.ExecuteScalarAsync(cancellation) is string collision)
            {
                throw new InvalidOperationException(
                    $"Two ids have the same hash: {collision}. Nothing was written. Change one of the two."
                );
            }
        }
        await using var write = new NpgsqlCommand(Write, connection);
        columns.AddIds(write.Parameters);
        columns.AddRest(write.Parameters);
        write.Parameters.Add(new NpgsqlParameter("import", NpgsqlDbType.Bigint) { Value = (object?)importId ?? DBNull.Value });
        write.Parameters.AddWithValue("now", NpgsqlDbType.TimestampTz, now);
        return (int)(long)(await write.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>The batch by column, as the database takes it fastest.</summary>
    private sealed class Columns
    {
        private readonly long[] ids;
        private readonly long[] customers;
        private readonly string[] customerTexts;
        private readonly long?[] products;
        private readonly string?[] productTexts;
        private readonly string[] kinds;
        private readonly DateTime[] times;
        private readonly long?[] values;

        public Columns(IReadOnlyList<InteractionInput> batch)
        {
            (ids, customers, customerTexts) = (new long[batch.Count], new long[batch.Count], new string[batch.Count]);
            (products, productTexts) = (new long?[batch.Count], new string?[batch.Count]);
            (kinds, times, values) = (new string[batch.Count], new DateTime[batch.Count], new long?[batch.Count]);
            Dictionary<ulong, ulong> repeats = [];
            for (var i = 0; i < batch.Count; i++)
            {
                var row = batch[i];
                customers[i] = ExternalId.Hash(row.CustomerId);
                customerTexts[i] = row.CustomerId;
                products[i] = row.ProductId is null ? null : ExternalId.Hash(row.ProductId);
                productTexts[i] = row.ProductId;
                kinds[i] = row.Kind;
                times[i] = row.OccurredAt;
                values[i] = row.Value is { } value ? Money.FromDecimal(value).Units : null;
                ids[i] = row.Id is null ? ContentId(row, repeats) : ExternalId.Hash(row.Id);
            }
        }

        // Two equal events in one batch are two; a batch that is sent again gives the same ids.
        private static long ContentId(InteractionInput row, Dictionary<ulong, ulong> repeats)
        {
            var text = string.Create(
                CultureInfo.InvariantCulture,
                $"{row.CustomerId}\n{row.ProductId}\n{row.Kind}\n{row.OccurredAt.Ticks}\n{row.Value}"
            );
            var hash = XxHash64.Hash(MemoryMarshal.AsBytes(text.AsSpan()));
            var nth = repeats[hash] = repeats.GetValueOrDefault(hash) + 1;
            return unchecked((long)(hash ^ ((nth - 1) * 2654435761)));
        }

        public void AddIds(NpgsqlParameterCollection parameters)
        {
            parameters.AddWithValue("customers", NpgsqlDbType.Array | NpgsqlDbType.Bigint, customers);
            parameters.AddWithValue("customer_texts", NpgsqlDbType.Array | NpgsqlDbType.Text, customerTexts);
            parameters.AddWithValue("products", NpgsqlDbType.Array | NpgsqlDbType.Bigint, products);
            parameters.AddWithValue("product_texts", NpgsqlDbType.Array | NpgsqlDbType.Text, productTexts);
        }

        public void AddRest(NpgsqlParameterCollection parameters)
        {
            parameters.AddWithValue("ids", NpgsqlDbType.Array | NpgsqlDbType.Bigint, ids);
            parameters.AddWithValue("kinds", NpgsqlDbType.Array | NpgsqlDbType.Text, kinds);
            parameters.AddWithValue("times", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, times);
            parameters.AddWithValue("values", NpgsqlDbType.Array | NpgsqlDbType.Bigint, values);
        }
    }
}
