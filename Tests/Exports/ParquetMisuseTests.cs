using Core.Customers;
using Data.Exports;
using Xunit;

namespace Tests.Exports;

public sealed class ParquetMisuseTests
{
    private static readonly ParquetColumn[] Two = [new("id", ParquetType.Int64), new("name", ParquetType.Text)];

    [Fact]
    public void Columns_must_have_different_names()
    {
        Refused("must be at least one, each with a name.", () => new ParquetWriter(Stream.Null, []));
        Refused("must be at least one, each with a name.", () => new ParquetWriter(Stream.Null, [new("", ParquetType.Date)]));
        Refused("Got 'id' twice.", () => new ParquetWriter(Stream.Null, [.. Two, Two[0]]));

        static void Refused(string message, Func<object> make) => Assert.EndsWith(message, Assert.Throws<ArgumentException>(make).Message);
    }

    [Fact]
    public void Options_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParquetWriter(Stream.Null, Two, new(RowsPerGroup: 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParquetWriter(Stream.Null, Two, new(RowsPerPage: 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParquetWriter(Stream.Null, Two, new(BytesPerGroup: 0)));
    }

    [Fact]
    public async Task Values_must_come_in_the_order_of_the_columns()
    {
        await using var writer = new ParquetWriter(Stream.Null, Two);

        Says("The column 'id' holds Int64. Got Text instead.", () => writer.Text("a"));
        writer.Int64(1);
        Says("The column 'name' holds Text. Got Int64 instead.", () => writer.Int64(1));
        await SaysAsync("Row 1 must have a value or null for each of 2 columns. Got 1 instead.", () => writer.EndRowAsync().AsTask());
        await SaysAsync("Row 1 must be ended before the file is finished.", () => writer.FinishAsync());
        writer.Null();
        Says("Row 1 has a value for each of 2 columns already.", () => writer.Int64(1));
        await writer.EndRowAsync();
        await writer.FinishAsync();
        Says("The file is finished.", () => writer.Int64(1));
        await SaysAsync("The file is finished.", () => writer.FinishAsync());
    }

    [Fact]
    public async Task Money_beyond_18_digits_is_refused()
    {
        await using var writer = new ParquetWriter(Stream.Null, [new("revenue", ParquetType.Money)]);
        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => writer.Money(new Money(1_000_000_000_000_000_000)));
        Assert.StartsWith(
            "The amount in column 'revenue' must have at most 14 digits before the point. Got 100000000000000.00 instead.",
            refused.Message
        );
    }

    /// <summary>A reader must not take a part for the whole.</summary>
    [Fact]
    public async Task A_file_that_was_given_up_has_no_footer()
    {
        using var stream = new MemoryStream();
        await using (var writer = new ParquetWriter(stream, Two, new(RowsPerGroup: 1)))
        {
            writer.Int64(1);
            writer.Text("a");
            await writer.EndRowAsync();
        }
        var bytes = stream.ToArray();
        Assert.True(bytes.AsSpan().StartsWith("PAR1"u8));
        Assert.False(bytes.AsSpan().EndsWith("PAR1"u8));
    }

    private static void Says(string message, Action action) =>
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(action).Message);

    private static async Task SaysAsync(string message, Func<Task> action) =>
        Assert.Equal(message, (await Assert.ThrowsAsync<InvalidOperationException>(action)).Message);
}
