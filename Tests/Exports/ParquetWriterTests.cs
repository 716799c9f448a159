using System.Globalization;
using System.Text.Json;
using Core.Customers;
using Data.Exports;
using Xunit;

namespace Tests.Exports;

/// <summary>Files of ours, read by software that was not written here.</summary>
public sealed class ParquetWriterTests(ParquetReaders readers) : IClassFixture<ParquetReaders>
{
    private static readonly ParquetColumn[] Columns =
    [
        new("id", ParquetType.Int64),
        new("share", ParquetType.Double),
        new("Name, \"quoted\" ü", ParquetType.Text),
        new("active", ParquetType.Boolean),
        new("signup", ParquetType.Date),
        new("last_order", ParquetType.Timestamp),
        new("revenue", ParquetType.Money),
    ];

    /// <summary>A row of every type; null anywhere.</summary>
    private sealed record Row(
        long? Id,
        double? Share,
        string? Name,
        bool? Active,
        DateOnly? Signup,
        DateTimeOffset? LastOrder,
        Money? Revenue
    );

    private static readonly DateTimeOffset Moment = new(2026, 2, 28, 23, 59, 59, 123, 456, TimeSpan.FromHours(-5));

    private static readonly Row[] Awkward =
    [
        new(0, 0.0, "", false, new DateOnly(1970, 1, 1), DateTimeOffset.UnixEpoch, Money.Zero),
        new(long.MinValue, -0.0, "Ünïcödé 日本語 👩‍👩‍👧 \ufeff\u0000 \"'\n", true, DateOnly.MinValue, Moment, new Money(-12_3456)),
        new(long.MaxValue, double.NaN, new string('é', 100_000), true, DateOnly.MaxValue, Moment.AddTicks(-9), new Money(1)),
        new(-1, double.PositiveInfinity, "a", false, new DateOnly(2024, 2, 29), new(1, 1, 1, 0, 0, 0, TimeSpan.Zero), new Money(-1)),
        new(1, double.NegativeInfinity, "half \ud83d pair", null, null, null, new Money(999_999_999_999_999_999)),
        new(2, double.Epsilon, "a", true, new DateOnly(1969, 12, 31), new(1969, 12, 31, 23, 59, 59, 999, 999, TimeSpan.Zero), null),
        new(null, double.MaxValue, null, null, null, null, null),
        new(null, null, null, null, null, null, null),
    ];

    [Theory]
    [MemberData(nameof(ParquetReaders.All), MemberType = typeof(ParquetReaders))]
    public async Task Every_type_and_awkward_value_comes_back(string reader)
    {
        foreach (var compression in Enum.GetValues<ParquetCompression>())
        {
            await ComesBackAsync(reader, Awkward, new ParquetOptions(compression));
        }
    }

    [Theory]
    [MemberData(nameof(ParquetReaders.All), MemberType = typeof(ParquetReaders))]
    public async Task Every_pattern_of_nulls_comes_back(string reader)
    {
        // All patterns of 6 rows one behind the other, then runs of each length: across bytes, groups of 8, pages and row groups.
        var present = Enumerable
            .Range(0, 64)
            .SelectMany(pattern => Enumerable.Range(0, 6).Select(bit => (pattern >> bit & 1) != 0))
            .Concat(Enumerable.Range(1, 40).SelectMany(run => Enumerable.Repeat(run % 2 == 0, run)))
            .ToArray();
        var rows = present.Select((p, i) => p ? Usual(i) : new Row(null, null, null, null, null, null, null)).ToArray();
        foreach (var (group, page) in new[] { (1 << 17, 20_000), (100, 20_000), (333, 7), (8, 8) })
        {
            await ComesBackAsync(reader, rows, new ParquetOptions(RowsPerGroup: group, RowsPerPage: page));
        }
    }

