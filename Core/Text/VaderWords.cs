using System.Numerics;
using System.Runtime.CompilerServices;

namespace Core.Text;

/// <summary>
/// The words and emoticons of a text, found as the reference does: split at spaces, punctuation taken off both ends unless at most two
/// characters remain. Used again and again by one thread.
/// </summary>
internal sealed class VaderWords
{
    private readonly CharacterMasks masks = new();
    private int[] numbers = [];
    private bool[] shouted = [];
    private int[] candidates = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The number of each word in the lexicon.</summary>
    public ReadOnlySpan<int> Numbers => numbers.AsSpan(0, Count);

    /// <summary>Whether each is written in capitals.</summary>
    public ReadOnlySpan<bool> Shouted => shouted.AsSpan(0, Count);

    /// <summary>The positions of those that are in the lexicon, in order.</summary>
    public ReadOnlySpan<int> Candidates => candidates.AsSpan(0, CandidateCount);

    private int CandidateCount { get; set; }

    /// <summary>Whether some words are in capitals, but not all.</summary>
    public bool SomeShouted { get; private set; }

    /// <summary>The position of the first "but"; −1 when there is none.</summary>
    public int But { get; private set; }

    public int Exclamations => masks.Exclamations;

    public int Questions => masks.Questions;

    /// <summary>Whether there may be emoji.</summary>
    public bool HasWide => masks.HasWide;

    public CharacterMasks Masks => masks;

    public void Find(ReadOnlySpan<char> text, VaderLexicon lexicon)
    {
        if (numbers.Length < text.Length / 2 + 1)
        {
            var size = (int)BitOperations.RoundUpToPowerOf2((uint)(text.Length / 2 + 1));
            (numbers, shouted, candidates) = (new int[size], new bool[size], new int[size]);
        }
        (Count, CandidateCount, But) = (0, 0, -1);
        var (allShouted, start, before) = (0, 0, 1UL);
        for (var block = 0; block < masks.Blocks; block++)
        {
            // A bit wherever a word begins or, right behind it, ends.
            var space = masks.Space[block];
            var turns = space ^ ((space << 1) | before);
            before = space >> 63;
            for (; turns != 0; turns &= turns - 1)
            {
                var bit = BitOperations.TrailingZeroCount(turns);
                var at = block * 64 + bit;
                if ((space >> bit & 1) == 0)
                {
                    start = at;
                    continue;
                }
                Add(text, start, at, lexicon, ref allShouted);
            }
        }
        SomeShouted = allShouted > 0 && allShouted < Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(ReadOnlySpan<char> text, int start, int end, VaderLexicon lexicon, ref int allShouted)
    {
        var isShouted = IsShouted(start, end);
        var (from, to) = Strip(text, start, end);
        var number = lexicon.Words.Find(masks.Lower, from, to - from);
        if (number == VaderLexicon.Unknown && masks.HasApostrophe && masks.Lower.AsSpan(from, to - from).IndexOf("n't"u8) >= 0)
        {
            number = VaderLexicon.UnknownNegation;
        }
        ref readonly var info = ref lexicon.Info[number];
        if ((info.Flags & WordFlags.InLexicon) != 0)
        {
            candidates[CandidateCount++] = Count;
        }
        if (info.Cue == Cue.But && But < 0)
        {
            But = Count;
        }
        numbers[Count] = number;
        shouted[Count] = isShouted;
        allShouted += isShouted ? 1 : 0;
        Count++;
    }

    private bool IsShouted(int start, int end)
    {
        var length = end - start;
        return length <= 64
            ? Window(masks.Upper, start, length) != 0 && Window(masks.Small, start, length) == 0
            : Any(masks.Upper, start, end) && !Any(masks.Small, start, end);
    }

    private (int From, int To) Strip(ReadOnlySpan<char> text, int start, int end)
    {
        var length = end - start;
        int from = start,
            to = end;
        if (length <= 64)
        {
            var punctuation = Window(masks.Punctuation, start, length);
            if (punctuation == 0)
            {
                return (start, end);
            }
            from += BitOperations.TrailingZeroCount(~punctuation);
            if (from >= end)
            {
                return (start, end);
            }
            to -= BitOperations.LeadingZeroCount(~punctuation << (64 - length));
        }
        else
        {
            while (from < end && IsSet(masks.Punctuation, from))
            {
                from++;
            }
            while (to > from && IsSet(masks.Punctuation, to - 1))
            {
                to--;
            }
        }
        return CodePoints(text[from..to]) <= 2 ? (start, end) : (from, to);
    }

    /// <summary>Counted up to 3: more does not matter here.</summary>
    private static int CodePoints(ReadOnlySpan<char> text)
    {
        if (text.Length is <= 2 or > 4)
        {
            return text.Length == 2 && char.IsSurrogatePair(text[0], text[1]) ? 1 : Math.Min(text.Length, 3);
        }
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            i += i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? 1 : 0;
            count++;
        }
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Window(ulong[] mask, int start, int length)
    {
        var shift = start & 63;
        var bits = mask[start >> 6] >> shift;
        if (shift + length > 64)
        {
            bits |= mask[(start >> 6) + 1] << (64 - shift);
        }
        return length == 64 ? bits : bits & ((1UL << length) - 1);
    }

    private static bool IsSet(ulong[] mask, int at) => (mask[at >> 6] >> (at & 63) & 1) != 0;

    private static bool Any(ulong[] mask, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (IsSet(mask, i))
            {
                return true;
            }
        }
        return false;
    }
}
