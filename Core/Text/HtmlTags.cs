using System.Text;

namespace Core.Text;

/// <summary>Takes tags out of a piece of HTML, in one pass: each part is looked at once, however broken it is.</summary>
internal static class HtmlTags
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Inline = new HashSet<string>(
        [
            "a",
            "abbr",
            "b",
            "big",
            "cite",
            "code",
            "em",
            "font",
            "i",
            "ins",
            "mark",
            "s",
            "small",
            "span",
            "strong",
            "sub",
            "sup",
            "u",
            "wbr",
        ],
        StringComparer.OrdinalIgnoreCase
    ).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>A tag that parts words (a paragraph, a line break) leaves a space.</summary>
    public static string Remove(string text)
    {
        var plain = new StringBuilder(text.Length);
        var unclosed = new HashSet<string>();
        for (var at = 0; at < text.Length; )
        {
            var next = text.IndexOf('<', at);
            if (next < 0)
            {
                plain.Append(text, at, text.Length - at);
                break;
            }
            plain.Append(text, at, next - at);
            at = Skip(text, next, plain, unclosed);
        }
        return plain.ToString();
    }

    /// <returns>Where to go on behind what begins with this &lt;.</returns>
    private static int Skip(string text, int at, StringBuilder plain, HashSet<string> unclosed)
    {
        var rest = text.AsSpan(at + 1);
        if (rest.StartsWith("!--") && Behind(text, at, "-->", unclosed) is { } afterComment)
        {
            return afterComment;
        }
        var isTag = rest.Length > 0 && (char.IsAsciiLetter(rest[0]) || rest[0] is '/' or '!' or '?');
        var end = isTag ? rest.IndexOfAny('<', '>') : -1;
        if (end < 0 || rest[end] == '<')
        {
            // "3 < 4" is text.
            plain.Append('<');
            return at + 1;
        }
        var name = Name(rest[..end]);
        plain.Append(Inline.Contains(name) ? "" : " ");
        foreach (var hidden in (ReadOnlySpan<string>)["script", "style"])
        {
            if (rest[0] != '/' && name.Equals(hidden, StringComparison.OrdinalIgnoreCase))
            {
                // On at its closing tag, which is a tag like any other.
                return Behind(text, at, $"</{hidden}", unclosed) is { } content ? content - hidden.Length - 2 : at + end + 2;
            }
        }
        return at + end + 2;
    }

    private static ReadOnlySpan<char> Name(ReadOnlySpan<char> tag)
    {
        var name = tag.TrimStart('/');
        var length = 0;
        while (length < name.Length && char.IsAsciiLetterOrDigit(name[length]))
        {
            length++;
        }
        return name[..length];
    }

    /// <summary>The place behind the next mark; null when there is none, which is asked once only.</summary>
    private static int? Behind(string text, int from, string mark, HashSet<string> unclosed)
    {
        if (unclosed.Contains(mark))
        {
            return null;
        }
        var found = text.IndexOf(mark, from, StringComparison.OrdinalIgnoreCase);
        if (found >= 0)
        {
            return found + mark.Length;
        }
        unclosed.Add(mark);
        return null;
    }
}
