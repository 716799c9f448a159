using System.Buffers;

namespace Data.Exports;

/// <summary>One bit for each value, the lowest first.</summary>
internal sealed class BooleanBuffer(ParquetColumn column) : ColumnBuffer(column)
{
    private readonly List<bool> values = [];

    public override long Bytes => values.Count + Rows;

    public override (byte[] Min, byte[] Max)? Range =>
        values.Count == 0 ? null : ([(byte)(values.Contains(false) ? 0 : 1)], [(byte)(values.Contains(true) ? 1 : 0)]);

    public void Add(bool value)
    {
        AddPresent();
        values.Add(value);
    }

    public override void Clear()
    {
        base.Clear();
        values.Clear();
    }

    protected override void WriteValues(int from, int count, IBufferWriter<byte> target)
    {
        var length = (count + 7) / 8;
        var bytes = target.GetSpan(length)[..length];
        bytes.Clear();
        for (var i = 0; i < count; i++)
        {
            bytes[i / 8] |= (byte)(values[from + i] ? 1 << (i % 8) : 0);
        }
        target.Advance(length);
    }
}
