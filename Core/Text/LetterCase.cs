using System.Globalization;
using System.Text;

namespace Core.Text;

/// <summary>
/// Upper and lower case and space as Unicode's derived properties define them (and Python's isupper, split): more than the general
/// categories that <see cref="Rune"/> tells, as circled letters, Roman numerals and superscripts have case too.
/// Source: Unicode 15, PropList.txt, Other_Uppercase and Other_Lowercase.
/// </summary>
internal static class LetterCase
{
    private static readonly (int First, int Last)[] OtherUpper =
    [
        (0x2160, 0x216F),
        (0x24B6, 0x24CF),
        (0x1F130, 0x1F149),
        (0x1F150, 0x1F169),
        (0x1F170, 0x1F189),
    ];

    private static readonly (int First, int Last)[] OtherLower =
    [
        (0xAA, 0xAA),
        (0xBA, 0xBA),
        (0x2B0, 0x2B8),
        (0x2C0, 0x2C1),
        (0x2E0, 0x2E4),
        (0x345, 0x345),
        (0x37A, 0x37A),
        (0x10FC, 0x10FC),
        (0x1D2C, 0x1D6A),
        (0x1D78, 0x1D78),
        (0x1D9B, 0x1DBF),
        (0x2071, 0x2071),
        (0x207F, 0x207F),
        (0x2090, 0x209C),
        (0x2170, 0x217F),
        (0x24D0, 0x24E9),
        (0x2C7C, 0x2C7D),
        (0xA69C, 0xA69D),
        (0xA770, 0xA770),
        (0xA7F2, 0xA7F4),
        (0xA7F8, 0xA7F9),
        (0xAB5C, 0xAB5F),
        (0xAB69, 0xAB69),
        (0x10780, 0x10780),
        (0x10783, 0x10785),
        (0x10787, 0x107B0),
        (0x107B2, 0x107BA),
        (0x1E030, 0x1E06D),
    ];

    public static bool IsUpper(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.UppercaseLetter || In(OtherUpper, rune);

    /// <summary>Lower case, or title case, which is not upper either.</summary>
    public static bool IsLowerOrTitle(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter || In(OtherLower, rune);

    /// <summary>Beyond ASCII.</summary>
    public static bool IsWideSpace(char c) => c >= 0x80 && char.IsWhiteSpace(c);

    private static bool In((int First, int Last)[] ranges, Rune rune)
    {
        foreach (var (first, last) in ranges)
        {
            if (rune.Value >= first && rune.Value <= last)
            {
                return true;
            }
        }
        return false;
    }
}
