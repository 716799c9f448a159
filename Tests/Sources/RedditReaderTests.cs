using Data.Sources;
using Xunit;

namespace Tests.Sources;

/// <summary>Against a server of our own that behaves like Reddit's API on good and bad days.</summary>
public sealed class RedditReaderTests : IClassFixture<LocalSite>
{
    private static readonly RedditListing Shops = new("shops", null);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(19);
    private readonly LocalSite site;
    private readonly RedditServer reddit = new();
    private readonly QuickTime time = new(Patience);

    public RedditReaderTests(LocalSite site)
    {
        this.site = site;
        site.Answer = reddit.AnswerAsync;
    }

    private RedditClient Client()
    {
        var outbound = site.Options("reddit.test") with { Patience = Patience };
        var options = new RedditOptions
        {
            ClientId = "id",
            ClientSecret = "secret",
            UserAgent = "test:segments:1 (by /u/nobody)",
            BaseUrl = site.At("/", "reddit.test"),
            TokenUrl = site.At("/api/v1/access_token", "reddit.test"),
        };
        return new RedditClient(new OutboundGuard(outbound, LocalSite.HereAsync), outbound, options, time);
    }

    private async Task<(List<RedditPost> Posts, RedditMark Mark)> ReadAsync(
        RedditMark? mark = null,
        int most = 1000,
        RedditListing? listing = null,
        Func<RedditMark, Task>? stored = null
    )
    {
        List<RedditPost> posts = [];
        var last = mark ?? new RedditMark();
        using var client = Client();
        await new RedditReader(client).ReadAsync(
            listing ?? Shops,
            last,
            most,
            async (page, next) =>
            {
                posts.AddRange(page);
                last = next;
                await (stored?.Invoke(next) ?? Task.CompletedTask);
            },
            CancellationToken.None
        );
        return (posts, last);
    }

    private void Fill(int first, int last)
    {
        for (var i = first; i <= last; i++)
        {
            reddit.Post(i, text: $"Text {i}");
        }
    }

    private static List<string> Numbers(IEnumerable<RedditPost> posts) => [.. posts.Select(p => p.Fullname[3..])];