    [Theory]
    [MemberData(nameof(ParquetReaders.All), MemberType = typeof(ParquetReaders))]
    public async Task Few_rows_come_back(string reader)
    {
        await ComesBackAsync(reader, [], new ParquetOptions());
        await ComesBackAsync(reader, [Usual(5)], new ParquetOptions());
        await ComesBackAsync(reader, [new Row(null, null, null, null, null, null, null)], new ParquetOptions());
    }

    [Theory]
    [MemberData(nameof(ParquetReaders.All), MemberType = typeof(ParquetReaders))]
    public async Task Types_origin_and_groups_are_understood(string reader)
    {
        var found = await readers.ReadAsync(
            reader,
            "values",
            s => WriteAsync(s, Enumerable.Range(0, 25).Select(Usual), new(RowsPerGroup: 10))
        );

        Assert.Equal("customer-segmentation version 1.0.0 (build none)", found.GetProperty("createdBy").GetString());
        Assert.Equal(25, found.GetProperty("rows").GetInt32());
        Assert.Equal([10, 10, 5], found.GetProperty("groups").Ints());
        var columns = found.GetProperty("columns").EnumerateArray().ToArray();
        Assert.Equal(Columns.Select(c => c.Name), columns.Select(c => c.GetProperty("name").GetString()));
        string[] types =
            reader == "duckdb"
                ? ["BIGINT", "DOUBLE", "VARCHAR", "BOOLEAN", "DATE", "TIMESTAMP WITH TIME ZONE", "DECIMAL(18,4)"]
                :
                [
                    "INT64 INT_64 INTEGER",
                    "DOUBLE",
                    "BYTE_ARRAY UTF8 STRING",
                    "BOOLEAN",
                    "INT32 DATE DATE",
                    "INT64 TIMESTAMP_MICROS TIMESTAMP",
                    "INT64 DECIMAL 18 4 DECIMAL",
                ];
        Assert.Equal(types, columns.Select(c => c.GetProperty("type").GetString()));
    }

    [Theory]
    [InlineData("hyparquet", "0", "24", "0", "1.2", "name 0", "name 4", "10957", "10981")]
    [InlineData("duckdb", "0", "24", "-0.0", "1.2", "name 0", "name 4", "2000-01-01", "2000-01-25")]
    public async Task Smallest_and_largest_values_and_nulls_are_told(
        string reader,
        string idMin,
        string idMax,
        string shareMin,
        string shareMax,
        string nameMin,
        string nameMax,
        string signupMin,
        string signupMax
    )
    {
        var rows = Enumerable.Range(0, 25).Select(Usual).Append(new Row(null, null, null, null, null, null, null));
        var found = await readers.ReadAsync(reader, "values", s => WriteAsync(s, rows, new()));
        var chunks = found.GetProperty("chunks")[0].EnumerateArray().ToArray();

        Assert.All(chunks, c => Assert.Equal(1, c.GetProperty("nulls").GetInt32()));
        Assert.Equal((idMin, idMax), Range(chunks[0]));
        Assert.Equal((shareMin, shareMax), Range(chunks[1]));
        Assert.Equal((nameMin, nameMax), Range(chunks[2]));
        Assert.Equal((signupMin, signupMax), Range(chunks[4]));

        static (string, string) Range(JsonElement chunk) => (chunk.GetProperty("min").ToString(), chunk.GetProperty("max").ToString());
    }

    [Fact]
    public async Task What_has_no_short_bounds_tells_none()
    {
        var found = await readers.ReadAsync("hyparquet", "values", s => WriteAsync(s, Awkward, new()));
        var chunks = found.GetProperty("chunks")[0].EnumerateArray().ToArray();

        // A NaN among doubles, and a text too long for the footer.
        Assert.All([chunks[1], chunks[2]], c => Assert.False(c.TryGetProperty("min", out _) || c.TryGetProperty("max", out _)));
        Assert.Equal((2, 1), (chunks[0].GetProperty("nulls").GetInt32(), chunks[1].GetProperty("nulls").GetInt32()));
    }

