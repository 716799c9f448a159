using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Core.Text;

/// <summary>
/// A text as bytes in small letters, and what kind each character is as one bit of a mask, 64 characters at a time: so words, capitals
/// and punctuation are found with a few instructions per word. Used again and again by one thread; arrays grow and are kept.
/// Characters beyond ASCII have a byte of 0x80 or more, which no word of a list has.
/// </summary>
internal sealed class CharacterMasks
{
    private const int Block = 64;

    // A word of the list is read as 16 bytes, also at the very end of the text.
    private const int Padding = 16;

    public byte[] Lower { get; private set; } = [];

    public ulong[] Space { get; private set; } = [];

    public ulong[] Punctuation { get; private set; } = [];

    public ulong[] Upper { get; private set; } = [];

    /// <summary>Lower and title case.</summary>
    public ulong[] Small { get; private set; } = [];

    /// <summary>Beyond ASCII.</summary>
    public ulong[] Wide { get; private set; } = [];

    /// <summary>At least one block more than the text needs; the characters behind its end are spaces.</summary>
    public int Blocks { get; private set; }

    public bool HasWide { get; private set; }

    public bool HasApostrophe { get; private set; }

    public int Exclamations { get; private set; }

    public int Questions { get; private set; }

    public void Read(ReadOnlySpan<char> text)
    {
        Blocks = text.Length / Block + 1;
        if (Space.Length < Blocks)
        {
            var size = (int)BitOperations.RoundUpToPowerOf2((uint)Blocks);
            Lower = new byte[size * Block + Padding];
            (Space, Punctuation, Upper, Small, Wide) = (
                new ulong[size],
                new ulong[size],
                new ulong[size],
                new ulong[size],
                new ulong[size]
            );
        }
        (HasWide, HasApostrophe, Exclamations, Questions) = (false, false, 0, 0);
        ref var source = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        for (var block = 0; block < Blocks - 1; block++)
        {
            ReadBlock(ref Unsafe.Add(ref source, block * Block), block);
        }
        Span<ushort> last = stackalloc ushort[Block];
        last.Fill(' ');
        MemoryMarshal.Cast<char, ushort>(text[((Blocks - 1) * Block)..]).CopyTo(last);
        ReadBlock(ref MemoryMarshal.GetReference(last), Blocks - 1);
        if (HasWide)
        {
            ReadWide(text);
        }
    }

    private void ReadBlock(ref ushort source, int block)
    {
        ulong space = 0,
            punctuation = 0,
            upper = 0,
            small = 0,
            wide = 0,
            exclamation = 0,
            question = 0,
            apostrophe = 0;
        ref var target = ref Lower[block * Block];
        for (var i = 0; i < Block; i += Vector128<byte>.Count)
        {
            var bytes = Narrow(ref Unsafe.Add(ref source, i));
            var isUpper = InRange(bytes, 'A', 26);
            var isSmall = InRange(bytes, 'a', 26);
            var isSpace = InRange(bytes, '\t', 5) | InRange(bytes, '\x1c', 5);
            var isPunctuation = Vector128.AndNot(InRange(bytes, '!', 94), isUpper | isSmall | InRange(bytes, '0', 10));
            (bytes | (isUpper & Vector128.Create((byte)0x20))).StoreUnsafe(ref target, (nuint)i);
            space |= Bits(isSpace, i);
            punctuation |= Bits(isPunctuation, i);
            upper |= Bits(isUpper, i);
            small |= Bits(isSmall, i);
            wide |= Bits(bytes, i);
            exclamation |= Bits(Vector128.Equals(bytes, Vector128.Create((byte)'!')), i);
            question |= Bits(Vector128.Equals(bytes, Vector128.Create((byte)'?')), i);
            apostrophe |= Bits(Vector128.Equals(bytes, Vector128.Create((byte)'\'')), i);
        }
        Space[block] = space;
        Punctuation[block] = punctuation;
        Upper[block] = upper;
        Small[block] = small;
        Wide[block] = wide;
        Exclamations += BitOperations.PopCount(exclamation);
        Questions += BitOperations.PopCount(question);
        HasApostrophe |= apostrophe != 0;
        HasWide |= wide != 0;
    }

    /// <summary>What only a look at the single character can tell.</summary>
    private void ReadWide(ReadOnlySpan<char> text)
    {
        for (var block = 0; block < Blocks; block++)
        {
            for (var rest = Wide[block]; rest != 0; rest &= rest - 1)
            {
                var i = block * Block + BitOperations.TrailingZeroCount(rest);
                if (LetterCase.IsWideSpace(text[i]))
                {
                    Space[block] |= 1UL << i;
                }
                else if (text[i] == '\u212A')
                {
                    // The Kelvin sign is the only character beyond ASCII whose small letter is one of ASCII.
                    Lower[i] = (byte)'k';
                }
                // An unpaired half of a surrogate pair has no case; the first half of a pair stands for both.
                if (Rune.DecodeFromUtf16(text[i..], out var rune, out _) == System.Buffers.OperationStatus.Done)
                {
                    Upper[block] |= LetterCase.IsUpper(rune) ? 1UL << i : 0;
                    Small[block] |= LetterCase.IsLowerOrTitle(rune) ? 1UL << i : 0;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Narrow(ref ushort source)
    {
        var most = Vector128.Create((ushort)0xFF);
        return Vector128.Narrow(
            Vector128.Min(Vector128.LoadUnsafe(ref source), most),
            Vector128.Min(Vector128.LoadUnsafe(ref source, (nuint)Vector128<ushort>.Count), most)
        );
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> InRange(Vector128<byte> bytes, char first, byte count) =>
        Vector128.LessThan(bytes - Vector128.Create((byte)first), Vector128.Create(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(Vector128<byte> mask, int at) => (ulong)mask.ExtractMostSignificantBits() << at;
}
