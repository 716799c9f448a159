using System.Diagnostics;
using System.Globalization;
using Data;
using Data.Embedded;
using Data.Queries;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Bench;

/// <summary>
/// The customers' grid with a million people, each list as the page asks for it, and the refresh of the features against a bare
/// GROUP BY of the same figures, on the program's embedded server with its durable settings.
/// </summary>
internal static class GridCases
{
    public static readonly (string Name, Action Run)[] All =
    [
        ("grid 1M", () => WithServerAsync(GridAsync).GetAwaiter().GetResult()),
        ("features 1M of 10M orders", () => WithServerAsync(FeaturesAsync).GetAwaiter().GetResult()),
    ];

    private const string People = """
        INSERT INTO customers (customer_id, external_id, name, email, country, channel, attributes, created_at)
        SELECT hashtextextended('C' || i, 0), 'C' || lpad(i::text, 7, '0'),
               CASE WHEN i % 20 > 0 THEN (ARRAY['Anna', 'Ben', 'Clara', 'David', 'Emma', 'Finn', 'Greta', 'Hugo'])[1 + i % 8] || ' '
                   || initcap(substr(translate(md5(i::text), '0123456789', 'aeioulmnrs'), 1, 4 + i % 5)) END,
               CASE WHEN i % 10 > 0 THEN substr(translate(md5('e' || i), '0123456789', 'aeioulmnrs'), 1, 9) || i || '@example.com' END,
               'Country ' || i % 37 % 20, (ARRAY['web', 'shop', 'app', 'phone'])[1 + i % 4], '{}', now()
        FROM generate_series(1, 1000000) i ORDER BY 1
        """;

    private const string Figures = """
        INSERT INTO customer_features (customer_id, as_of, frequency, monetary, recency_days)
        SELECT customer_id, '2026-01-01', 1 + abs(customer_id % 41), abs(customer_id % 9999991), abs(customer_id % 401)
        FROM customers ORDER BY customer_id
        """;

    private const string Orders = """
        INSERT INTO orders (customer_id, order_id, external_id, ordered_at, amount, quantity, lines)
        SELECT c.customer_id, hashtextextended(c.customer_id::text || n, 1), 'O' || n,
               timestamptz '2025-01-01' + abs((c.customer_id + n * 7919) % 31536000) * interval '1 second',
               10000 * (1 + abs((c.customer_id / 64 + n) % 500)), 1 + n % 4, 1
        FROM customers c, generate_series(1, 10) n ORDER BY 1, 2
        """;

    private const string Lines = """
        INSERT INTO order_lines (customer_id, order_id, line_number, product_id, quantity, unit_price, amount)
        SELECT customer_id, order_id, 1, abs(order_id % 20000), quantity, amount, amount FROM orders ORDER BY 1, 2
        """;

    // What a person would type into psql; every row comes over the line.
    private const string Bare = """
        SELECT * FROM (
            SELECT customer_id, date '2026-01-02' - max(ordered_at AT TIME ZONE 'UTC')::date AS recency_days, count(*) AS frequency,
                   sum(amount) AS monetary, avg(amount) AS average_order_value,
                   date '2026-01-02' - min(ordered_at AT TIME ZONE 'UTC')::date AS tenure_days,
                   (max(ordered_at) - min(ordered_at)) / nullif(count(*) - 1, 0) AS days_between_orders, sum(quantity) AS items,
                   avg(quantity) AS items_per_order, max(amount) AS largest_order,
                   count(*) FILTER (WHERE ordered_at >= '2025-10-04 00:00+00') AS orders_last_90_days,
                   sum(amount) FILTER (WHERE ordered_at >= '2025-10-04 00:00+00') AS revenue_last_90_days,
                   count(DISTINCT date_trunc('month', ordered_at AT TIME ZONE 'UTC')) AS active_months,
                   avg((extract(isodow FROM ordered_at AT TIME ZONE 'UTC') > 5)::int) AS weekend_share
            FROM orders GROUP BY customer_id) o
        JOIN (SELECT customer_id, count(DISTINCT product_id) AS distinct_products FROM order_lines GROUP BY customer_id) p USING (customer_id)
        """;

    private static async Task WithServerAsync(Func<NpgsqlDataSource, Task> run)
    {
        var folder = Path.Combine(Path.GetTempPath(), "segmentation-bench-" + Environment.ProcessId);
        var server = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions { Folder = folder, Database = "bench" });
        try
        {
            await using var source = NpgsqlDataSource.Create(server.ConnectionString);
            await Database.MigrateAsync(source);
            await run(source);
        }
        finally
        {
            await server.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task GridAsync(NpgsqlDataSource source)
    {
        await ExecuteAsync(source, People, Figures, "VACUUM ANALYZE customers", "VACUUM ANALYZE customer_features");
        CustomerList list = new(new Contexts(source), source);
        foreach (var order in CustomerOrder.All)
        {
            var first = await PageAsync($"first page by {order.Key}", new CustomerFilter(), order, null);
            await PageAsync($"next page by {order.Key}", new CustomerFilter(), order, first.After);
        }
        foreach (var text in new[] { "anna", "C0012345", "aeiou", "an", "no such person" })
        {
            CustomerFilter filter = new(text);
            await PageAsync($"search '{text}' by revenue", filter, CustomerOrder.Find("revenue")!, null);
            await PageAsync($"search '{text}' by name", filter, CustomerOrder.Find("name")!, null);
            await SayAsync($"count of '{text}'", () => list.CountAsync(filter));
        }
        await PageAsync("one country by revenue", new CustomerFilter(Country: "Country 7"), CustomerOrder.Find("revenue")!, null);
        await SayAsync("count of everybody", () => list.CountAsync(new CustomerFilter()));

        Task<CustomerRows> PageAsync(string what, CustomerFilter filter, CustomerOrder order, ListPlace? place) =>
            SayAsync(what, () => list.PageAsync(filter, order, order.Descending, place, false, 50));
    }

    private static async Task FeaturesAsync(NpgsqlDataSource source)
    {
        await ExecuteAsync(source, People, Orders, Lines, "VACUUM ANALYZE");
        DateOnly asOf = new(2026, 1, 2);
        await FeatureTable.RefreshAsync(source, asOf);
        // By turns, since other work on the machine comes and goes.
        var (bare, refreshed) = (double.MaxValue, double.MaxValue);
        for (var round = 0; round < 3; round++)
        {
            bare = Math.Min(bare, await SecondsAsync(() => ExecuteAsync(source, Bare)));
            refreshed = Math.Min(refreshed, await SecondsAsync(() => FeatureTable.RefreshAsync(source, asOf)));
        }
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"features of 1M customers from 10M orders: bare GROUP BY {bare:0.0} s, refreshed {refreshed:0.0} s, ratio {refreshed / bare:0.00}"
            )
        );
        var loaded = await SecondsAsync(() => FeatureTable.LoadAsync(source));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  loaded into memory in {loaded:0.0} s"));
    }

    // The best of three.
    private static async Task<T> SayAsync<T>(string what, Func<Task<T>> work)
    {
        var best = double.MaxValue;
        T result = default!;
        for (var round = 0; round < 3; round++)
        {
            best = Math.Min(best, await SecondsAsync(async () => result = await work()));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what}: {best * 1000:0.0} ms"));
        return result;
    }

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed.TotalSeconds;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, params string[] statements)
    {
        foreach (var statement in statements)
        {
            await using var command = source.CreateCommand(statement);
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync();
        }
    }

    private sealed class Contexts(NpgsqlDataSource source) : IDbContextFactory<AppDb>
    {
        public AppDb CreateDbContext() => Database.Context(source);
    }
}
