using System.Net;
using System.Text.RegularExpressions;

namespace Core.Campaigns;

/// <summary>Makes the plain-text part of a message from its HTML.</summary>
public static partial class PlainText
{
    /// <summary>Paragraphs become lines, list items get a dash, a link shows its address behind its words.</summary>
    public static string FromHtml(string html)
    {
        var text = Invisible().Replace(html, "");
        text = Anchor().Replace(text, AnchorText);
        text = Spaces().Replace(text, " ");
        text = ListItem().Replace(text, "\n- ");
        text = LineBreak().Replace(text, "\n");
        text = Block().Replace(text, "\n\n");
        text = WebUtility.HtmlDecode(Tag().Replace(text, ""));
        var lines = text.Split('\n').Select(l => l.Trim());
        return BlankLines().Replace(string.Join('\n', lines), "\n\n").Trim() + "\n";
    }

    private static string AnchorText(Match match)
    {
        var words = Tag().Replace(match.Groups["words"].Value, "").Trim();
        var links = MailLinks.Anchors(match.Value);
        var target = links.Count > 0 ? links[0].Target : "";
        var encoded = WebUtility.HtmlEncode(target);
        return target.Length == 0 || target == WebUtility.HtmlDecode(words) ? words
            : words.Length == 0 ? encoded
            : $"{words} ({encoded})";
    }

    [GeneratedRegex(@"<!--.*?-->|<(head|style|script|title)\b.*?</\1\s*>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Invisible();

    [GeneratedRegex("""<a\s(?:[^>"']|"[^"]*"|'[^']*')*>(?<words>.*?)</a\s*>""", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Anchor();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"<li\b[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex ListItem();

    [GeneratedRegex(@"<br\s*/?>|</(tr|li)\s*>", RegexOptions.IgnoreCase)]
    private static partial Regex LineBreak();

    [GeneratedRegex(@"</?(p|div|h[1-6]|ul|ol|table|blockquote|section|article|header|footer|hr)\b[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Block();

    [GeneratedRegex("""<[a-z/!](?:[^>"']|"[^"]*"|'[^']*')*>""", RegexOptions.IgnoreCase)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex BlankLines();
}
