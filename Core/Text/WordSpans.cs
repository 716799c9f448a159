namespace Core.Text;

/// <summary>
/// The words of a text: runs of letters, digits, marks and underscores, with apostrophes between letters ("don't"); a possessive 's is no
/// part of the word. As written, in their order.
/// </summary>
public ref struct WordSpans(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> text = text;
    private int at;

    public ReadOnlySpan<char> Current { get; private set; }

    public readonly WordSpans GetEnumerator() => this;

    public bool MoveNext()
    {
        while (at < text.Length && !IsWordCharacter(at, out _))
        {
            at++;
        }
        if (at >= text.Length)
        {
            return false;
        }
        var start = at;
        while (at < text.Length)
        {
            if (IsWordCharacter(at, out var length))
            {
                at += length;
            }
            else if (IsApostrophe(text[at]) && at + 1 < text.Length && IsWordCharacter(at + 1, out length))
            {
                at += 1 + length;
            }
            else
            {
                break;
            }
        }
        var word = text[start..at];
        var isPossessive = word.Length > 2 && word[^1] is 's' or 'S' && IsApostrophe(word[^2]);
        Current = isPossessive ? word[..^2] : word;
        return true;
    }

    internal static bool IsApostrophe(char c) => c is '\'' or '’';

    private readonly bool IsWordCharacter(int i, out int length)
    {
        var c = text[i];
        length = 1;
        if (char.IsAscii(c))
        {
            return char.IsAsciiLetterOrDigit(c) || c == '_';
        }
        if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
        {
            length = 2;
            return System.Text.Rune.IsLetterOrDigit(new System.Text.Rune(c, text[i + 1]));
        }
        return char.IsLetterOrDigit(c)
            || char.GetUnicodeCategory(c)
                is System.Globalization.UnicodeCategory.NonSpacingMark
                    or System.Globalization.UnicodeCategory.SpacingCombiningMark;
    }
}