    [Fact]
    public async Task A_listing_is_read_page_by_page_newest_first()
    {
        Fill(1, 25);
        reddit.PageSize = 10;

        var (posts, mark) = await ReadAsync();

        Assert.Equal(Enumerable.Range(1, 25).Reverse().Select(i => $"{i}"), Numbers(posts));
        Assert.Equal(
            [
                "/r/shops/new?limit=100&raw_json=1",
                "/r/shops/new?limit=100&raw_json=1&after=t3_16",
                "/r/shops/new?limit=100&raw_json=1&after=t3_6",
            ],
            reddit.Listings
        );
        Assert.Equal("Title 25\nText 25", posts[0].Text);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000 + 25 * 60), posts[0].At);
        Assert.Equal("https://www.reddit.com/r/shops/comments/25/", posts[0].Url);
        Assert.Equal(new RedditMark("t3_25", posts[0].At), mark);
        Assert.Equal(1, reddit.TokensGiven);
        Assert.All(reddit.Agents, a => Assert.Equal("test:segments:1 (by /u/nobody)", a));
    }

    [Fact]
    public async Task The_next_run_brings_only_what_is_new_even_if_the_last_seen_is_gone()
    {
        Fill(1, 5);
        var (_, mark) = await ReadAsync();
        Fill(6, 8);
        Assert.Equal(["8", "7", "6"], Numbers((await ReadAsync(mark)).Posts));

        reddit.Delete(5);
        var (posts, next) = await ReadAsync(mark);

        Assert.Equal(["8", "7", "6"], Numbers(posts));
        Assert.Empty((await ReadAsync(next)).Posts);
    }

    [Fact]
    public async Task A_run_that_broke_off_goes_on_where_it_was()
    {
        Fill(1, 30);
        reddit.PageSize = 10;
        var kept = new RedditMark();
        await Assert.ThrowsAsync<IOException>(() =>
            ReadAsync(stored: mark =>
            {
                kept = mark;
                return mark.After == "t3_11" ? throw new IOException("The program stops.") : Task.CompletedTask;
            })
        );
        Fill(31, 32);

        var (posts, mark) = await ReadAsync(kept);

        Assert.Equal("t3_11", kept.After);
        Assert.Equal(Enumerable.Range(1, 10).Reverse().Select(i => $"{i}"), Numbers(posts));
        // What came meanwhile is new to the next run.
        Assert.Equal("t3_30", mark.Seen);
        Assert.Equal(["32", "31"], Numbers((await ReadAsync(mark)).Posts));
    }

    [Fact]
    public async Task What_was_taken_away_is_left_out_and_the_number_of_posts_is_kept_to()
    {
        Fill(1, 6);
        reddit.Post(7, text: "[removed]");
        reddit.Post(8, text: "[deleted]");
        reddit.Post(9, title: "[deleted by user]");
        reddit.Post(10, removedBy: "moderator");
        reddit.Post(11, title: "Only a title");

        Assert.Equal(["11", "6", "5"], Numbers((await ReadAsync(most: 3)).Posts));
        Assert.Equal("Only a title", (await ReadAsync(most: 1)).Posts[0].Text);
    }

    [Fact]
    public async Task A_token_that_ran_out_is_renewed_once()
    {
        Fill(1, 30);
        (reddit.PageSize, reddit.TokenLasts) = (10, 2);

        var (posts, _) = await ReadAsync();

        Assert.Equal(30, posts.Count);
        Assert.Equal(2, reddit.TokensGiven);

        reddit.TokenLasts = 0;
        var exception = await Assert.ThrowsAsync<OutboundException>(() => ReadAsync());
        Assert.Equal("Reddit does not accept the client id and secret (401).", exception.Message);
    }

    [Fact]
    public async Task A_token_is_renewed_before_its_hour_is_over()
    {
        Fill(1, 30);
        reddit.PageSize = 10;

        await ReadAsync(stored: _ =>
        {
            time.Pass(TimeSpan.FromHours(1));
            return Task.CompletedTask;
        });

        Assert.Equal(3, reddit.TokensGiven);
    }

    [Fact]
    public async Task Limits_of_the_rate_are_waited_for()
    {
        Fill(1, 5);
        reddit.BadDays.Enqueue((429, [("Retry-After", "13")]));
        reddit.BadDays.Enqueue((429, [("x-ratelimit-reset", "42")]));
        reddit.BadDays.Enqueue((429, []));
        Assert.Equal(5, (await ReadAsync()).Posts.Count);
        Assert.Equal([13, 42, 60], time.Waited.Select(w => w.TotalSeconds));

        time.Waited.Clear();
        (reddit.PageSize, reddit.Remaining) = (2, 0);
        Assert.Equal(5, (await ReadAsync()).Posts.Count);
        Assert.Equal([77, 77], time.Waited.Select(w => Math.Round(w.TotalSeconds)));
    }

    [Fact]
    public async Task A_server_that_fails_is_tried_again_with_longer_waits_and_then_given_up()
    {
        Fill(1, 5);
        reddit.BadDays.Enqueue((503, []));
        reddit.BadDays.Enqueue((500, []));
        Assert.Equal(5, (await ReadAsync()).Posts.Count);
        Assert.Equal([1, 2], time.Waited.Select(w => w.TotalSeconds));

        Enumerable.Repeat((502, Array.Empty<(string, string)>()), 5).ToList().ForEach(reddit.BadDays.Enqueue);
        var exception = await Assert.ThrowsAsync<OutboundException>(() => ReadAsync());
        Assert.Equal("Reddit answered 502, 5 times in a row. Try again later.", exception.Message);
    }

    [Theory]
    [InlineData(403, "Reddit says that this is private (403).")]
    [InlineData(404, "Reddit has no such subreddit (404).")]
    public async Task A_private_or_missing_subreddit_is_named(int status, string message)
    {
        reddit.BadDays.Enqueue((status, []));

        Assert.Equal(message, (await Assert.ThrowsAsync<OutboundException>(() => ReadAsync())).Message);
    }

    [Fact]
    public async Task A_very_long_wait_and_wrong_credentials_end_the_run()
    {
        reddit.BadDays.Enqueue((429, [("Retry-After", "7200")]));
        Assert.Equal(
            "Reddit asks to wait: 120 minutes. Try again later.",
            (await Assert.ThrowsAsync<OutboundException>(() => ReadAsync())).Message
        );

        reddit.ClientSecret = "another";
        Assert.Equal(
            "Reddit does not accept the client id and secret (401).",
            (await Assert.ThrowsAsync<OutboundException>(() => ReadAsync())).Message
        );
    }

    [Fact]
    public async Task Terms_are_searched_for_in_every_subreddit_or_everywhere()
    {
        foreach (var listing in RedditListing.Of(["shops", "phones"], ["late parcel"]).Concat(RedditListing.Of([], ["a&b"])))
        {
            await ReadAsync(listing: listing);
        }

        Assert.Equal(
            [
                "/r/shops/search?q=late parcel&sort=new&type=link&restrict_sr=1&limit=100&raw_json=1",
                "/r/phones/search?q=late parcel&sort=new&type=link&restrict_sr=1&limit=100&raw_json=1",
                "/search?q=a&b&sort=new&type=link&limit=100&raw_json=1",
            ],
            reddit.Listings
        );
        Assert.Equal(["r/a", "r/b"], RedditListing.Of(["a", "b"], []).Select(l => l.Name));
        Assert.Equal("“x” in r/a", Assert.Single(RedditListing.Of(["a"], ["x"])).Name);
    }

    [Fact]
    public void The_sample_is_marked_as_one()
    {
        var posts = RedditSample.Posts(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.True(posts.Count >= 20);
        Assert.Equal(posts.Count, posts.Select(p => p.Fullname).Distinct().Count());
        Assert.All(posts, p => Assert.StartsWith("sample-", p.Fullname));
        Assert.All(posts, p => Assert.True(p.Text.Contains('\n') && p.Url.Length == 0));
    }
}
