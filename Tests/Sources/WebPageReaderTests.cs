using System.Diagnostics;
using System.Text;
using Data.Sources;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Tests.Sources;

public sealed class WebPageReaderTests(LocalSite site) : IClassFixture<LocalSite>
{
    private const string Long = "This paragraph has more than eight words in it, surely.";

    private async Task<WebPageResult> ReadAsync(
        RequestDelegate answer,
        Func<OutboundOptions, OutboundOptions>? change = null,
        string path = "/page"
    )
    {
        site.Asked.Clear();
        site.Answer = answer;
        var options = site.Options("site.test", "other.test");
        options = change?.Invoke(options) ?? options;
        using WebPageReader reader = new(new OutboundGuard(options, LocalSite.HereAsync), options, TimeProvider.System);
        return Assert.Single(await reader.ReadAsync([site.At(path)], null, CancellationToken.None));
    }

    private static RequestDelegate Page(Func<HttpContext, Task> page, string? robots = null) =>
        context =>
            context.Request.Path != "/robots.txt" ? page(context)
            : robots is null ? LocalSite.StatusAsync(context, 404)
            : context.Response.WriteAsync(robots);

    private static RequestDelegate Html(string html, string? robots = null) => Page(c => LocalSite.HtmlAsync(c, html), robots);

    [Fact]
    public async Task A_page_becomes_its_paragraphs_without_what_is_around_them()
    {
        var result = await ReadAsync(
            Html(
                $$"""
                <html><head><title>A title that has more than eight words in it too</title><style>.a { content: "a b c d e f g h i j" }</style>
                <meta property="article:published_time" content="2025-03-04T05:06:07+02:00"></head><body>
                <nav>One two three four five six seven eight nine ten</nav>
                <script>var text = "one two three four five six seven eight nine";</script>
                <h1>Too short</h1>
                <p>The first paragraph, with <b>bold</b> and<br>a <a href="/x">link in it</a>, speaks of   caf&eacute;s.</p>
                <div>{{Long}}<p>Another one that stands inside of the block, and has enough words.</p></div>
                <p>{{Long}}</p>
                <form><p>A paragraph in a form is a label and not a text.</p></form>
                <template><p>A template is not shown and so it is not read.</p></template>
                <div hidden><p>Nor is what is hidden from the eyes of the people.</p></div>
                <ul><li>A point of a list can also say something of interest</li></ul>
                </body></html>
                """
            )
        );

        Assert.Null(result.Problem);
        Assert.Equal(
            [
                "The first paragraph, with bold and a link in it, speaks of cafés.",
                Long,
                "Another one that stands inside of the block, and has enough words.",
                "A point of a list can also say something of interest",
            ],
            result.Paragraphs.Select(p => p.Text)
        );
        Assert.All(result.Paragraphs, p => Assert.Equal(new DateTimeOffset(2025, 3, 4, 3, 6, 7, TimeSpan.Zero), p.At));
        Assert.All(result.Paragraphs, p => Assert.Equal(site.At("/page"), p.Url));
        Assert.Equal(["/robots.txt", "/page"], site.Asked.Select(a => a.Path));
        Assert.All(site.Asked, a => Assert.Equal("CustomerSegmentationBot/1.0", a.Agent));
    }

    [Theory]
    [InlineData("<time datetime=\"2024-12-31\">then</time>", "2024-12-31T00:00:00Z")]
    [InlineData(
        "<meta itemprop=datePublished content=\"2024-05-06T07:08:09Z\"><time datetime=\"2001-01-01\"></time>",
        "2024-05-06T07:08:09Z"
    )]
    [InlineData("<time datetime=\"soon\"></time><time datetime=\"2023-01-02T03:04Z\"></time>", "2023-01-02T03:04:00Z")]
    [InlineData("<time datetime=\"2999-01-01\"></time>", null)]
    [InlineData("", null)]
    public async Task The_time_is_the_publications_else_that_of_the_fetch(string markup, string? expected)
    {
        var result = await ReadAsync(Html($"<body>{markup}<p>{Long}</p>"));

        var at = Assert.Single(result.Paragraphs).At;
        if (expected is null)
        {
            Assert.InRange(TimeProvider.System.GetUtcNow() - at, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        }
        else
        {
            Assert.Equal(DateTimeOffset.Parse(expected), at);
        }
    }

    [Theory]
    [InlineData("text/html; charset=iso-8859-1", "", "windows-1252")]
    [InlineData("text/html; charset=\"utf-8\"", "<meta charset=iso-8859-1>", "utf-8")]
    [InlineData("text/html; charset=utf-99", "<meta charset='windows-1251'>", "windows-1251")]
    [InlineData("text/html", "<meta http-equiv=content-type content='text/html; charset=Shift_JIS'>", "shift_jis")]
    [InlineData("text/html", "", "utf-8")]
    [InlineData("text/html", "", "windows-1252")]
    [InlineData("text/html; charset=utf-8", "", "utf-16")]
    public async Task The_character_set_is_found(string contentType, string head, string encoding)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var word =
            encoding == "windows-1251" ? "Привет"
            : encoding == "shift_jis" ? "こんにちは"
            : "größer – café";
        var written = Encoding.GetEncoding(encoding);
        byte[] mark = encoding == "utf-16" ? written.GetPreamble() : [];
        byte[] body = [.. mark, .. written.GetBytes($"<html>{head}<p>{word} one two three four five six seven eight</p>")];

        var result = await ReadAsync(
            Page(c =>
            {
                c.Response.ContentType = contentType;
                return c.Response.Body.WriteAsync(body).AsTask();
            })
        );

        Assert.StartsWith(word, Assert.Single(result.Paragraphs).Text);
    }

