using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Data.Exports;

/// <summary>Numbers of a fixed width, little-endian as the format and every machine that runs .NET.</summary>
internal sealed class NumberBuffer<T>(ParquetColumn column) : ColumnBuffer(column)
    where T : unmanaged, INumber<T>
{
    private readonly List<T> values = [];

    public override long Bytes => (long)values.Count * Unsafe.SizeOf<T>() + Rows;

    /// <summary>
    /// None where there is a NaN: the format orders NaN nowhere, but readers do, and might look past it. By the format's own words a zero
    /// is −0 as the smallest and +0 as the largest value, so that readers who tell them apart miss none.
    /// </summary>
    public override (byte[] Min, byte[] Max)? Range
    {
        get
        {
            if (values.Count == 0)
            {
                return null;
            }
            var (min, max) = (values[0], values[0]);
            foreach (var value in CollectionsMarshal.AsSpan(values))
            {
                if (T.IsNaN(value))
                {
                    return null;
                }
                min = value < min ? value : min;
                max = value > max ? value : max;
            }
            return (Plain(T.IsZero(min) ? -T.Zero : min), Plain(T.IsZero(max) ? T.Zero : max));
        }
    }

    public void Add(T value)
    {
        AddPresent();
        values.Add(value);
    }

    public override void Clear()
    {
        base.Clear();
        values.Clear();
    }

    protected override void WriteValues(int from, int count, IBufferWriter<byte> target) =>
        target.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(values).Slice(from, count)));

    private static byte[] Plain(T value) => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(ref value)).ToArray();
}
