using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Data.Exports;

/// <summary>
/// Texts. While few of them are different, each is held once and the values are numbers of entries; else all are held as they are
/// written. Each row group decides anew.
/// </summary>
internal sealed class TextBuffer : ColumnBuffer
{
    // Longer ones would make the footer heavy; a reader does without.
    private const int LongestInRange = 128;

    // With so many entries, more than half of them different, a dictionary no longer pays.
    private const int ManyEntries = 4096;
    private const int LargestDictionary = 1 << 20;

    private readonly Dictionary<string, int> entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private readonly List<int> numbers = [];

    /// <summary>Plain encoding: a length and the bytes, for each entry of the dictionary, or for each value.</summary>
    private readonly ArrayBufferWriter<byte> plain = new();

    /// <summary>Where each of them begins, and where the last one ends.</summary>
    private readonly List<int> starts = [0];
    private bool hasDictionary = true;
    private long plainBytes;
    private (byte[] Min, byte[] Max)? range;

    public TextBuffer(ParquetColumn column)
        : base(column)
    {
        lookup = entries.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public override long Bytes => plain.WrittenCount + sizeof(int) * ((long)starts.Count + numbers.Count) + Rows;

    public override IReadOnlyList<ParquetEncoding> Encodings =>
        hasDictionary ? [.. base.Encodings, ParquetEncoding.Dictionary] : base.Encodings;

    public override (byte[] Min, byte[] Max)? Range =>
        range is { } known && known.Min.Length <= LongestInRange && known.Max.Length <= LongestInRange ? known : null;

    public void Add(ReadOnlySpan<char> text)
    {
        AddPresent();
        if (hasDictionary)
        {
            if (!lookup.TryGetValue(text, out var number))
            {
                lookup[text] = number = entries.Count;
                Append(text);
            }
            numbers.Add(number);
            plainBytes += starts[number + 1] - starts[number];
            if ((entries.Count >= ManyEntries && 2 * entries.Count > numbers.Count) || plain.WrittenCount > LargestDictionary)
            {
                GiveUpDictionary();
            }
        }
        else
        {
            Append(text);
        }
    }

    public override void Clear()
    {
        base.Clear();
        entries.Clear();
        numbers.Clear();
        plain.ResetWrittenCount();
        starts.Clear();
        starts.Add(0);
        (hasDictionary, plainBytes, range) = (true, 0, null);
    }

    protected override ParquetEncoding Begin(ParquetPages pages)
    {
        if (hasDictionary && plain.WrittenCount + (long)BitWidth * numbers.Count / 8 >= plainBytes)
        {
            GiveUpDictionary();
        }
        if (!hasDictionary)
        {
            return ParquetEncoding.Plain;
        }
        pages.AddDictionary(entries.Count, plain.WrittenSpan);
        return ParquetEncoding.Dictionary;
    }

    protected override void WriteValues(int from, int count, IBufferWriter<byte> target)
    {
        if (hasDictionary)
        {
            target.Write([(byte)BitWidth]);
            RunLengthEncoding.Write(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(numbers).Slice(from, count), BitWidth, target);
            return;
        }
        target.Write(plain.WrittenSpan[starts[from]..starts[from + count]]);
    }

    /// <summary>At least 1: some readers take 0 for a fault.</summary>
    private int BitWidth => Math.Max(1, 32 - BitOperations.LeadingZeroCount((uint)Math.Max(0, entries.Count - 1)));

    private void Append(ReadOnlySpan<char> text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var bytes = plain.GetSpan(4 + most);
        var length = Encoding.UTF8.GetBytes(text, bytes[4..]);
        BinaryPrimitives.WriteInt32LittleEndian(bytes, length);
        Widen(bytes.Slice(4, length));
        plain.Advance(4 + length);
        starts.Add(plain.WrittenCount);
    }

    /// <summary>By bytes, as the format orders UTF-8. Long values are cut here, which <see cref="Range"/> sees by their length.</summary>
    private void Widen(ReadOnlySpan<byte> text)
    {
        var kept = text[..Math.Min(text.Length, LongestInRange + 1)];
        if (range is not { } known)
        {
            var copy = kept.ToArray();
            range = (copy, copy);
        }
        else if (kept.SequenceCompareTo(known.Min) < 0)
        {
            range = (kept.ToArray(), known.Max);
        }
        else if (kept.SequenceCompareTo(known.Max) > 0)
        {
            range = (known.Min, kept.ToArray());
        }
    }

    private void GiveUpDictionary()
    {
        var old = plain.WrittenSpan.ToArray();
        int[] oldStarts = [.. starts];
        plain.ResetWrittenCount();
        starts.Clear();
        starts.Add(0);
        foreach (var number in numbers)
        {
            plain.Write(old.AsSpan(oldStarts[number]..oldStarts[number + 1]));
            starts.Add(plain.WrittenCount);
        }
        entries.Clear();
        numbers.Clear();
        hasDictionary = false;
    }
}
