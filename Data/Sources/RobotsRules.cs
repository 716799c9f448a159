using System.Globalization;
using System.Text;

namespace Data.Sources;

/// <summary>
/// What a site's robots.txt allows, by RFC 9309: groups for this program's product token, else for all; the longest matching rule wins,
/// Allow on a tie; * and $ in paths. Crawl-delay, which is no part of the RFC, is honoured.
/// </summary>
public sealed class RobotsRules
{
    /// <summary>More than this is not parsed (RFC 9309, 2.5: at least 500 KiB).</summary>
    public const int MostBytes = 500 << 10;

    private readonly List<(string Path, bool Allow)> rules;

    private RobotsRules(List<(string Path, bool Allow)> rules, TimeSpan? delay)
    {
        this.rules = rules;
        Delay = delay;
    }

    /// <summary>Everything may be read: there is no robots.txt (any 4xx; RFC 9309, 2.3.1.3).</summary>
    public static RobotsRules AllowAll { get; } = new([], null);

    /// <summary>Nothing may be read: the server fails (5xx) or can't be reached (2.3.1.4).</summary>
    /// <param name="problem">What happened, for people.</param>
    public static RobotsRules Unreachable(string problem) => new([("/", false)], null) { Problem = problem };

    /// <summary>Why the rules are not known, or null when they are.</summary>
    public string? Problem { get; private init; }

    /// <summary>Between two requests, or null when the site asks for none.</summary>
    public TimeSpan? Delay { get; }

    /// <summary>Reads a robots.txt; whatever can't be understood is left out.</summary>
    /// <param name="text">The file, UTF-8.</param>
    /// <param name="productToken">The name of this program; case does not matter.</param>
    public static RobotsRules Parse(ReadOnlySpan<byte> text, string productToken)
    {
        Group? own = null;
        Group? all = null;
        List<Group> current = [];
        var inRules = true;
        var content = Encoding.UTF8.GetString(text[..Math.Min(text.Length, MostBytes)]).TrimStart('\uFEFF');
        foreach (var raw in content.Split('\r', '\n'))
        {
            var line = (raw.IndexOf('#') is var hash and >= 0 ? raw[..hash] : raw).Trim();
            if (line.IndexOf(':') is not (> 0 and var colon))
            {
                continue;
            }
            var (key, value) = (line[..colon].TrimEnd().ToLowerInvariant(), line[(colon + 1)..].TrimStart());
            if (key == "user-agent")
            {
                // A user agent after rules begins a new group; several in a row share one.
                if (inRules)
                {
                    (current, inRules) = ([], false);
                }
                if (value == "*")
                {
                    current.Add(all ??= new Group());
                }
                else if (Token(value).Equals(productToken, StringComparison.OrdinalIgnoreCase))
                {
                    current.Add(own ??= new Group());
                }
            }
            else if (key is "allow" or "disallow")
            {
                inRules = true;
                if (value.Length > 0)
                {
                    current.ForEach(g => g.Rules.Add((Normal(value), key == "allow")));
                }
            }
            else if (key == "crawl-delay")
            {
                inRules = true;
                if (double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 1e6)
                {
                    current.ForEach(g => g.Delay = TimeSpan.FromSeconds(seconds));
                }
            }
        }
        var chosen = own ?? all;
        return chosen is null ? AllowAll : new RobotsRules(chosen.Rules, chosen.Delay);
    }

    /// <summary>Whether this page may be read.</summary>
    public bool Allows(Uri url)
    {
        var path = Normal(url.PathAndQuery);
        if (path == "/robots.txt")
        {
            return true;
        }
        var (longest, allowed) = (-1, true);
        foreach (var (rule, allow) in rules)
        {
            if (rule.Length >= longest && Matches(rule, path))
            {
                allowed = rule.Length > longest ? allow : allowed || allow;
                longest = rule.Length;
            }
        }
        return allowed;
    }

    private static string Token(string value)
    {
        var end = value.AsSpan().IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-");
        return end < 0 ? value : value[..end];
    }

    /// <summary>Parts between stars are found one after the other, each as early as possible: linear, whatever the pattern.</summary>
    private static bool Matches(string rule, string path)
    {
        var anchored = rule.EndsWith('$');
        var parts = (anchored ? rule[..^1] : rule).Split('*');
        if (!path.StartsWith(parts[0], StringComparison.Ordinal))
        {
            return false;
        }
        var at = parts[0].Length;
        for (var i = 1; i < parts.Length; i++)
        {
            var last = anchored && i == parts.Length - 1;
            var found = last
                ? (
                    path.Length - parts[i].Length >= at && path.EndsWith(parts[i], StringComparison.Ordinal)
                        ? path.Length - parts[i].Length
                        : -1
                )
                : path.IndexOf(parts[i], at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }
            at = found + parts[i].Length;
        }
        return !anchored || at == path.Length;
    }

    /// <summary>One way of writing a path (RFC 9309, 2.2.2): letters and the like plain, all else beyond ASCII as %XX with large letters.</summary>
    private static string Normal(string path)
    {
        var normal = new StringBuilder(path.Length);
        Span<byte> utf8 = stackalloc byte[4];
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] == '%' && i + 2 < path.Length && char.IsAsciiHexDigit(path[i + 1]) && char.IsAsciiHexDigit(path[i + 2]))
            {
                var value = (char)Convert.ToInt32(path.Substring(i + 1, 2), 16);
                _ =
                    char.IsAsciiLetterOrDigit(value) || value is '-' or '.' or '_' or '~'
                        ? normal.Append(value)
                        : normal.Append('%').Append(((int)value).ToString("X2", CultureInfo.InvariantCulture));
                i += 2;
            }
            else if (path[i] > 0x7E && Rune.TryGetRuneAt(path, i, out var rune))
            {
                foreach (var octet in utf8[..rune.EncodeToUtf8(utf8)])
                {
                    normal.Append('%').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
                }
                i += rune.Utf16SequenceLength - 1;
            }
            else
            {
                normal.Append(path[i]);
            }
        }
        return normal.ToString();
    }

    private sealed class Group
    {
        public List<(string Path, bool Allow)> Rules { get; } = [];

        public TimeSpan? Delay { get; set; }
    }
}