    [Fact]
    public async Task A_plain_text_is_read_paragraph_by_paragraph()
    {
        var result = await ReadAsync(
            Page(c =>
            {
                c.Response.ContentType = "text/plain";
                return c.Response.WriteAsync($"{Long}\r\n\r\nshort\r\n\r\nA second one that goes\r\non over two lines of the text.\r\n");
            })
        );

        Assert.Equal([Long, "A second one that goes on over two lines of the text."], result.Paragraphs.Select(p => p.Text));
    }

    [Fact]
    public async Task Robots_txt_is_obeyed_and_a_site_whose_rules_cannot_be_read_is_left_alone()
    {
        var denied = await ReadAsync(Html(Long, "User-agent: CustomerSegmentationBot\nDisallow: /page"));
        Assert.Equal("site.test asks programs not to read this page (robots.txt).", denied.Problem);
        Assert.Equal(["/robots.txt"], site.Asked.Select(a => a.Path));

        var failing = await ReadAsync(c => c.Request.Path == "/robots.txt" ? LocalSite.StatusAsync(c, 503) : LocalSite.HtmlAsync(c, Long));
        Assert.Contains("(503)", failing.Problem);
        Assert.Equal(["/robots.txt"], site.Asked.Select(a => a.Path));

        var forbidden = await ReadAsync(c =>
            c.Request.Path == "/robots.txt" ? LocalSite.StatusAsync(c, 403) : LocalSite.HtmlAsync(c, Long)
        );
        Assert.Null(forbidden.Problem);

        var slow = await ReadAsync(Html(Long, "User-agent: *\nCrawl-delay: 3600"));
        Assert.Equal("site.test asks for 3,600 seconds between two pages; at most 60 are waited.", slow.Problem);
    }

    [Fact]
    public async Task One_request_at_a_time_goes_to_a_host_with_the_pause_between()
    {
        var (now, most, gate) = (0, 0, new Lock());
        site.Answer = async context =>
        {
            lock (gate)
            {
                most = Math.Max(most, ++now);
            }
            await Task.Delay(30);
            lock (gate)
            {
                now--;
            }
            await (
                context.Request.Path == "/robots.txt"
                    ? LocalSite.StatusAsync(context, 404)
                    : LocalSite.HtmlAsync(context, $"{Long} {context.Request.Path}")
            );
        };
        var options = site.Options("site.test") with { Pause = TimeSpan.FromMilliseconds(200) };
        using WebPageReader reader = new(new OutboundGuard(options, LocalSite.HereAsync), options, TimeProvider.System);
        var watch = Stopwatch.StartNew();
        List<Uri> told = [];

        var results = await reader.ReadAsync(
            [site.At("/1"), site.At("/2"), site.At("/3")],
            r => told.Add(r.Requested),
            CancellationToken.None
        );

        Assert.All(results, r => Assert.Null(r.Problem));
        Assert.Equal([site.At("/1"), site.At("/2"), site.At("/3")], told);
        Assert.Equal(1, most);
        Assert.True(watch.Elapsed >= TimeSpan.FromMilliseconds(3 * 200), $"{watch.Elapsed}");
    }

