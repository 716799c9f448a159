using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Core.Text;

/// <summary>The steps, in the order in which they are taken. For sentiment keep the case: capitals count there.</summary>
/// <param name="HtmlTags">Tags and comments go, scripts and styles with their content. Default true.</param>
/// <param name="HtmlEntities"><c>&amp;amp;</c> becomes &amp;. Default true.</param>
/// <param name="Compatibility">Unicode normal form NFKC: ligatures, full-width and combined letters become plain. Default true.</param>
/// <param name="Urls">Addresses of web pages go. Default true.</param>
/// <param name="Mentions"><c>@names</c> go; addresses of e-mail stay. Default true.</param>
/// <param name="ControlCharacters">Control characters become spaces, format characters go, but for the joiner within emoji; line ends and tabs stay. Default true.</param>
/// <param name="LowerCase">Small letters, by no particular culture. Default false.</param>
/// <param name="WhiteSpace">Runs of white space become one space, none at the ends. Default true.</param>
public sealed record TextCleaningOptions(
    bool HtmlTags = true,
    bool HtmlEntities = true,
    bool Compatibility = true,
    bool Urls = true,
    bool Mentions = true,
    bool ControlCharacters = true,
    bool LowerCase = false,
    bool WhiteSpace = true
);

/// <summary>Makes text from outside plain. Time is linear in its length.</summary>
public static partial class TextCleaning
{
    private static readonly TextCleaningOptions Everything = new();

    /// <param name="text">Anything; unpaired surrogates become U+FFFD where Unicode normalisation is asked for.</param>
    /// <param name="options">Default: all steps but small letters.</param>
    public static string Clean(string text, TextCleaningOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        options ??= Everything;
        text = options.HtmlTags && text.Contains('<') ? HtmlTags.Remove(text) : text;
        text = options.HtmlEntities && text.Contains('&') ? WebUtility.HtmlDecode(text) : text;
        text = options.Compatibility && !Ascii.IsValid(text) ? WithoutHalves(text).Normalize(NormalizationForm.FormKC) : text;
        text = options.Urls ? Url().Replace(text, " ") : text;
        text = options.Mentions && text.Contains('@') ? Mention().Replace(text, " ") : text;
        text = options.ControlCharacters ? Format().Replace(Control().Replace(text, " "), "") : text;
        text = options.LowerCase ? text.ToLowerInvariant() : text;
        return options.WhiteSpace ? Space().Replace(text, " ").Trim() : text;
    }

    /// <summary>Half a surrogate pair alone is no character, and normalising refuses it.</summary>
    private static string WithoutHalves(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            plain.Append(rune.ToString());
        }
        return plain.ToString();
    }

    [GeneratedRegex(@"(?<![\w@])(?:https?://|www\.)[^\s<>""]+", RegexOptions.IgnoreCase)]
    private static partial Regex Url();

    [GeneratedRegex(@"(?<![\w.+-])@\w+")]
    private static partial Regex Mention();

    [GeneratedRegex(@"[\p{Cc}-[\s]]")]
    private static partial Regex Control();

    // The joiner holds emoji together.
    [GeneratedRegex(@"[\p{Cf}-[\u200D]]")]
    private static partial Regex Format();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
