namespace Data.Sources;

/// <summary>How this program is known to Reddit's API.</summary>
public sealed record RedditOptions
{
    /// <summary>Of an app of type "script" or "web app" (reddit.com/prefs/apps). Empty: the sample is used.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>Belongs to <see cref="ClientId"/>.</summary>
    public string ClientSecret { get; init; } = "";

    /// <summary>Reddit asks for platform:app:version (by /u/name).</summary>
    public string UserAgent { get; init; } = "server:customer-segmentation:1.0";

    /// <summary>Where listings are read.</summary>
    public Uri BaseUrl { get; init; } = new("https://oauth.reddit.com");

    /// <summary>Where tokens come from.</summary>
    public Uri TokenUrl { get; init; } = new("https://www.reddit.com/api/v1/access_token");

    /// <summary>Whether the real API can be asked.</summary>
    public bool HasCredentials => ClientId.Length > 0 && ClientSecret.Length > 0;
}

/// <summary>A post or a comment.</summary>
/// <param name="Fullname">Reddit's id: t3_… a post, t1_… a comment.</param>
/// <param name="Subreddit">Without "r/".</param>
/// <param name="At">UTC.</param>
/// <param name="Text">Title and text of a post; text of a comment.</param>
/// <param name="Url">Where it can be read.</param>
public sealed record RedditPost(string Fullname, string Subreddit, DateTimeOffset At, string Text, string Url);

/// <summary>How far one listing was read; kept between runs, and between the pages of one run.</summary>
/// <param name="Seen">Fullname of the newest item of the last whole run.</param>
/// <param name="SeenAt">Its time: the item itself may be gone by the next run.</param>
/// <param name="After">Where this run goes on; null when none is under way.</param>
/// <param name="Newest">Fullname of the newest item of this run.</param>
/// <param name="NewestAt">Its time.</param>
public sealed record RedditMark(
    string? Seen = null,
    DateTimeOffset? SeenAt = null,
    string? After = null,
    string? Newest = null,
    DateTimeOffset? NewestAt = null
);
