using System.Globalization;
using System.Text;

namespace Core.Text;

/// <summary>
/// Counts emoji as people see them. Source: Unicode Technical Standard 51, "Unicode Emoji", section 1.4, and Extended_Pictographic in
/// emoji-data.txt of Unicode 15; what follows one within its grapheme cluster (skin tone, joined parts, second half of a flag) belongs to it.
/// </summary>
public static class EmojiCount
{
    private const char EmojiStyle = '\uFE0F',
        Keycap = '\u20E3';

    /// <summary>Signs that are text unless a variation selector says otherwise: ©, ®, ‼, ⁉, ™, ℹ and arrows.</summary>
    private static readonly (int First, int Last)[] TextSigns =
    [
        (0xA9, 0xA9),
        (0xAE, 0xAE),
        (0x203C, 0x203C),
        (0x2049, 0x2049),
        (0x2122, 0x2122),
        (0x2139, 0x2139),
        (0x2194, 0x2199),
        (0x21A9, 0x21AA),
        (0x2934, 0x2935),
        (0x2B05, 0x2B07),
        (0x3030, 0x3030),
        (0x303D, 0x303D),
    ];

    private static readonly (int First, int Last)[] Pictographs =
    [
        (0x231A, 0x231B),
        (0x2328, 0x2328),
        (0x23CF, 0x23CF),
        (0x23E9, 0x23F3),
        (0x23F8, 0x23FA),
        (0x24C2, 0x24C2),
        (0x25AA, 0x25AB),
        (0x25B6, 0x25B6),
        (0x25C0, 0x25C0),
        (0x25FB, 0x25FE),
        (0x2600, 0x2605),
        (0x2607, 0x2612),
        (0x2614, 0x2685),
        (0x2690, 0x2705),
        (0x2708, 0x2712),
        (0x2714, 0x2714),
        (0x2716, 0x2716),
        (0x271D, 0x271D),
        (0x2721, 0x2721),
        (0x2728, 0x2728),
        (0x2733, 0x2734),
        (0x2744, 0x2744),
        (0x2747, 0x2747),
        (0x274C, 0x274C),
        (0x274E, 0x274E),
        (0x2753, 0x2755),
        (0x2757, 0x2757),
        (0x2763, 0x2767),
        (0x2795, 0x2797),
        (0x27A1, 0x27A1),
        (0x27B0, 0x27B0),
        (0x27BF, 0x27BF),
        (0x2B1B, 0x2B1C),
        (0x2B50, 0x2B50),
        (0x2B55, 0x2B55),
        (0x3297, 0x3297),
        (0x3299, 0x3299),
        (0x1F000, 0x1F0FF),
        (0x1F12F, 0x1F12F),
        (0x1F16C, 0x1F171),
        (0x1F17E, 0x1F17F),
        (0x1F18E, 0x1F18E),
        (0x1F191, 0x1F19A),
        (0x1F1E6, 0x1F1FF), // letters that make flags
        (0x1F201, 0x1F20F),
        (0x1F21A, 0x1F21A),
        (0x1F22F, 0x1F22F),
        (0x1F232, 0x1F23A),
        (0x1F249, 0x1F53D),
        (0x1F546, 0x1F64F),
        (0x1F680, 0x1F6FF),
        (0x1F7D5, 0x1F7FF),
        (0x1F90C, 0x1F93A),
        (0x1F93C, 0x1F945),
        (0x1F947, 0x1FAFF),
    ];

    public static int Of(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (var i = 0; i < text.Length; )
        {
            if (text[i] < 0x80 || Rune.DecodeFromUtf16(text[i..], out var rune, out var length) != System.Buffers.OperationStatus.Done)
            {
                i++;
                continue;
            }
            var isSign = In(TextSigns, rune.Value) && i + length < text.Length && text[i + length] == EmojiStyle;
            if (rune.Value == Keycap || isSign || In(Pictographs, rune.Value))
            {
                count++;
                length = StringInfo.GetNextTextElementLength(text[i..]);
            }
            i += length;
        }
        return count;
    }

    /// <summary>Ranges in order; found by halving.</summary>
    private static bool In((int First, int Last)[] ranges, int codePoint)
    {
        var (low, high) = (0, ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (codePoint < ranges[middle].First)
            {
                high = middle - 1;
            }
            else if (codePoint > ranges[middle].Last)
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }
        return false;
    }
}
