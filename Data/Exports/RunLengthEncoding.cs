using System.Buffers;

namespace Data.Exports;

/// <summary>
/// Parquet's hybrid of runs and packed bits, for levels and for numbers of dictionary entries.
/// Source: Encodings.md of Apache Parquet, "Run Length Encoding / Bit-Packing Hybrid (RLE = 3)".
/// </summary>
internal static class RunLengthEncoding
{
    // Packed values come in groups of 8; a shorter run is not worth one of its own.
    private const int Group = 8;

    /// <param name="values">At least 0 and below 2^<paramref name="bitWidth"/>.</param>
    /// <param name="bitWidth">1 to 32.</param>
    /// <param name="target">Gets the bytes, without a length before them.</param>
    public static void Write(ReadOnlySpan<int> values, int bitWidth, IBufferWriter<byte> target)
    {
        var packedFrom = 0;
        for (var i = 0; i < values.Length; )
        {
            var run = Run(values, i);
            if (run >= Group)
            {
                // Groups are full up to here: i grows by whole groups while values are packed.
                Pack(values[packedFrom..i], bitWidth, target);
                Varint((ulong)run << 1, target);
                Put((uint)values[i], (bitWidth + 7) / 8, target);
                i += run;
                packedFrom = i;
            }
            else
            {
                i = Math.Min(i + Group, values.Length);
            }
        }
        Pack(values[packedFrom..], bitWidth, target);
    }

    public static void Varint(ulong value, IBufferWriter<byte> target)
    {
        var bytes = target.GetSpan(10);
        var count = 0;
        for (; value >= 0x80; value >>= 7)
        {
            bytes[count++] = (byte)(value | 0x80);
        }
        bytes[count++] = (byte)value;
        target.Advance(count);
    }

    private static int Run(ReadOnlySpan<int> values, int from)
    {
        var different = values[from..].IndexOfAnyExcept(values[from]);
        return different < 0 ? values.Length - from : different;
    }

    /// <summary>The lowest bit of the first value comes first; the last group is filled up with zeros.</summary>
    private static void Pack(ReadOnlySpan<int> values, int bitWidth, IBufferWriter<byte> target)
    {
        if (values.IsEmpty)
        {
            return;
        }
        var groups = (values.Length + Group - 1) / Group;
        Varint((ulong)groups << 1 | 1, target);
        var bytes = target.GetSpan(groups * bitWidth)[..(groups * bitWidth)];
        bytes.Clear();
        var (bits, filled, at) = (0UL, 0, 0);
        foreach (var value in values)
        {
            bits |= (ulong)(uint)value << filled;
            filled += bitWidth;
            for (; filled >= 8; filled -= 8, bits >>= 8)
            {
                bytes[at++] = (byte)bits;
            }
        }
        if (filled > 0)
        {
            bytes[at] = (byte)bits;
        }
        target.Advance(bytes.Length);
    }

    private static void Put(uint value, int count, IBufferWriter<byte> target)
    {
        var bytes = target.GetSpan(4);
        for (var i = 0; i < count; i++)
        {
            bytes[i] = (byte)(value >> (8 * i));
        }
        target.Advance(count);
    }
}
