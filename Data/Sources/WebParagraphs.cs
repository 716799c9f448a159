using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Data.Sources;

/// <summary>What a page says: its paragraphs, and when it was published.</summary>
/// <param name="Published">As the page says; null when it does not.</param>
/// <param name="Texts">In the order of the page, white space collapsed, each once.</param>
public sealed partial record WebParagraphs(DateTimeOffset? Published, IReadOnlyList<string> Texts)
{
    private const int LongestParagraph = 20_000;

    // For <br>; two in a row end a paragraph. A page's own U+2028 would mean no more than white space.
    private const char LineBreak = '\u2028';
    private static readonly DateTimeOffset Earliest = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Not the page's own words, or not words at all.
    private static readonly HashSet<string> Dropped = new(StringComparer.OrdinalIgnoreCase)
    {
        "script",
        "style",
        "nav",
        "form",
        "template",
        "noscript",
        "head",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "button",
        "select",
        "textarea",
        "input",
        "footer",
        "dialog",
    };

    // These stand within a line; any other element ends the paragraph before it and begins another.
    private static readonly HashSet<string> Inline = new(StringComparer.OrdinalIgnoreCase)
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "br",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    };

    private static readonly string[] PublishedNames =
    [
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "date",
        "pubdate",
        "publishdate",
        "dc.date",
        "dc.date.issued",
        "dcterms.created",
        "parsely-pub-date",
    ];

    /// <summary>Of a page in HTML.</summary>
    /// <param name="html">The page.</param>
    /// <param name="leastWords">Shorter paragraphs are left out.</param>
    /// <param name="fetched">A publication later than a day after this is not believed.</param>
    /// <param name="cancellation">Ends the parsing of a page that was made to be slow.</param>
    /// <exception cref="OutboundException">The page was made to be slow.</exception>
    public static async Task<WebParagraphs> OfHtmlAsync(string html, int leastWords, DateTimeOffset fetched, CancellationToken cancellation)
    {
        if (WebNesting.IsTooDeep(html))
        {
            throw new OutboundException("The page nests its elements too deeply to be read.");
        }
        var parser = new HtmlParser(new HtmlParserOptions { IsScripting = false });
        using var document = await parser.ParseDocumentAsync(html, cancellation);
        return new WebParagraphs(
            Publication(document, fetched),
            Collect(Blocks(document).SelectMany(b => EmptyLine().Split(b)), leastWords)
        );
    }

    /// <summary>Of a plain text: paragraphs end with an empty line.</summary>
    public static WebParagraphs OfText(string text, int leastWords) =>
        new(null, Collect(text.ReplaceLineEndings("\n").Split("\n\n"), leastWords));

    private static List<string> Collect(IEnumerable<string> blocks, int leastWords)
    {
        List<string> texts = [];
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var block in blocks)
        {
            var words = block.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            var text = string.Join(' ', words);
            if (words.Length >= leastWords && text.Length <= LongestParagraph && seen.Add(text))
            {
                texts.Add(text);
            }
        }
        return texts;
    }

    // Without recursion: a page may nest a hundred thousand elements in order to exhaust the stack.
    private static IEnumerable<string> Blocks(IDocument document)
    {
        var block = new StringBuilder();
        INode? node = document.Body;
        var down = true;
        while (node is not null && (down || node != document.Body))
        {
            if (down && node is IText text)
            {
                block.Append(text.Data);
            }
            if (down && node is IElement { LocalName: "br" })
            {
                block.Append(LineBreak);
            }
            if (node is IElement element && !Inline.Contains(element.LocalName) && block.Length > 0)
            {
                yield return block.ToString();
                block.Clear();
            }
            if (down && node.FirstChild is { } child && !(node is IElement e && IsDropped(e)))
            {
                node = child;
            }
            else if (node != document.Body && node.NextSibling is { } next)
            {
                (node, down) = (next, true);
            }
            else
            {
                (node, down) = (node.Parent, false);
            }
        }
        yield return block.ToString();
    }

    private static bool IsDropped(IElement element) =>
        Dropped.Contains(element.LocalName)
        || element.HasAttribute("hidden")
        || element.GetAttribute("aria-hidden") == "true"
        || element.GetAttribute("role") is "navigation" or "search" or "banner" or "contentinfo";

    private static DateTimeOffset? Publication(IDocument document, DateTimeOffset fetched)
    {
        var metas = document
            .All.Where(e => e.LocalName == "meta")
            .Select(m =>
                (Name: m.GetAttribute("property") ?? m.GetAttribute("name") ?? m.GetAttribute("itemprop"), Time: m.GetAttribute("content"))
            )
            .Where(m => m.Name is not null && PublishedNames.Contains(m.Name.ToLowerInvariant()))
            .Select(m => m.Time);
        var times = document.All.Where(e => e.LocalName == "time").Select(e => e.GetAttribute("datetime"));
        return metas.Concat(times).Select(t => Time(t, fetched)).FirstOrDefault(t => t is not null);
    }

    private static DateTimeOffset? Time(string? text, DateTimeOffset fetched) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        && time >= Earliest
        && time <= fetched.AddDays(1)
            ? time.ToUniversalTime()
            : null;

    [GeneratedRegex(@"\u2028\s*\u2028")]
    private static partial Regex EmptyLine();
}
