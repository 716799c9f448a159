using System.Diagnostics;
using System.Globalization;
using Core.Cleaning;
using Core.Customers;
using Core.Estimators;
using Data;
using Data.Bulk;
using Data.Embedded;
using Data.Queries;
using Npgsql;

namespace Bench;

/// <summary>
/// Import of order rows, from the file to merged tables, against the server's own COPY of the same rows into the same table with the
/// same key, both on the program's embedded server with its durable settings.
/// </summary>
internal static class ImportCases
{
    public static readonly (string Name, Action Run)[] All =
    [
        ("import 1M", () => RunAsync(1_000_000).GetAwaiter().GetResult()),
        ("import 10M", () => RunAsync(10_000_000).GetAwaiter().GetResult()),
    ];

    private static async Task RunAsync(int rows)
    {
        var folder = Path.Combine(Path.GetTempPath(), "segmentation-bench-" + Environment.ProcessId);
        var server = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions { Folder = folder, Database = "bench" });
        try
        {
            await using var source = NpgsqlDataSource.Create(server.ConnectionString);
            await Database.MigrateAsync(source);
            var (file, bare) = (Path.Combine(folder, "orders.csv"), Path.Combine(folder, "lines.csv"));
            Write(rows, file, bare);

            // The server stretches its log's files as it first writes them; neither of the two should pay for that alone.
            var copied = await CopyAsync(source, bare);
            await ExecuteAsync(source, "TRUNCATE order_lines; CHECKPOINT");
            copied = Math.Min(copied, await CopyAsync(source, bare));
            await ExecuteAsync(source, "TRUNCATE order_lines; CHECKPOINT");
            var (imported, peak) = await ImportAsync(source, file);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"import of {rows:N0} order rows: COPY {rows / copied:N0} rows/s ({copied:0.0} s), ours {rows / imported:N0} rows/s ({imported:0.0} s), ratio {copied / imported:0.00}; peak memory of the program {peak >> 20} MB"
                )
            );
            await HomeAsync(source);
        }
        finally
        {
            await server.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> CopyAsync(NpgsqlDataSource source, string path)
    {
        await using var connection = await source.OpenConnectionAsync();
        var clock = Stopwatch.StartNew();
        await using (
            var copy = await connection.BeginTextImportAsync(
                "COPY order_lines (customer_id, order_id, line_number, product_id, quantity, unit_price, amount) FROM STDIN (FORMAT csv)"
            )
        )
        {
            using var file = new StreamReader(path, System.Text.Encoding.ASCII, false, 1 << 16);
            var block = new char[1 << 16];
            while (await file.ReadBlockAsync(block) is var read and > 0)
            {
                await copy.WriteAsync(block.AsMemory(0, read));
            }
        }
        return clock.Elapsed.TotalSeconds;
    }

    private static async Task<(double Seconds, long Peak)> ImportAsync(NpgsqlDataSource source, string path)
    {
        await ExecuteAsync(
            source,
            """
            INSERT INTO imports (kind, source, file_name, stored_path, sha_256, state, created_at, mapping, options, issues_by_rule,
                                 rows_read, rows_imported, rows_repaired, rows_rejected, inserted, updated, unchanged)
            VALUES ('orders', 'file', 'bench', '', '', 'running', now(), '{}', '{}', '{}', 0, 0, 0, 0, 0, 0, 0)
            """
        );
        GC.Collect();
        using var stop = new CancellationTokenSource();
        var peak = WatchAsync(stop.Token);
        var clock = Stopwatch.StartNew();
        var said = "";
        var progress = new Direct(p =>
        {
            if (!p.Message.Contains("rows read", StringComparison.Ordinal) && p.Message != said)
            {
                Console.WriteLine(
                    string.Create(CultureInfo.InvariantCulture, $"  {clock.Elapsed.TotalSeconds, 6:0.0} s  {said = p.Message}")
                );
            }
        });
        var plan = ImportPlan.For(path, null, null, new CleaningOptions());
        await ImportRun.RunAsync(source, 1, path, plan, progress);
        var seconds = clock.Elapsed.TotalSeconds;
        await stop.CancelAsync();
        return (seconds, await peak);
    }

    // What stands behind the home page, and what a new day costs.
    private static async Task HomeAsync(NpgsqlDataSource source)
    {
        DailySales daily = new(source);
        var sales = new SalesSummary(source);
        var now = new DateTime(2025, 1, 2, 0, 0, 0, DateTimeKind.Utc);
        await ExecuteAsync(source, "ANALYZE");
        Say("daily summary of all days", await TimeAsync(() => daily.RefreshAsync(now)));
        Say("customers of the usual periods", await TimeAsync(() => sales.PrepareAsync()));
        await ExecuteAsync(source, "INSERT INTO changed_days (date) VALUES ('2024-06-15')");
        Say("daily summary of one day", await TimeAsync(() => daily.RefreshAsync(now)));
        await sales.PrepareAsync();
        // A program that has just been started remembers nothing.
        SalesSummary fresh = new(source);
        Say(
            "home page's figures, last 90 days and those before",
            await TimeAsync(async () =>
            {
                var span = (await fresh.SpanAsync())!.Value;
                var window = SalesWindow.Last(90, span.To);
                await fresh.TotalsAsync(window);
                await fresh.TotalsAsync(window.Before);
                await fresh.DaysAsync(window);
            })
        );
        Say(
            "home page's figures, days of one's own",
            await TimeAsync(() => fresh.TotalsAsync(new SalesWindow(new DateOnly(2024, 3, 3), new DateOnly(2024, 4, 4))))
        );

        static void Say(string what, double seconds) =>
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what}: {seconds * 1000:N0} ms"));
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed.TotalSeconds;
    }

    private static async Task<long> WatchAsync(CancellationToken stop)
    {
        var peak = 0L;
        while (!stop.IsCancellationRequested)
        {
            peak = Math.Max(peak, Environment.WorkingSet);
            await Task.Delay(200, CancellationToken.None);
        }
        return peak;
    }

    // A year of orders in the order of time, as a shop's own export has them: about three lines an order, ten lines a customer.
    private static void Write(int rows, string orders, string bare)
    {
        var random = new SeededRandom(7);
        using var file = new StreamWriter(orders, false, System.Text.Encoding.ASCII, 1 << 16);
        using var lines = new StreamWriter(bare, false, System.Text.Encoding.ASCII, 1 << 16);
        file.WriteLine("order_id,customer_id,ordered_at,product_id,quantity,unit_price");
        var customers = Math.Max(1, rows / 10);
        var at = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var step = TimeSpan.FromSeconds(365.0 * 86_400 * 3 / rows);
        var written = 0;
        for (var order = 1; written < rows; order++, at += step)
        {
            var customer = (int)(random.NextDouble() * customers);
            var (orderText, customerText) = ($"O{order:D8}", $"C{customer:D7}");
            var (orderId, customerId) = (ExternalId.Hash(orderText), ExternalId.Hash(customerText));
            var count = Math.Min(rows - written, 1 + (int)(random.NextDouble() * 5));
            for (var line = 1; line <= count; line++, written++)
            {
                var product = $"P{(int)(random.NextDouble() * 20_000):D5}";
                var quantity = 1 + (int)(random.NextDouble() * 4);
                var cents = 50 + (int)(random.NextDouble() * 5_000);
                file.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{orderText},{customerText},{at:yyyy-MM-dd HH:mm:ss},{product},{quantity},{cents / 100}.{cents % 100:00}"
                    )
                );
                lines.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{customerId},{orderId},{line},{ExternalId.Hash(product)},{quantity},{cents * 100},{quantity * cents * 100}"
                    )
                );
            }
        }
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        foreach (var statement in sql.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            await using var command = source.CreateCommand(statement);
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync();
        }
    }

    private sealed class Direct(Action<Progress> report) : IProgress<Progress>
    {
        public void Report(Progress value) => report(value);
    }
}
