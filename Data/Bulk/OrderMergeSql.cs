using Data.Queries;

namespace Data.Bulk;

/// <summary>The SQL of bringing orders together with those that are there already.</summary>
internal static class OrderMergeSql
{
    public const string CreateStaging = """
        CREATE TEMP TABLE staged_customer_names (place bigint NOT NULL, id bigint NOT NULL, text text NOT NULL, name text) ON COMMIT DROP;
        CREATE TEMP TABLE staged_product_names (place bigint NOT NULL, id bigint NOT NULL, text text NOT NULL, name text) ON COMMIT DROP
        """;

    public const string MergeCustomers = """
        INSERT INTO customers (customer_id, external_id, country, attributes, import_id, created_at)
        SELECT DISTINCT ON (id) id, text, name, '{}'::jsonb, @import, now()
        FROM staged_customer_names ORDER BY id, (name IS NULL), place DESC
        ON CONFLICT (customer_id) DO UPDATE SET country = excluded.country
        WHERE customers.country IS NULL AND excluded.country IS NOT NULL
        """;

    public const string MergeProducts = """
        INSERT INTO products (product_id, external_id, name, import_id)
        SELECT DISTINCT ON (id) id, text, name, @import
        FROM staged_product_names ORDER BY id, (name IS NULL), place DESC
        ON CONFLICT (product_id) DO UPDATE SET name = excluded.name
        WHERE products.name IS NULL AND excluded.name IS NOT NULL
        """;

    // Into an empty table an index is made once at the end in a fifth of the time that its upkeep row by row takes; nobody waits for the
    // lock, since there is nothing to read.
    public const string DropProductIndex = "DROP INDEX IF EXISTS \"IX_order_lines_product_id\"";

    public const string MakeProductIndex = """CREATE INDEX "IX_order_lines_product_id" ON order_lines (product_id)""";

    public const string AnyOrders = "SELECT EXISTS (SELECT 1 FROM orders) OR EXISTS (SELECT 1 FROM order_lines)";

    public const string CreateStagedOrders = """
        CREATE TEMP TABLE staged_orders (
            customer_id bigint NOT NULL, order_id bigint NOT NULL, external_id text NOT NULL, ordered_at timestamptz NOT NULL,
            amount bigint NOT NULL, quantity double precision NOT NULL, lines integer NOT NULL
        ) ON COMMIT DROP
        """;

    public const string ExistingOrders = """
        SELECT customer_id, order_id FROM staged_orders s JOIN orders o USING (customer_id, order_id) ORDER BY customer_id, order_id
        """;

    public const string CreateStagedLines = """
        CREATE TEMP TABLE staged_lines (
            customer_id bigint NOT NULL, order_id bigint NOT NULL, line_number integer NOT NULL, product_id bigint,
            quantity double precision NOT NULL, unit_price bigint NOT NULL, amount bigint NOT NULL
        ) ON COMMIT DROP
        """;

    public const string InsertNewOrders = """
        INSERT INTO orders (customer_id, order_id, external_id, ordered_at, amount, quantity, lines, import_id)
        SELECT customer_id, order_id, external_id, ordered_at, amount, quantity, lines, @import
        FROM staged_orders s
        WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = s.customer_id AND o.order_id = s.order_id)
        ORDER BY customer_id, order_id
        """;

    public const string DeleteSurplusLines = """
        DELETE FROM order_lines l USING staged_orders s
        WHERE l.customer_id = s.customer_id AND l.order_id = s.order_id AND l.line_number > s.lines
        """;

    public const string CountRedated = """
        SELECT count(*) FROM staged_orders s JOIN orders o USING (customer_id, order_id) WHERE o.ordered_at <> s.ordered_at
        """;

    public const string MergeLines = """
        WITH merged AS (
            INSERT INTO order_lines AS l (customer_id, order_id, line_number, product_id, quantity, unit_price, amount)
            SELECT customer_id, order_id, line_number, product_id, quantity, unit_price, amount FROM staged_lines
            ON CONFLICT (customer_id, order_id, line_number) DO UPDATE
            SET product_id = excluded.product_id, quantity = excluded.quantity, unit_price = excluded.unit_price, amount = excluded.amount
            WHERE (l.product_id, l.quantity, l.unit_price, l.amount)
                IS DISTINCT FROM (excluded.product_id, excluded.quantity, excluded.unit_price, excluded.amount)
            RETURNING (xmax = 0) AS fresh
        )
        SELECT count(*) FILTER (WHERE fresh), count(*) FILTER (WHERE NOT fresh) FROM merged
        """;

    // A day loses what an order no longer brings, and another gains it.
    public static readonly string UpdateOrders = $"""
        WITH changed AS MATERIALIZED (
            SELECT s.*, o.ordered_at AS former FROM staged_orders s JOIN orders o USING (customer_id, order_id)
            WHERE (o.ordered_at, o.amount, o.quantity, o.lines) IS DISTINCT FROM (s.ordered_at, s.amount, s.quantity, s.lines)
        ), days AS (
            {ChangedDays.Mark($"SELECT {ChangedDays.Of("former")} FROM changed UNION SELECT {ChangedDays.Of("ordered_at")} FROM changed")}
        )
        UPDATE orders o SET ordered_at = c.ordered_at, amount = c.amount, quantity = c.quantity, lines = c.lines, import_id = @import
        FROM changed c WHERE o.customer_id = c.customer_id AND o.order_id = c.order_id
        """;
}
