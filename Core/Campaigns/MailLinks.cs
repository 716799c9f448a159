using System.Net;
using System.Text;

namespace Core.Campaigns;

/// <summary>A link in an HTML text: where its address stands and where it leads (decoded).</summary>
public sealed record MailLink(int Position, int Length, string Target);

/// <summary>
/// Finds the <c>href</c> of every <c>&lt;a&gt;</c> in HTML that people write: tags in any case, quotes of either kind or none, comments
/// skipped. A scanner and not a tree, because the text must come back unchanged except for the addresses.
/// </summary>
public static class MailLinks
{
    /// <summary>Every href of an anchor, whatever its scheme, in the order of the text.</summary>
    public static IReadOnlyList<MailLink> Anchors(string html)
    {
        var links = new List<MailLink>();
        var position = 0;
        while ((position = html.IndexOf('<', position)) >= 0)
        {
            if (html.AsSpan(position).StartsWith("<!--"))
            {
                var end = html.IndexOf("-->", position + 4, StringComparison.Ordinal);
                position = end < 0 ? html.Length : end + 3;
                continue;
            }
            var isAnchor =
                position + 2 < html.Length
                && html[position + 1] is 'a' or 'A'
                && (char.IsWhiteSpace(html[position + 2]) || html[position + 2] == '/');
            position = ReadTag(html, position + 1, isAnchor ? links : null);
        }
        return links;
    }

    /// <summary>The links that are tracked: http and https only. Positions in this list are what link numbers count.</summary>
    public static IReadOnlyList<MailLink> Tracked(string html) => [.. Anchors(html).Where(l => IsWebAddress(l.Target))];

    /// <summary>Replaces the address of each link; the new text is HTML-encoded.</summary>
    /// <remarks><c>links</c>: As found in the same text.</remarks>
    public static string Replace(string html, IReadOnlyList<MailLink> links, Func<int, string> address)
    {
        var result = new StringBuilder(html.Length + (links.Count * 60));
        var position = 0;
        for (var i = 0; i < links.Count; i++)
        {
            result.Append(html, position, links[i].Position - position).Append(WebUtility.HtmlEncode(address(i)));
            position = links[i].Position + links[i].Length;
        }
        return result.Append(html, position, html.Length - position).ToString();
    }

    /// <summary>An absolute http or https address with a host.</summary>
    public static bool IsWebAddress(string target) =>
        Uri.TryCreate(target, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.Host.Length > 0
        && !target.Any(char.IsControl);

    // Reads the attributes of one tag; an href goes to the list when there is one. Returns the place behind the tag.
    private static int ReadTag(string html, int position, List<MailLink>? links)
    {
        var found = false;
        position = Skip(html, position, c => !char.IsWhiteSpace(c) && c is not ('>' or '/'));
        while (position < html.Length && html[position] != '>')
        {
            position = Skip(html, position, c => char.IsWhiteSpace(c) || c == '/');
            var nameStart = position;
            position = Skip(html, position, c => !char.IsWhiteSpace(c) && c is not ('=' or '>' or '/'));
            var name = html.AsSpan(nameStart, position - nameStart);
            var equals = Skip(html, position, char.IsWhiteSpace);
            if (equals >= html.Length || html[equals] != '=')
            {
                // A lone "=" or quote would otherwise hold the scanner in place.
                position = position == nameStart && position < html.Length && html[position] != '>' ? position + 1 : position;
                continue;
            }
            var (start, end, next) = ReadValue(html, Skip(html, equals + 1, char.IsWhiteSpace));
            position = next;
            if (!found && links is not null && name.Equals("href", StringComparison.OrdinalIgnoreCase))
            {
                found = true;
                links.Add(new MailLink(start, end - start, WebUtility.HtmlDecode(html[start..end]).Trim()));
            }
        }
        return Math.Min(position + 1, html.Length);
    }

    private static (int Start, int EndExclusive, int Next) ReadValue(string html, int position)
    {
        if (position < html.Length && html[position] is '"' or '\'')
        {
            var close = html.IndexOf(html[position], position + 1);
            return close < 0 ? (position + 1, html.Length, html.Length) : (position + 1, close, close + 1);
        }
        var end = Skip(html, position, c => !char.IsWhiteSpace(c) && c != '>');
        return (position, end, end);
    }

    private static int Skip(string html, int position, Func<char, bool> skipped)
    {
        while (position < html.Length && skipped(html[position]))
        {
            position++;
        }
        return position;
    }
}
