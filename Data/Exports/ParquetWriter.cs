using Core.Customers;
using Core.Estimators;

namespace Data.Exports;

/// <summary>
/// Writes a Parquet file row by row to a stream that need not be seekable. Memory is bounded by one row group. Values of a row are
/// written in the order of the columns; <see cref="EndRowAsync"/> ends each row and <see cref="FinishAsync"/> the file, which no reader
/// opens before.
/// <code>
/// await using var writer = new ParquetWriter(stream, [new("customer_id", ParquetType.Text), new("revenue", ParquetType.Money)]);
/// writer.Text("C1");
/// writer.Money(new Money(12_3400));
/// await writer.EndRowAsync(cancellation);
/// await writer.FinishAsync(cancellation);
/// </code>
/// Source: the Apache Parquet format 2.10 (parquet.thrift, Encodings.md); version-1 pages, one dictionary a column chunk where it pays.
/// </summary>
public sealed class ParquetWriter : IAsyncDisposable
{
    internal const int MoneyScale = 4,
        MoneyPrecision = 18;

    // 10^18: what 18 digits can't hold.
    private const long MoneyLimit = 1_000_000_000_000_000_000;
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMicrosecond;
    private static readonly int EpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    // The sizes of all columns are added up only now and then: after so many rows, or so much text.
    private const int RowsBetweenChecks = 1024,
        TextBetweenChecks = 1 << 20;

    private readonly Stream target;
    private readonly ParquetOptions options;
    private readonly ColumnBuffer[] buffers;
    private readonly List<ParquetRowGroup> groups = [];
    private readonly ParquetPages pages;
    private int column;
    private long uncheckedText;
    private long position;
    private bool finished;

