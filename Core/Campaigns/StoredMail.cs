using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Core.Campaigns;

/// <summary>A message read back from its bytes, to show it to a person. Reads what <see cref="MailMessage"/> writes.</summary>
public sealed partial class StoredMail
{
    private readonly Dictionary<string, string> headers;
    private readonly string body;

    private StoredMail(Dictionary<string, string> headers, string body)
    {
        this.headers = headers;
        this.body = body;
    }

    public string From => this["From"];

    public string To => this["To"];

    public string Subject => this["Subject"];

    public string MessageId => this["Message-ID"].Trim('<', '>');

    /// <summary>The headers in plain words (decoded, unfolded), in the order of the message.</summary>
    public IReadOnlyDictionary<string, string> Headers => headers;

    public DateTimeOffset? Date =>
        DateTimeOffset.TryParseExact(
            this["Date"],
            "ddd, dd MMM yyyy HH:mm:ss zzz",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var date
        )
            ? date
            : null;

    /// <summary>A header's value, empty when the message has none of that name.</summary>
    public string this[string header] => headers.GetValueOrDefault(header, "");

    /// <summary>Reads a message, or only its head when the bytes end there.</summary>
    public static StoredMail Read(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.ASCII.GetString(bytes);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var head = Folding().Replace(end < 0 ? text : text[..end], " ");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in head.Split("\r\n"))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                headers.TryAdd(line[..colon], Decode(line[(colon + 1)..].Trim()));
            }
        }
        return new StoredMail(headers, end < 0 ? "" : text[(end + 4)..]);
    }

    /// <summary>The part of a type (text/html, text/plain), or null when the message has none.</summary>
    public string? Part(string type)
    {
        var boundary = Boundary().Match(this["Content-Type"]).Groups[1].Value;
        if (boundary.Length == 0)
        {
            return null;
        }
        foreach (var part in ("\r\n" + body).Split("\r\n--" + boundary))
        {
            var headEnd = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (headEnd > 0 && part[..headEnd].Contains("Content-Type: " + type, StringComparison.OrdinalIgnoreCase))
            {
                return Unquote(part[(headEnd + 4)..]);
            }
        }
        return null;
    }

    private static string Unquote(string text)
    {
        text = text.Replace("=\r\n", "", StringComparison.Ordinal);
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (
                text[i] == '='
                && i + 2 < text.Length
                && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var b)
            )
            {
                bytes.Add(b);
                i += 2;
            }
            else
            {
                bytes.Add((byte)text[i]);
            }
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static string Decode(string value) =>
        EncodedWord()
            .Replace(
                BetweenWords().Replace(value, ""),
                m =>
                {
                    var buffer = new byte[m.Length];
                    return Convert.TryFromBase64String(m.Groups[1].Value, buffer, out var n)
                        ? Encoding.UTF8.GetString(buffer, 0, n)
                        : m.Value;
                }
            );

    [GeneratedRegex(@"\r\n[ \t]+")]
    private static partial Regex Folding();

    [GeneratedRegex(@"(?<=\?=)[ \t]+(?==\?)")]
    private static partial Regex BetweenWords();

    [GeneratedRegex(@"=\?utf-8\?B\?([A-Za-z0-9+/=]*)\?=", RegexOptions.IgnoreCase)]
    private static partial Regex EncodedWord();

    [GeneratedRegex("boundary=\"([^\"]+)\"")]
    private static partial Regex Boundary();
}
