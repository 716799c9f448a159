using System.Globalization;
using System.Text;

namespace Core.Cleaning;

/// <summary>
/// One way to write the same text: Unicode NFC (Unicode Standard Annex 15), every run of spaces, tabs, line breaks and other
/// control characters a single space, none at the ends. Case is left alone; see the rule for spellings of categories.
/// </summary>
public static class CleanText
{
    /// <summary>The normalised text; the same instance when there was nothing to do.</summary>
    public static string Of(string text)
    {
        if (IsClean(text))
        {
            return text;
        }
        var normal = IsAscii(text) || !IsWellFormed(text) ? text : text.Normalize(NormalizationForm.FormC);
        StringBuilder kept = new(normal.Length);
        var gap = false;
        foreach (var c in normal)
        {
            if (IsGap(c))
            {
                gap = kept.Length > 0;
                continue;
            }
            if (gap)
            {
                kept.Append(' ');
                gap = false;
            }
            kept.Append(c);
        }
        // Clean text in another script takes the long way, and is what it was.
        return kept.Length == text.Length && kept.Equals(text) ? text : kept.ToString();
    }

    /// <summary>
    /// The text with the replacement character U+FFFD for each NUL, which the text of a database can't hold; the same instance when
    /// there was none.
    /// </summary>
    public static string WithoutNul(string text) => text.Replace('\0', '\uFFFD');

    // Most fields are short, ASCII and clean already.
    private static bool IsClean(string text)
    {
        var before = ' ';
        foreach (var c in text)
        {
            if (c >= 0x7F || (c < ' ') || (c == ' ' && before == ' '))
            {
                return false;
            }
            before = c;
        }
        return text.Length == 0 || before != ' ';
    }

    private static bool IsAscii(string text) => Ascii.IsValid(text);

    // A lone half of a pair can't be normalised; the database's driver replaces it.
    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }
        return true;
    }

    // Zero-width joiners hold emoji together, so they stay.
    private static bool IsGap(char c) =>
        c is ' ' or '\u00A0' or '\uFEFF'
        || char.IsControl(c)
        || (
            c > 0x7F
            && CharUnicodeInfo.GetUnicodeCategory(c)
                is UnicodeCategory.SpaceSeparator
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator
        );
}