    [Fact]
    public async Task The_same_paragraph_on_two_pages_comes_once()
    {
        var options = site.Options("site.test");
        site.Answer = Html($"<p>{Long}</p>");
        using WebPageReader reader = new(new OutboundGuard(options, LocalSite.HereAsync), options, TimeProvider.System);

        var results = await reader.ReadAsync([site.At("/1"), site.At("/2")], null, CancellationToken.None);

        Assert.Equal([1, 0], results.Select(r => r.Paragraphs.Count));
    }

    [Fact]
    public async Task Redirects_are_followed_by_hand_and_the_rules_of_each_site_asked()
    {
        var result = await ReadAsync(
            Page(c =>
            {
                if (c.Request.Host.Host == "other.test")
                {
                    return LocalSite.HtmlAsync(c, Long);
                }
                c.Response.Redirect($"http://other.test:{site.Port}/there");
                return Task.CompletedTask;
            })
        );

        Assert.Equal(site.At("/there", "other.test"), Assert.Single(result.Paragraphs).Url);
        Assert.Equal(
            ["site.test/robots.txt", "site.test/page", "other.test/robots.txt", "other.test/there"],
            site.Asked.Select(a => a.Host + a.Path)
        );
    }

    [Theory]
    [InlineData(
        "http://169.254.169.254/latest/meta-data/",
        "It leads on to 169.254.169.254. 169.254.169.254 is not a public site, so it is not read."
    )]
    [InlineData(
        "http://[::ffff:127.0.0.1]/",
        "It leads on to [::ffff:127.0.0.1]. [::ffff:127.0.0.1] is not a public site, so it is not read."
    )]
    [InlineData("http://internal.test/", "internal.test is not a public site, so it is not read.")]
    [InlineData("file:///etc/passwd", "It leads on to . Only addresses that begin with http:// or https:// can be read.")]
    [InlineData("//site.test:25/", "It leads on to site.test. Port 25 is not read; allowed are 80, 443.")]
    [InlineData("http://u:p@site.test/", "It leads on to site.test. An address with a user name or password in it is not read.")]
    public async Task A_redirect_to_a_place_that_may_not_be_asked_is_refused(string location, string message)
    {
        var result = await ReadAsync(
            Page(c =>
            {
                c.Response.Headers.Location = location;
                return LocalSite.StatusAsync(c, 302);
            })
        );

        Assert.Equal(message, result.Problem);
        Assert.Empty(result.Paragraphs);
    }

    [Fact]
    public async Task A_circle_of_redirects_ends()
    {
        var result = await ReadAsync(
            Page(c =>
            {
                c.Response.Redirect("/page?again");
                return Task.CompletedTask;
            })
        );

        Assert.Equal("It leads on more than 5 times.", result.Problem);
        Assert.Equal(1 + 6, site.Asked.Count);
    }

    [Theory]
    [InlineData(404, "site.test answered 404: there is no such page.")]
    [InlineData(403, "site.test answered 403: the page is not public.")]
    [InlineData(429, "site.test answered 429: too many requests; try again later.")]
    [InlineData(500, "site.test answered 500: the site has a problem.")]
    [InlineData(302, "site.test answered 302.")]
    public async Task A_status_is_told(int status, string message) =>
        Assert.Equal(message, (await ReadAsync(Page(c => LocalSite.StatusAsync(c, status)))).Problem);

    [Theory]
    [InlineData("application/pdf", "It is application/pdf; pages (text/html) and plain texts are read.")]
    [InlineData("image/svg+xml", "It is image/svg+xml; pages (text/html) and plain texts are read.")]
    [InlineData(null, "It is of no stated type; pages (text/html) and plain texts are read.")]
    public async Task Other_types_are_not_read(string? type, string message) =>
        Assert.Equal(
            message,
            (
                await ReadAsync(
                    Page(c =>
                    {
                        c.Response.ContentType = type;
                        return c.Response.Body.WriteAsync("x"u8.ToArray()).AsTask();
                    })
                )
            ).Problem
        );

    [Fact]
    public async Task A_page_without_words_says_so_and_a_cancelled_list_ends()
    {
        Assert.Equal("The page has no paragraph of 8 words or more.", (await ReadAsync(Html("<p>Too short</p>"))).Problem);

        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        site.Answer = c => Task.Delay(Timeout.Infinite, c.RequestAborted);
        var options = site.Options("site.test");
        using WebPageReader reader = new(new OutboundGuard(options, LocalSite.HereAsync), options, TimeProvider.System);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader.ReadAsync([site.At("/1")], null, cancelled.Token));
    }
}
