using System.Globalization;
using System.Text;

namespace Core.Campaigns;

/// <summary>The encodings of MIME: words in headers (RFC 2047) and quoted-printable bodies (RFC 2045, 6.7).</summary>
internal static class MimeText
{
    private const int LineLength = 76;

    // 42 bytes are 56 characters of base64; with "=?utf-8?B?", "?=" and the name of the header the first line stays below 78.
    private const int BytesPerWord = 42;

    /// <summary>An unstructured header value: as it is when it is short plain ASCII, else encoded words, folded.</summary>
    public static string Header(string value)
    {
        value = WithoutControls(value);
        return IsPlain(value) && value.Length <= 60 && !value.Contains("=?", StringComparison.Ordinal) ? value : EncodedWords(value);
    }

    /// <summary>The name before an address: an atom, a quoted string, or encoded words.</summary>
    public static string DisplayName(string name)
    {
        name = WithoutControls(name);
        if (!IsPlain(name) || name.Length > 200 || name.Contains("=?", StringComparison.Ordinal))
        {
            return EncodedWords(name);
        }
        return name.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '_')
            ? name
            : "\"" + name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
    }

    /// <summary>Quoted-printable UTF-8 with CRLF line ends and lines of 76 characters at most.</summary>
    public static string QuotedPrintable(string text)
    {
        var result = new StringBuilder(text.Length + (text.Length / 8));
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            AppendLine(result, Encoding.UTF8.GetBytes(line));
            result.Append("\r\n");
        }
        return result.ToString();
    }

    private static void AppendLine(StringBuilder result, byte[] line)
    {
        var column = 0;
        for (var i = 0; i < line.Length; i++)
        {
            var isLast = i == line.Length - 1;
            var b = line[i];
            // White space at the end of a line is eaten on the way.
            var plain = b is > 32 and < 127 and not (byte)'=' || (b is (byte)' ' or (byte)'\t' && !isLast);
            var width = plain ? 1 : 3;
            if (column + width > (isLast ? LineLength : LineLength - 1))
            {
                result.Append("=\r\n");
                column = 0;
            }
            if (plain)
            {
                result.Append((char)b);
            }
            else
            {
                result.Append('=').Append(b.ToString("X2", CultureInfo.InvariantCulture));
            }
            column += width;
        }
    }

    private static string EncodedWords(string value)
    {
        var words = new List<string>();
        var buffer = new List<byte>(BytesPerWord);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in value.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(utf8);
            if (buffer.Count + length > BytesPerWord)
            {
                words.Add(Word(buffer));
                buffer.Clear();
            }
            buffer.AddRange(utf8[..length]);
        }
        words.Add(Word(buffer));
        return string.Join("\r\n ", words);
    }

    private static string Word(List<byte> bytes) => $"=?utf-8?B?{Convert.ToBase64String([.. bytes])}?=";

    private static bool IsPlain(string value) => value.All(c => c is >= ' ' and < (char)127);

    private static string WithoutControls(string value) =>
        new string([.. value.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)]).Trim();
}