    /// <param name="target">Not closed here.</param>
    /// <param name="columns">At least one.</param>
    /// <param name="options">Default: gzip, groups of 131 072 rows or 64 MB.</param>
    /// <exception cref="ArgumentException">There are no columns, or a name is empty or stands twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public ParquetWriter(Stream target, IReadOnlyList<ParquetColumn> columns, ParquetOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(columns);
        this.target = target;
        this.options = options ?? new ParquetOptions();
        Guard.Range(this.options.RowsPerGroup, 1, int.MaxValue, nameof(ParquetWriter));
        Guard.Range(this.options.RowsPerPage, 1, int.MaxValue, nameof(ParquetWriter));
        Guard.Range(this.options.BytesPerGroup, 1.0, long.MaxValue, nameof(ParquetWriter));
        if (columns.Count == 0 || columns.Any(c => string.IsNullOrEmpty(c.Name)))
        {
            throw new ArgumentException($"The columns of {nameof(ParquetWriter)} must be at least one, each with a name.");
        }
        if (columns.GroupBy(c => c.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"The columns of {nameof(ParquetWriter)} must have different names. Got '{twice.Key}' twice.");
        }
        buffers = [.. columns.Select(ColumnBuffer.For)];
        pages = new ParquetPages(this.options.Compression);
    }

    /// <summary>Rows written so far.</summary>
    public long Rows { get; private set; }

    /// <summary>The next column is null in this row.</summary>
    public void Null() => Next().AddNull();

    public void Int64(long? value) => Number(ParquetType.Int64, value);

    public void Double(double? value) => Number(ParquetType.Double, value);

    public void Boolean(bool? value)
    {
        var buffer = Next<BooleanBuffer>(ParquetType.Boolean);
        if (value is { } known)
        {
            buffer.Add(known);
        }
        else
        {
            buffer.AddNull();
        }
    }

    /// <summary>Half a surrogate pair becomes U+FFFD.</summary>
    public void Text(string? value)
    {
        var buffer = Next<TextBuffer>(ParquetType.Text);
        if (value is null)
        {
            buffer.AddNull();
        }
        else
        {
            buffer.Add(value);
            uncheckedText += value.Length;
        }
    }

    public void Date(DateOnly? value) => Number<int>(ParquetType.Date, value is { } day ? day.DayNumber - EpochDay : null);

    /// <summary>Rounded down to the microsecond.</summary>
    public void Timestamp(DateTimeOffset? value) =>
        Number<long>(
            ParquetType.Timestamp,
            value is { } time ? time.UtcTicks / TicksPerMicrosecond - DateTime.UnixEpoch.Ticks / TicksPerMicrosecond : null
        );

    /// <exception cref="ArgumentOutOfRangeException">The amount has more than 14 digits before the decimal point.</exception>
    public void Money(Money? value)
    {
        if (value is { } amount && amount.Units is >= MoneyLimit or <= -MoneyLimit)
        {
            throw new ArgumentOutOfRangeException(
                nameof(value),
                $"The amount in column '{buffers[column].Column.Name}' must have at most {MoneyPrecision - MoneyScale} digits before the point. Got {value} instead."
            );
        }
        Number(ParquetType.Money, value?.Units);
    }

    /// <summary>Ends the row; writes a row group when enough rows have come together.</summary>
    /// <exception cref="InvalidOperationException">A column has no value yet.</exception>
    public async ValueTask EndRowAsync(CancellationToken cancellation = default)
    {
        if (column != buffers.Length)
        {
            throw new InvalidOperationException(
                $"Row {Rows + 1} must have a value or null for each of {buffers.Length} columns. Got {column} instead."
            );
        }
        column = 0;
        Rows++;
        if (IsGroupFull())
        {
            await WriteGroupAsync(cancellation);
        }
    }

    private bool IsGroupFull()
    {
        var held = buffers[0].Rows;
        if (held >= options.RowsPerGroup)
        {
            return true;
        }
        if (held % RowsBetweenChecks != 0 && uncheckedText < Math.Min(TextBetweenChecks, options.BytesPerGroup))
        {
            return false;
        }
        uncheckedText = 0;
        return buffers.Sum(b => b.Bytes) >= options.BytesPerGroup;
    }

    /// <summary>Writes what is left and the footer. Nothing can be written afterwards.</summary>
    /// <exception cref="InvalidOperationException">A row is not ended, or the file is finished already.</exception>
    public async Task FinishAsync(CancellationToken cancellation = default)
    {
        RequireUnfinished();
        if (column != 0)
        {
            throw new InvalidOperationException($"Row {Rows + 1} must be ended before the file is finished.");
        }
        await WriteGroupAsync(cancellation);
        await BeginAsync(cancellation);
        finished = true;
        await PutAsync(ParquetFooter.Write([.. buffers.Select(b => b.Column)], groups, options.Compression), cancellation);
        await target.FlushAsync(cancellation);
    }

    /// <summary>Does not finish the file: one that was given up half-way must not look whole.</summary>
    public ValueTask DisposeAsync()
    {
        finished = true;
        return ValueTask.CompletedTask;
    }

    private async Task WriteGroupAsync(CancellationToken cancellation)
    {
        var rows = buffers[0].Rows;
        if (rows == 0)
        {
            return;
        }
        await BeginAsync(cancellation);
        var chunks = new List<ParquetChunk>(buffers.Length);
        foreach (var buffer in buffers)
        {
            pages.Clear();
            buffer.Write(pages, options.RowsPerPage);
            chunks.Add(
                new ParquetChunk(
                    buffer.Column,
                    buffer.Encodings,
                    rows,
                    buffer.Nulls,
                    buffer.Range,
                    position,
                    pages.DataOffset,
                    pages.Bytes.Length,
                    pages.UncompressedSize
                )
            );
            await PutAsync(pages.Bytes, cancellation);
            buffer.Clear();
        }
        groups.Add(new ParquetRowGroup(rows, chunks));
    }

    private async Task BeginAsync(CancellationToken cancellation)
    {
        if (position == 0)
        {
            await PutAsync("PAR1"u8.ToArray(), cancellation);
        }
    }

    private async Task PutAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await target.WriteAsync(bytes, cancellation);
        position += bytes.Length;
    }

    private void Number<T>(ParquetType type, T? value)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var buffer = Next<NumberBuffer<T>>(type);
        if (value is { } known)
        {
            buffer.Add(known);
        }
        else
        {
            buffer.AddNull();
        }
    }

    private TBuffer Next<TBuffer>(ParquetType type)
        where TBuffer : ColumnBuffer
    {
        if (column < buffers.Length && buffers[column].Column is var next && next.Type != type)
        {
            throw new InvalidOperationException($"The column '{next.Name}' holds {next.Type}. Got {type} instead.");
        }
        return (TBuffer)Next();
    }

    private ColumnBuffer Next()
    {
        RequireUnfinished();
        return column < buffers.Length
            ? buffers[column++]
            : throw new InvalidOperationException($"Row {Rows + 1} has a value for each of {buffers.Length} columns already.");
    }

    private void RequireUnfinished()
    {
        if (finished)
        {
            throw new InvalidOperationException("The file is finished.");
        }
    }
}
