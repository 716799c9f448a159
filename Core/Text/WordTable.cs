using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Core.Text;

/// <summary>
/// From a word in small ASCII letters to its number, without an allocation: words of up to 16 letters are compared as two integers,
/// and a filter that fits into the first cache turns away most words that are not there.
/// </summary>
internal sealed class WordTable
{
    private const int ShortWord = 16;
    private const int FilterBits = 16;

    private readonly Slot[] slots;
    private readonly int shift;
    private readonly ulong[] filter = new ulong[1 << (FilterBits - 6)];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> longWords;
    private readonly int longest;

    /// <param name="words">Word i gets the number <paramref name="first"/> + i. ASCII, in small letters, no word twice.</param>
    /// <param name="first">At least 1: 0 says that a word is not there.</param>
    public WordTable(IReadOnlyList<string> words, int first)
    {
        var bits = 4;
        while (1 << bits < 2 * words.Count)
        {
            bits++;
        }
        shift = 64 - bits;
        slots = new Slot[1 << bits];
        var rest = new Dictionary<string, int>(StringComparer.Ordinal);
        Span<byte> bytes = stackalloc byte[ShortWord];
        for (var i = 0; i < words.Count; i++)
        {
            longest = Math.Max(longest, words[i].Length);
            if (words[i].Length > ShortWord)
            {
                rest.Add(words[i], first + i);
                continue;
            }
            bytes.Clear();
            for (var c = 0; c < words[i].Length; c++)
            {
                bytes[c] = (byte)words[i][c];
            }
            Add(
                BinaryPrimitives.ReadUInt64LittleEndian(bytes),
                BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]),
                words[i].Length,
                first + i
            );
        }
        longWords = rest.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <param name="text">At least 16 bytes must follow <paramref name="start"/>.</param>
    /// <param name="start">Where the word begins.</param>
    /// <param name="length">Its bytes, at least 1.</param>
    /// <returns>Its number; 0 when it is not there.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ReadOnlySpan<byte> text, int start, int length)
    {
        if (length > ShortWord)
        {
            return length <= longest ? FindLong(text.Slice(start, length)) : 0;
        }
        var bytes = text.Slice(start, ShortWord);
        var low = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        var high = 0UL;
        if (length < 8)
        {
            low &= (1UL << (8 * length)) - 1;
        }
        else if (length > 8)
        {
            var mask = length == ShortWord ? ulong.MaxValue : (1UL << (8 * (length - 8))) - 1;
            high = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]) & mask;
        }
        var hash = Hash(low, high);
        return MayHold(hash) ? FindShort(low, high, length, hash) : 0;
    }

    private int FindShort(ulong low, ulong high, int length, ulong hash)
    {
        for (var i = (int)(hash >> shift); ; i = (i + 1) & (slots.Length - 1))
        {
            ref readonly var slot = ref slots[i];
            if (slot.Number == 0)
            {
                return 0;
            }
            if (slot.Low == low && slot.High == high && slot.Length == length)
            {
                return slot.Number;
            }
        }
    }

    private int FindLong(ReadOnlySpan<byte> word)
    {
        Span<char> letters = stackalloc char[word.Length];
        for (var i = 0; i < word.Length; i++)
        {
            letters[i] = (char)word[i];
        }
        return longWords.TryGetValue(letters, out var number) ? number : 0;
    }

    private void Add(ulong low, ulong high, int length, int number)
    {
        var hash = Hash(low, high);
        var i = (int)(hash >> shift);
        while (slots[i].Number != 0)
        {
            i = (i + 1) & (slots.Length - 1);
        }
        slots[i] = new Slot(low, high, length, number);
        var bit = hash >> (64 - FilterBits);
        filter[bit >> 6] |= 1UL << (int)(bit & 63);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool MayHold(ulong hash)
    {
        var bit = hash >> (64 - FilterBits);
        return (filter[bit >> 6] >> (int)(bit & 63) & 1) != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Hash(ulong low, ulong high)
    {
        var mixed = (low ^ (high * 0x9FB21C651E98DF25)) * 0x9E3779B97F4A7C15;
        return (mixed ^ (mixed >> 32)) * 0xD6E8FEB86659FD93;
    }

    private readonly record struct Slot(ulong Low, ulong High, int Length, int Number);
}
