using Core.Cleaning;
using Core.Customers;
using Data.Sources;
using Npgsql;
using NpgsqlTypes;

namespace Data.Bulk;

/// <summary>
/// Order lines. The file is the truth about each order that it holds: its lines replace those of an earlier import of the same order,
/// so importing a file again changes nothing, and a corrected file corrects.
/// </summary>
internal sealed class OrderImport(OrderLineRules rules) : IImportTarget
{
    public string CreateStaging =>
        """
            CREATE TEMP TABLE staged_lines (
                row_number bigint NOT NULL, customer_id bigint NOT NULL, customer_text text NOT NULL, order_id bigint NOT NULL,
                order_text text NOT NULL, ordered_at timestamptz NOT NULL, product_id bigint, product_text text, description text,
                quantity double precision NOT NULL, unit_price bigint NOT NULL, amount bigint NOT NULL, country text
            ) ON COMMIT DROP
            """;

    public string CopyCommand =>
        "COPY staged_lines (row_number, customer_id, customer_text, order_id, order_text, ordered_at, product_id, product_text, "
        + "description, quantity, unit_price, amount, country) FROM STDIN (FORMAT binary)";

    public bool Write(NpgsqlBinaryImporter copy, long rowNumber, IReadOnlyList<string> fields, List<ImportIssue> issues)
    {
        if (!rules.TryRead(rowNumber, fields, issues, out var line))
        {
            return false;
        }
        copy.StartRow();
        copy.Write(rowNumber, NpgsqlDbType.Bigint);
        copy.Write(ExternalId.Hash(line.CustomerId), NpgsqlDbType.Bigint);
        copy.Write(IssueSpool.WithoutNul(line.CustomerId), NpgsqlDbType.Text);
        copy.Write(ExternalId.Hash(line.OrderId), NpgsqlDbType.Bigint);
        copy.Write(IssueSpool.WithoutNul(line.OrderId), NpgsqlDbType.Text);
        copy.Write(line.OrderedAt, NpgsqlDbType.TimestampTz);
        if (line.ProductId is null)
        {
            copy.WriteNull();
        }
        else
        {
            copy.Write(ExternalId.Hash(line.ProductId), NpgsqlDbType.Bigint);
        }
        copy.WriteText(line.ProductId);
        copy.WriteText(line.Description);
        copy.Write(line.Quantity, NpgsqlDbType.Double);
        copy.Write(line.UnitPrice.Units, NpgsqlDbType.Bigint);
        copy.Write(line.Amount.Units, NpgsqlDbType.Bigint);
        copy.WriteText(line.Country);
        return true;
    }

    public async Task<MergeCount> MergeAsync(ImportSession session, CancellationToken cancellation)
    {
        session.Step("Sorting the lines into orders");
        await session.RunAsync("ANALYZE staged_lines", cancellation);
        await IdCollision.CheckAsync(session, "staged_lines", "customer_id", "customer_text", "customers", cancellation);
        await IdCollision.CheckAsync(session, "staged_lines", "product_id", "product_text", "products", cancellation);
        await session.RunAsync(NumberLines, cancellation);
        session.Step("Writing customers and products");
        await session.RunAsync(MergeCustomers, cancellation);
        await session.RunAsync(MergeProducts, cancellation);
        session.Step("Writing order lines");
        var removed = await session.RunAsync(DeleteSurplusLines, cancellation);
        var redated = await session.QueryAsync(CountRedated, r => r.GetInt64(0), cancellation);
        var (inserted, updated) = await session.QueryAsync(MergeLines, r => (r.GetInt64(0), r.GetInt64(1)), cancellation);
        var total = await session.QueryAsync("SELECT count(*) FROM numbered_lines", r => r.GetInt64(0), cancellation);
        session.Step("Writing orders");
        await session.RunAsync(MergeOrders, cancellation);
        // An order of another time, or with fewer lines than before, is a change too, though none of its lines differs.
        return new MergeCount(inserted, updated + removed + redated, Math.Max(0, total - inserted - updated - redated));
    }

    private const string NumberLines = """
        CREATE TEMP TABLE numbered_lines ON COMMIT DROP AS
        SELECT customer_id, order_id, row_number() OVER (PARTITION BY customer_id, order_id ORDER BY row_number)::int AS line_number,
               order_text, ordered_at, product_id, quantity, unit_price, amount
        FROM staged_lines;
        ANALYZE numbered_lines
        """;

