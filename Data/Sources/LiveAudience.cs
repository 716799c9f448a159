using Core.Customers;
using Core.Simulation;
using Npgsql;

namespace Data.Sources;

/// <summary>Who takes part in live mode, and what they look at.</summary>
/// <param name="Customers">Their ids.</param>
/// <param name="Products">With what they cost; most popular first.</param>
public sealed record LiveAudience(IReadOnlyList<string> Customers, IReadOnlyList<LiveProduct> Products)
{
    private const int MostCustomers = 5_000;
    private const int MostProducts = 500;
    private const int MadeUpCustomers = 200;

    /// <summary>
    /// Simulated customers and products of the database; where there are none, made-up visitors of the handmade store. Real customers
    /// never take part: nobody should find in a person's history what that person did not do.
    /// </summary>
    public static async Task<LiveAudience> FindAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        var customers = await ListAsync(
            database,
            $"""
            SELECT c.external_id FROM customers c JOIN imports i ON i.id = c.import_id WHERE i.source = 'simulated'
            ORDER BY c.customer_id LIMIT {MostCustomers}
            """,
            r => r.GetString(0),
            cancellation
        );
        if (customers.Count == 0)
        {
            return new LiveAudience(
                [.. Enumerable.Range(1, MadeUpCustomers).Select(i => $"LIVE-{i:000}")],
                [.. HandmadeCatalog.Products.Select(p => new LiveProduct(p.Id, p.Price))]
            );
        }
        // A shop without a list of products tells prices by its orders.
        var products = await ListAsync(
            database,
            $"""
            SELECT p.external_id, COALESCE(p.price, l.price)
            FROM products p JOIN imports i ON i.id = p.import_id
            LEFT JOIN (SELECT product_id, count(*) AS sold, max(amount / NULLIF(quantity, 0))::bigint AS price FROM order_lines GROUP BY product_id) l
                ON l.product_id = p.product_id
            WHERE i.source = 'simulated' AND COALESCE(p.price, l.price) > 0
            ORDER BY COALESCE(l.sold, 0) DESC, p.product_id LIMIT {MostProducts}
            """,
            r => new LiveProduct(r.GetString(0), new Money(r.GetInt64(1)).Amount),
            cancellation
        );
        return new LiveAudience(
            customers,
            products.Count > 0 ? products : [.. HandmadeCatalog.Products.Select(p => new LiveProduct(p.Id, p.Price))]
        );
    }

    private static async Task<List<T>> ListAsync<T>(
        NpgsqlDataSource database,
        string sql,
        Func<NpgsqlDataReader, T> row,
        CancellationToken cancellation
    )
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<T> rows = [];
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(row(reader));
        }
        return rows;
    }
}
