using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Data.Sources;

/// <summary>Decodes a page: byte order mark, then the header's character set, then the page's own, then UTF-8, then Windows-1252 (WHATWG HTML, 13.2.3).</summary>
public static partial class WebText
{
    private const int Prescan = 1024;

    static WebText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The page as text. Bytes that the character set does not have become U+FFFD.</summary>
    public static string Decode(byte[] body, MediaTypeHeaderValue? contentType)
    {
        var (marked, skip) = Marked(body);
        var encoding =
            marked ?? Named(contentType?.CharSet) ?? Named(Meta(body)) ?? (IsUtf8(body) ? Encoding.UTF8 : Encoding.GetEncoding(1252));
        return encoding.GetString(body.AsSpan(skip));
    }

    private static (Encoding? Encoding, int Skip) Marked(byte[] body) =>
        body switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            _ => (null, 0),
        };

    /// <summary>A name that nobody knows is as good as none. UTF-7 is refused: it can hide markup.</summary>
    private static Encoding? Named(string? name)
    {
        name = name?.Trim('"', '\'', ' ');
        if (string.IsNullOrEmpty(name) || name.Equals("utf-7", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
        try
        {
            // The web reads Latin-1 as Windows-1252 (WHATWG Encoding, 4.2).
            return name.ToLowerInvariant() is "iso-8859-1" or "latin1" or "us-ascii" or "ascii"
                ? Encoding.GetEncoding(1252)
                : Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string? Meta(byte[] body)
    {
        var match = MetaCharset().Match(Encoding.Latin1.GetString(body, 0, Math.Min(Prescan, body.Length)));
        // A page that could be read as far as here is not in two bytes a letter, whatever it says.
        return !match.Success ? null
            : match.Groups[1].Value.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase) ? "utf-8"
            : match.Groups[1].Value;
    }

    private static bool IsUtf8(byte[] body) => System.Text.Unicode.Utf8.IsValid(body);

    [GeneratedRegex("""<meta[^>]{0,300}?charset\s*=\s*["']?([A-Za-z0-9_:.-]{1,40})""", RegexOptions.IgnoreCase)]
    private static partial Regex MetaCharset();
}
