using System.Buffers;

namespace Data.Exports;

/// <summary>The values of one column in the row group that is being filled.</summary>
internal abstract class ColumnBuffer(ParquetColumn column)
{
    private readonly List<bool> present = [];

    public ParquetColumn Column { get; } = column;

    public int Rows => present.Count;

    public int Nulls { get; private set; }

    /// <summary>About how much memory the values take.</summary>
    public abstract long Bytes { get; }

    /// <summary>The encodings of the chunk that was written last.</summary>
    public virtual IReadOnlyList<ParquetEncoding> Encodings => [ParquetEncoding.RunLength, ParquetEncoding.Plain];

    /// <summary>The smallest and the largest value, plainly encoded; null when there is none, or it can't be said in short.</summary>
    public abstract (byte[] Min, byte[] Max)? Range { get; }

    public void AddNull()
    {
        present.Add(false);
        Nulls++;
    }

    protected void AddPresent() => present.Add(true);

    /// <summary>Writes everything as pages and forgets it.</summary>
    public void Write(ParquetPages pages, int rowsPerPage)
    {
        var encoding = Begin(pages);
        var levels = ArrayPool<int>.Shared.Rent(Math.Min(rowsPerPage, Math.Max(1, Rows)));
        var value = 0;
        for (var row = 0; row < Rows; row += rowsPerPage)
        {
            var count = Math.Min(rowsPerPage, Rows - row);
            var values = 0;
            for (var i = 0; i < count; i++)
            {
                levels[i] = present[row + i] ? 1 : 0;
                values += levels[i];
            }
            var from = value;
            pages.AddData(levels.AsSpan(0, count), encoding, target => WriteValues(from, values, target));
            value += values;
        }
        ArrayPool<int>.Shared.Return(levels);
    }

    public virtual void Clear()
    {
        present.Clear();
        Nulls = 0;
    }

    /// <summary>Decides how to encode, and writes the dictionary if there is one.</summary>
    protected virtual ParquetEncoding Begin(ParquetPages pages) => ParquetEncoding.Plain;

    /// <summary>Some of the values that are not null, counted from the first of the group.</summary>
    protected abstract void WriteValues(int from, int count, IBufferWriter<byte> target);

    public static ColumnBuffer For(ParquetColumn column) =>
        column.Type switch
        {
            ParquetType.Int64 or ParquetType.Timestamp or ParquetType.Money => new NumberBuffer<long>(column),
            ParquetType.Date => new NumberBuffer<int>(column),
            ParquetType.Double => new NumberBuffer<double>(column),
            ParquetType.Boolean => new BooleanBuffer(column),
            ParquetType.Text => new TextBuffer(column),
            _ => throw new ArgumentException($"The type of the column '{column.Name}' is not known. Got {column.Type}."),
        };
}
