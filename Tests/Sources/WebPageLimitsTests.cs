using System.Diagnostics;
using System.IO.Compression;
using Data.Sources;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Tests.Sources;

/// <summary>Pages that were made to hold the program up, and ordinary ones that look a little like them.</summary>
public sealed class WebPageLimitsTests(LocalSite site) : IClassFixture<LocalSite>
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
    public async Task A_bomb_an_endless_and_a_slow_answer_end_at_their_limits()
    {
        static OutboundOptions Small(OutboundOptions o) => o with { MostBytes = 1 << 20, Patience = TimeSpan.FromSeconds(1.5) };
        var bomb = new MemoryStream();
        await using (var gzip = new GZipStream(bomb, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (var i = 0; i < 200; i++)
            {
                gzip.Write(new byte[1 << 20]);
            }
        }

        var packed = await ReadAsync(
            Page(c =>
            {
                c.Response.ContentType = "text/html";
                c.Response.Headers.ContentEncoding = "gzip";
                return c.Response.Body.WriteAsync(bomb.ToArray()).AsTask();
            }),
            Small
        );
        Assert.Equal("The answer is larger than 1 MB.", packed.Problem);

        var endless = await ReadAsync(
            Page(async c =>
            {
                c.Response.ContentType = "text/html";
                while (!c.RequestAborted.IsCancellationRequested)
                {
                    await c.Response.Body.WriteAsync(new byte[1 << 16], c.RequestAborted);
                }
            }),
            Small
        );
        Assert.Equal("The answer is larger than 1 MB.", endless.Problem);

        var slow = await ReadAsync(
            Page(async c =>
            {
                c.Response.ContentType = "text/html";
                while (!c.RequestAborted.IsCancellationRequested)
                {
                    await c.Response.WriteAsync("x", c.RequestAborted);
                    await c.Response.Body.FlushAsync(c.RequestAborted);
                    await Task.Delay(50, c.RequestAborted);
                }
            }),
            Small
        );
        Assert.Equal("site.test took longer than 1.5 seconds.", slow.Problem);

        var silent = await ReadAsync(Page(c => Task.Delay(Timeout.Infinite, c.RequestAborted)), Small);
        Assert.Equal("site.test took longer than 1.5 seconds.", silent.Problem);
    }

    [Theory]
    [InlineData("<div>")]
    [InlineData("<b>")]
    [InlineData("<div/>")]
    [InlineData("<div></q>")]
    [InlineData("<p><font size=1>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<svg><desc>")]
    [InlineData("<a><b></a>")]
    public async Task A_page_nested_without_end_is_refused_at_once(string tag)
    {
        var html = string.Concat(Enumerable.Repeat(tag, (1 << 20) / tag.Length)) + Long;
        var watch = Stopwatch.StartNew();

        var result = await ReadAsync(Html(html));

        Assert.Equal("The page nests its elements too deeply to be read.", result.Problem);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{watch.Elapsed}");
    }

    [Theory]
    [InlineData("<p>")]
    [InlineData("<li>")]
    [InlineData("<br>")]
    [InlineData("<img src=x>")]
    [InlineData("<tr><td>")]
    [InlineData("<div></div>")]
    [InlineData("<!-- <div> -->")]
    [InlineData("<script>'<div><div>'</script>")]
    [InlineData("<svg><path d='M0 0'/><circle r=1 /></svg>")]
    [InlineData("1 < 2 ")]
    public async Task A_long_page_that_does_not_nest_is_read(string tag)
    {
        var html = string.Concat(Enumerable.Repeat(tag, 5_000)) + $"<p>{Long}</p>";

        var result = await ReadAsync(Html(html));

        Assert.EndsWith(Long, result.Paragraphs[^1].Text);
    }

    [Fact]
    public async Task A_line_break_is_within_a_paragraph_and_two_end_it()
    {
        var result = await ReadAsync(Html($"<p>The first line of the verse<br>and the second line<br> <br/>{Long}</p>"));

        Assert.Equal(["The first line of the verse and the second line", Long], result.Paragraphs.Select(p => p.Text));
    }
}
