namespace Data.Sources;

/// <summary>
/// How deep the elements of a page nest, told before it is parsed: a tree builder's time grows with depth times length, so a page that
/// never closes what it opens would hold a processor for minutes.
/// </summary>
internal static class WebNesting
{
    /// <summary>Real pages stay below a hundred.</summary>
    public const int Most = 1_000;

    // These never hold anything, or end by themselves where the next one begins.
    private static readonly HashSet<string> Uncounted = new(StringComparer.OrdinalIgnoreCase)
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "tfoot",
        "option",
        "optgroup",
        "html",
        "head",
        "body",
    };

    private static readonly HashSet<string> Shapes = new(StringComparer.OrdinalIgnoreCase)
    {
        "path",
        "circle",
        "rect",
        "line",
        "polyline",
        "polygon",
        "ellipse",
        "use",
        "stop",
        "image",
        "animate",
    };

    /// <summary>Whether more elements than <see cref="Most"/> are open at some place. Linear in the page's length.</summary>
    public static bool IsTooDeep(string html)
    {
        var open = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var depth = 0;
        for (var at = html.IndexOf('<'); at >= 0 && at + 1 < html.Length; at = html.IndexOf('<', at + 1))
        {
            if (html.AsSpan(at).StartsWith("<!--"))
            {
                if (html.IndexOf("-->", at + 4, StringComparison.Ordinal) is var end and >= 0)
                {
                    at = end;
                }
                continue;
            }
            var closes = html[at + 1] == '/';
            var name = NameAt(html, at + (closes ? 2 : 1));
            if (name.Length == 0 || Uncounted.Contains(name))
            {
                continue;
            }
            if (closes)
            {
                if (open.GetValueOrDefault(name) > 0)
                {
                    open[name]--;
                    depth--;
                }
            }
            else if (name is "script" or "style")
            {
                var end = html.IndexOf($"</{name}", at, StringComparison.OrdinalIgnoreCase);
                at = end < 0 ? html.Length - 1 : end;
            }
            else if (!(Shapes.Contains(name) && open.GetValueOrDefault("svg") > 0 && IsSelfClosed(html, at)))
            {
                open[name] = open.GetValueOrDefault(name) + 1;
                if (++depth > Most)
                {
                    return true;
                }
            }
        }
        return false;
    }

    private static string NameAt(string html, int start)
    {
        var end = start;
        while (end < html.Length && end - start < 40 && (char.IsAsciiLetterOrDigit(html[end]) || (end > start && html[end] is '-' or ':')))
        {
            end++;
        }
        return end > start && char.IsAsciiLetter(html[start]) ? html[start..end] : "";
    }

    private static bool IsSelfClosed(string html, int at) => html.IndexOf('>', at) is > 0 and var end && html[end - 1] == '/';
}
