using System.Diagnostics;
using System.Globalization;
using Core.Customers;
using Core.Estimators;
using Data.Exports;

namespace Bench;

/// <summary>A Parquet file of a million customers with twenty columns, as the single source of truth has them.</summary>
internal static class ExportCases
{
    private const int Rows = 1_000_000;

    public static readonly (string Name, Action Run)[] All = [("parquet", Parquet)];

    private static readonly ParquetColumn[] Columns =
    [
        new("customer_id", ParquetType.Text),
        new("segment", ParquetType.Text),
        new("country", ParquetType.Text),
        new("active", ParquetType.Boolean),
        new("signup", ParquetType.Date),
        new("last_order", ParquetType.Timestamp),
        new("revenue", ParquetType.Money),
        new("orders", ParquetType.Int64),
        .. Enumerable.Range(0, 12).Select(i => new ParquetColumn($"feature_{i}", ParquetType.Double)),
    ];

    private static void Parquet()
    {
        foreach (var compression in Enum.GetValues<ParquetCompression>())
        {
            var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.parquet");
            try
            {
                var clock = Stopwatch.StartNew();
                using (var stream = File.Create(path))
                {
                    WriteAsync(stream, new ParquetOptions(compression)).GetAwaiter().GetResult();
                }
                var size = new FileInfo(path).Length / 1e6;
                var memory = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Parquet, 1M × {Columns.Length}, {compression}: {clock.Elapsed.TotalSeconds:0.0} s, {size:0} MB, peak {memory:0} MB"
                    )
                );
            }
            finally
            {
                File.Delete(path);
            }
        }
    }

    private static async Task WriteAsync(Stream stream, ParquetOptions options)
    {
        var random = new SeededRandom(1);
        var start = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await using var writer = new ParquetWriter(stream, Columns, options);
        for (var i = 0; i < Rows; i++)
        {
            writer.Text($"C{i:0000000}");
            writer.Text($"segment {random.NextInt(11)}");
            writer.Text($"country {random.NextInt(40)}");
            writer.Boolean(random.NextDouble() < 0.3);
            writer.Date(DateOnly.FromDateTime(start.UtcDateTime).AddDays(random.NextInt(700)));
            writer.Timestamp(start.AddSeconds(random.NextInt(60_000_000)));
            writer.Money(new Money(random.NextInt(100_000_000)));
            writer.Int64(random.NextPoisson(4));
            for (var feature = 0; feature < 12; feature++)
            {
                writer.Double(random.NextDouble() < 0.05 ? null : random.NextDouble());
            }
            await writer.EndRowAsync();
        }
        await writer.FinishAsync();
    }
}