    private const string MergeCustomers = """
        INSERT INTO customers (customer_id, external_id, country, attributes, import_id, created_at)
        SELECT DISTINCT ON (customer_id) customer_id, customer_text, country, '{}'::jsonb, @import, now()
        FROM staged_lines ORDER BY customer_id, (country IS NULL), row_number DESC
        ON CONFLICT (customer_id) DO UPDATE SET country = excluded.country
        WHERE customers.country IS NULL AND excluded.country IS NOT NULL
        """;

    private const string MergeProducts = """
        INSERT INTO products (product_id, external_id, name, import_id)
        SELECT DISTINCT ON (product_id) product_id, product_text, description, @import
        FROM staged_lines WHERE product_id IS NOT NULL ORDER BY product_id, (description IS NULL), row_number DESC
        ON CONFLICT (product_id) DO UPDATE SET name = excluded.name
        WHERE products.name IS NULL AND excluded.name IS NOT NULL
        """;

    private const string DeleteSurplusLines = """
        DELETE FROM order_lines l
        USING (SELECT customer_id, order_id, max(line_number) AS last FROM numbered_lines GROUP BY customer_id, order_id) n
        WHERE l.customer_id = n.customer_id AND l.order_id = n.order_id AND l.line_number > n.last
        """;

    private const string CountRedated = """
        SELECT count(*)
        FROM (SELECT customer_id, order_id, min(ordered_at) AS ordered_at FROM numbered_lines GROUP BY customer_id, order_id) n
        JOIN orders o USING (customer_id, order_id)
        WHERE o.ordered_at <> n.ordered_at
        """;

    private const string MergeLines = """
        WITH merged AS (
            INSERT INTO order_lines AS l (customer_id, order_id, line_number, product_id, quantity, unit_price, amount)
            SELECT customer_id, order_id, line_number, product_id, quantity, unit_price, amount FROM numbered_lines
            ORDER BY customer_id, order_id, line_number
            ON CONFLICT (customer_id, order_id, line_number) DO UPDATE
            SET product_id = excluded.product_id, quantity = excluded.quantity, unit_price = excluded.unit_price, amount = excluded.amount
            WHERE (l.product_id, l.quantity, l.unit_price, l.amount)
                IS DISTINCT FROM (excluded.product_id, excluded.quantity, excluded.unit_price, excluded.amount)
            RETURNING (xmax = 0) AS fresh
        )
        SELECT count(*) FILTER (WHERE fresh), count(*) FILTER (WHERE NOT fresh) FROM merged
        """;

    private const string MergeOrders = """
        INSERT INTO orders AS o (customer_id, order_id, external_id, ordered_at, amount, quantity, lines, import_id)
        SELECT customer_id, order_id, min(order_text), min(ordered_at), sum(amount)::bigint, sum(quantity), count(*)::int, @import
        FROM numbered_lines GROUP BY customer_id, order_id
        ON CONFLICT (customer_id, order_id) DO UPDATE
        SET ordered_at = excluded.ordered_at, amount = excluded.amount, quantity = excluded.quantity, lines = excluded.lines,
            import_id = excluded.import_id
        WHERE (o.ordered_at, o.amount, o.quantity, o.lines)
            IS DISTINCT FROM (excluded.ordered_at, excluded.amount, excluded.quantity, excluded.lines)
        """;
}

/// <summary>Two different external ids with the same 64-bit hash would be taken for one; that is found here and refused.</summary>
internal static class IdCollision
{
    public static async Task CheckAsync(
        ImportSession session,
        string staging,
        string id,
        string text,
        string table,
        CancellationToken cancellation
    )
    {
        var sql = $"""
            SELECT (SELECT min({text}) || ' and ' || max({text}) FROM {staging} WHERE {id} IS NOT NULL GROUP BY {id}
                    HAVING min({text}) <> max({text}) LIMIT 1),
                   (SELECT s.{text} || ' and ' || t.external_id FROM {staging} s JOIN {table} t ON t.{id} = s.{id}
                    WHERE t.external_id <> s.{text} LIMIT 1)
            """;
        var found = await session.QueryAsync(
            sql,
            r => r.IsDBNull(0) ? (r.IsDBNull(1) ? null : r.GetString(1)) : r.GetString(0),
            cancellation
        );
        if (found is not null)
        {
            throw new ImportFileException(
                $"Two ids in {table} have the same hash: {found}. Nothing was imported. Change one of the two ids in the file."
            );
        }
    }
}