    [Fact]
    public async Task Texts_that_repeat_are_held_once_and_others_are_not()
    {
        ParquetColumn[] columns = [new("few", ParquetType.Text), new("many", ParquetType.Text), new("late", ParquetType.Text)];
        var found = await readers.ReadAsync(
            "hyparquet",
            "values",
            async stream =>
            {
                await using var writer = new ParquetWriter(stream, columns, new(ParquetCompression.None));
                for (var i = 0; i < 20_000; i++)
                {
                    writer.Text($"segment {i % 5}");
                    writer.Text($"customer {i}");
                    // Repeats until the dictionary is full of others.
                    writer.Text(i < 2_000 ? "same" : $"{i}");
                    await writer.EndRowAsync();
                }
                await writer.FinishAsync();
            }
        );

        Assert.Equal(
            ["RLE PLAIN RLE_DICTIONARY", "RLE PLAIN", "RLE PLAIN"],
            found.GetProperty("chunks")[0].EnumerateArray().Select(c => c.GetProperty("encodings").GetString())
        );
        Assert.Equal(
            [.. Enumerable.Range(0, 20_000).Select(i => i < 2_000 ? "same" : $"{i}")],
            found.GetProperty("found").GetProperty("late").EnumerateArray().Select(v => v.GetString())
        );
        Assert.Equal("segment 4", found.GetProperty("found").GetProperty("few")[19_999].GetString());
        Assert.Equal("customer 19999", found.GetProperty("found").GetProperty("many")[19_999].GetString());
    }

    private async Task ComesBackAsync(string reader, IReadOnlyList<Row> rows, ParquetOptions options)
    {
        var answer = await readers.ReadAsync(reader, "values", s => WriteAsync(s, rows, options));

        Assert.Equal(rows.Count, answer.GetProperty("rows").GetInt32());
        var found = answer.GetProperty("found");
        Equal(0, r => r.Id?.ToString(CultureInfo.InvariantCulture));
        Equal(
            1,
            r =>
                r.Share is { } d
                    ? (double.IsNaN(d) ? "NaN" : BitConverter.DoubleToInt64Bits(d).ToString(CultureInfo.InvariantCulture))
                    : null
        );
        Equal(2, r => r.Name?.Replace("\ud83d pair", "\ufffd pair", StringComparison.Ordinal));
        Equal(3, r => r.Active is { } b ? (b ? "true" : "false") : null);
        Equal(4, r => r.Signup is { } d ? (d.DayNumber - 719_162).ToString(CultureInfo.InvariantCulture) : null);
        Equal(
            5,
            r => r.LastOrder is { } t ? Math.Floor((t - DateTimeOffset.UnixEpoch).Ticks / 10m).ToString(CultureInfo.InvariantCulture) : null
        );
        Equal(6, r => r.Revenue?.Units.ToString(CultureInfo.InvariantCulture));

        void Equal(int column, Func<Row, string?> value) =>
            Assert.Equal(rows.Select(value), found.GetProperty(Columns[column].Name).EnumerateArray().Select(v => v.GetString()));
    }

    private static Row Usual(int i) =>
        new(
            i,
            i / 20.0,
            $"name {i % 5}",
            i % 3 == 0,
            new DateOnly(2000, 1, 1).AddDays(i),
            Moment.AddSeconds(i),
            new Money(i * 1_2345L - 100)
        );

    private static async Task WriteAsync(Stream stream, IEnumerable<Row> rows, ParquetOptions options)
    {
        await using var writer = new ParquetWriter(stream, Columns, options);
        foreach (var row in rows)
        {
            writer.Int64(row.Id);
            writer.Double(row.Share);
            writer.Text(row.Name);
            writer.Boolean(row.Active);
            writer.Date(row.Signup);
            writer.Timestamp(row.LastOrder);
            writer.Money(row.Revenue);
            await writer.EndRowAsync();
        }
        await writer.FinishAsync();
    }
}
