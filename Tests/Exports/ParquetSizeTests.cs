using Core.Customers;
using Data.Exports;
using Xunit;

namespace Tests.Exports;

/// <summary>A file of a million rows in several groups, in memory that does not grow with it.</summary>
public sealed class ParquetSizeTests(ParquetReaders readers) : IClassFixture<ParquetReaders>
{
    private const int Million = 1_000_000;

    private static readonly ParquetColumn[] Columns =
    [
        new("row", ParquetType.Int64),
        new("name", ParquetType.Text),
        new("segment", ParquetType.Text),
        new("orders", ParquetType.Double),
        new("active", ParquetType.Boolean),
        new("revenue", ParquetType.Money),
    ];

    [Theory]
    [MemberData(nameof(ParquetReaders.All), MemberType = typeof(ParquetReaders))]
    public async Task A_million_rows_come_back_in_order(string reader)
    {
        var answer = await readers.ReadAsync(reader, "sums", s => WriteAsync(s, Million));

        Assert.Equal(Million, answer.GetProperty("rows").GetInt32());
        Assert.Equal([.. Enumerable.Repeat(1 << 17, 7), Million - 7 * (1 << 17)], answer.GetProperty("groups").Ints());
        Assert.True(answer.GetProperty("inOrder").GetBoolean());
        const long each = Million;
        Equal("row", each, each * (each - 1) / 2);
        Equal("name", each, Enumerable.Range(0, Million).Sum(i => $"customer {i}".Length));
        Equal("segment", each - each / 10, Enumerable.Range(0, Million).Where(i => i % 10 != 3).Sum(i => $"segment {i % 7}".Length));
        Equal("orders", each, Enumerable.Range(0, Million).Sum(i => (long)(i % 100)));
        Equal("active", each, (each + 2) / 3);
        Equal("revenue", each, Enumerable.Range(0, Million).Sum(i => i * 12_345L - 5));

        void Equal(string column, long values, long sum)
        {
            var found = answer.GetProperty("found").GetProperty(column);
            Assert.Equal(
                (values, each - values, sum.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                (found.GetProperty("values").GetInt64(), found.GetProperty("nulls").GetInt64(), found.GetProperty("sum").GetString())
            );
        }
    }

    [Fact]
    public async Task A_group_ends_early_when_its_texts_are_long()
    {
        var answer = await readers.ReadAsync(
            "hyparquet",
            "sums",
            async stream =>
            {
                await using var writer = new ParquetWriter(stream, [new("row", ParquetType.Int64), new("text", ParquetType.Text)]);
                for (var i = 0; i < 500; i++)
                {
                    writer.Int64(i);
                    writer.Text($"{i}" + new string('x', 500_000));
                    await writer.EndRowAsync();
                }
                await writer.FinishAsync();
            }
        );

        // 250 MB in groups of 64 MB and at most the texts between two checks more.
        Assert.Equal(500, answer.GetProperty("rows").GetInt32());
        Assert.All(answer.GetProperty("groups").Ints(), rows => Assert.InRange(rows, 1, 140));
        Assert.True(answer.GetProperty("inOrder").GetBoolean());
    }

    [Fact]
    public async Task Ten_times_the_rows_take_no_more_memory()
    {
        await WriteAsync(Stream.Null, 300_000);
        var few = await HeldAsync(300_000);
        var many = await HeldAsync(3 * Million);

        Assert.True(many < few + (16 << 20), $"{few >> 20} MB held after 300 000 rows, {many >> 20} MB after 3 000 000");
    }

    /// <summary>What the writer holds just before the end, whatever else lies about in this process.</summary>
    private static async Task<long> HeldAsync(int rows)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var writer = new ParquetWriter(Stream.Null, Columns);
        await FillAsync(writer, rows);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        await writer.FinishAsync();
        return after - before;
    }

    private static async Task WriteAsync(Stream stream, int rows)
    {
        await using var writer = new ParquetWriter(stream, Columns);
        await FillAsync(writer, rows);
        await writer.FinishAsync();
    }

    private static async Task FillAsync(ParquetWriter writer, int rows)
    {
        for (var i = 0; i < rows; i++)
        {
            writer.Int64(i);
            writer.Text($"customer {i}");
            writer.Text(i % 10 == 3 ? null : $"segment {i % 7}");
            writer.Double(i % 100);
            writer.Boolean(i % 3 == 0);
            writer.Money(new Money(i * 12_345L - 5));
            await writer.EndRowAsync();
        }
    }
}
