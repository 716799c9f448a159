using System.Text.Json;

namespace Data.Sources;

/// <summary>One list of posts: a subreddit's newest, a search in it, or a search everywhere.</summary>
/// <param name="Subreddit">Without "r/", or null for all of Reddit.</param>
/// <param name="Term">What to search for, or null for all posts of the subreddit.</param>
public sealed record RedditListing(string? Subreddit, string? Term)
{
    /// <summary>For the state that is kept, and for people.</summary>
    public string Name =>
        (Subreddit, Term) switch
        {
            (null, _) => $"“{Term}”",
            (_, null) => $"r/{Subreddit}",
            _ => $"“{Term}” in r/{Subreddit}",
        };

    /// <summary>Every subreddit with every term; without terms all its posts, without subreddits a search everywhere.</summary>
    public static IReadOnlyList<RedditListing> Of(IReadOnlyCollection<string> subreddits, IReadOnlyCollection<string> terms) =>
        subreddits.Count == 0
            ? [.. terms.Select(t => new RedditListing(null, t))]
            : [.. subreddits.SelectMany(s => terms.Count == 0 ? [new RedditListing(s, null)] : terms.Select(t => new RedditListing(s, t)))];

    internal string Path(string? after)
    {
        var where = Subreddit is null ? "" : $"/r/{Uri.EscapeDataString(Subreddit)}";
        var what = Term is null
            ? "/new?"
            : $"/search?q={Uri.EscapeDataString(Term)}&sort=new&type=link&{(Subreddit is null ? "" : "restrict_sr=1&")}";
        return $"{where}{what}limit=100&raw_json=1{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}";
    }
}

/// <summary>Reads listings page by page, newest first, until what an earlier run has seen.</summary>
public sealed class RedditReader(RedditClient client)
{
    // Reddit gives about a thousand items of a listing, whatever is asked.
    private const int MostPages = 20;
    private static readonly string[] Gone = ["[deleted]", "[removed]", "[deleted by user]", "[ removed by reddit ]", "[removed by reddit]"];

    /// <summary>Reads one listing.</summary>
    /// <param name="listing">What to read.</param>
    /// <param name="mark">How far it was read before.</param>
    /// <param name="most">Posts of this run.</param>
    /// <param name="page">Given the posts of each page and the mark to keep once they are stored; to be awaited before the next is read.</param>
    /// <param name="cancellation">Ends between two requests or in one.</param>
    /// <exception cref="OutboundException">Reddit refused or could not be reached; the marks given so far are still good.</exception>
    public async Task ReadAsync(
        RedditListing listing,
        RedditMark mark,
        int most,
        Func<IReadOnlyList<RedditPost>, RedditMark, Task> page,
        CancellationToken cancellation
    )
    {
        var taken = 0;
        for (var number = 0; ; number++)
        {
            using var answer = await client.GetAsync(listing.Path(mark.After), cancellation);
            var (items, after) = Items(answer.RootElement);
            var fresh = items.TakeWhile(i => i.Fullname != mark.Seen && !(i.At < mark.SeenAt)).ToList();
            if (mark.After is null && items.Count > 0)
            {
                mark = mark with { Newest = items[0].Fullname, NewestAt = items[0].At };
            }
            var posts = fresh.Where(i => i.Text.Length > 0).Take(most - taken).ToList();
            taken += posts.Count;
            var done = after is null || fresh.Count < items.Count || taken >= most || number + 1 == MostPages;
            mark = done ? new RedditMark(mark.Newest ?? mark.Seen, mark.NewestAt ?? mark.SeenAt) : mark with { After = after };
            await page(posts, mark);
            if (done)
            {
                return;
            }
        }
    }

    private static (List<RedditPost> Items, string? After) Items(JsonElement root)
    {
        if (!root.TryGetProperty("data", out var data) || !data.TryGetProperty("children", out var children))
        {
            throw new OutboundException("Reddit's answer is not a listing.");
        }
        var items = children.EnumerateArray().Select(c => c.GetProperty("data")).Select(Post).ToList();
        var after = Text(data, "after");
        return (items, after.Length == 0 || items.Count == 0 ? null : after);
    }

    /// <summary>With an empty text when the author or a moderator took it away.</summary>
    private static RedditPost Post(JsonElement item)
    {
        var (title, body) = (Text(item, "title"), Text(item, "selftext"));
        var gone = IsGone(title) || IsGone(body) || Text(item, "removed_by_category").Length > 0;
        var seconds = item.TryGetProperty("created_utc", out var created) && created.TryGetDouble(out var told) ? told : 0;
        return new RedditPost(
            Text(item, "name"),
            Text(item, "subreddit"),
            DateTimeOffset.FromUnixTimeSeconds((long)seconds),
            gone ? ""
                : body.Length > 0 ? $"{title}\n{body}"
                : title,
            $"https://www.reddit.com{Text(item, "permalink")}"
        );
    }

    private static bool IsGone(string text) => Gone.Contains(text.Trim(), StringComparer.OrdinalIgnoreCase);

    private static string Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
