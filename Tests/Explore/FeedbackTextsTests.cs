using Core.Text;
using Data.Queries;
using Tests.Data;
using Xunit;

namespace Tests.Explore;

public sealed class FeedbackTextsTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly ExploreDesk desk = new(database);

    public async ValueTask InitializeAsync() => await desk.FillAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<string> FindAsync(TextFilter filter)
    {
        var (items, total) = await desk.Texts.PageAsync(filter, 0, 50);
        Assert.Equal(total, items.Count);
        return string.Join('|', items.Select(i => i.Text[..9]).Order());
    }

    private Task<string> WordAsync(string word) => FindAsync(new TextFilter(ExploreFilter.None, Word: word));

    /// <summary>The link behind "in so many texts" must show so many texts.</summary>
    [Fact]
    public async Task A_word_is_found_in_as_many_texts_as_the_counting_of_words_says()
    {
        var texts = (await desk.Texts.ReadAsync(ExploreFilter.None, 100, null)).Select(t => t.Text).ToList();
        Assert.Equal(4, texts.Count);
        var counts = TermCounts.Of(texts);
        Assert.Equal(3, counts.DocumentCounts[counts.Terms.ToList().IndexOf("dress")]);
        for (var i = 0; i < counts.Terms.Count; i++)
        {
            var (_, total) = await desk.Texts.PageAsync(new TextFilter(ExploreFilter.None, Word: counts.Terms[i]), 0, 1);
            Assert.Equal((counts.Terms[i], (long)counts.DocumentCounts[i]), (counts.Terms[i], total));
        }
    }

    [Fact]
    public async Task Words_are_whole_and_case_and_signs_do_not_matter()
    {
        Assert.Equal("The dress", await WordAsync("zip"));
        Assert.Equal("I love th|The dress|The dress", await WordAsync("DRESS"));
        Assert.Equal("", await WordAsync("dres"));
        Assert.Equal("", await WordAsync("don"));
        Assert.Equal("Nothing a", await WordAsync("don’t"));
        Assert.Equal("", await WordAsync(".*"));
        Assert.Equal("", await WordAsync("(["));
        Assert.Equal("", await WordAsync("\\"));
        Assert.Equal("", await WordAsync("'; DROP TABLE feedback; --"));
    }

    [Fact]
    public async Task Filters_and_orders()
    {
        var (rule, segmentation) = await desk.SegmentsAsync();
        var all = new TextFilter(ExploreFilter.None);

        Assert.Equal("I love th", await FindAsync(all with { Sentiment = "positive" }));
        Assert.Equal("The dress", await FindAsync(all with { Sentiment = "negative" }));
        Assert.Equal("Nothing a|The dress", await FindAsync(all with { Sentiment = "neutral" }));
        Assert.Equal("I love th|The dress", await FindAsync(all with { Product = "p" }));
        Assert.Equal("I love th", await FindAsync(all with { Label = "good" }));
        Assert.Equal("The dress", await FindAsync(all with { Rows = new ExploreFilter(Source: "mail") }));
        Assert.Equal("I love th", await FindAsync(all with { Rows = new ExploreFilter(SegmentId: rule) }));
        Assert.Equal("The dress", await FindAsync(all with { Cluster = (segmentation, "Spenders") }));
        Assert.Equal(
            "I love th",
            await FindAsync(all with { Rows = new ExploreFilter(new DateOnly(2011, 4, 1), new DateOnly(2011, 4, 1)) })
        );

        async Task<FoundText> First(string sort) => (await desk.Texts.PageAsync(all with { Sort = sort }, 0, 1)).Items[0];
        Assert.Equal("mail", (await First("newest")).Source);
        Assert.Equal("ann", (await First("positive")).CustomerId);
        Assert.Equal("bob", (await First("negative")).CustomerId);
        var (second, total) = await desk.Texts.PageAsync(all, 1, 1);
        Assert.Equal((4L, "bob"), (total, second[0].CustomerId));
    }

    [Fact]
    public async Task Moods_and_who_is_in_a_segment()
    {
        var (rule, _) = await desk.SegmentsAsync();

        Assert.Equal(new TextMoods(4, 1, 1), await desk.Texts.MoodsAsync(ExploreFilter.None));
        Assert.Equal(
            ["I love th"],
            (await desk.Texts.ReadAsync(ExploreFilter.None, 100, rule)).Where(t => t.InSegment).Select(t => t.Text[..9])
        );
        Assert.Equal(2, (await desk.Texts.ReadAsync(ExploreFilter.None, 2, null)).Count);
    }

    [Fact]
    public async Task The_version_changes_with_texts_and_segments()
    {
        var before = await desk.Texts.VersionAsync();
        Assert.Equal(before, await desk.Texts.VersionAsync());
        await desk.SegmentsAsync();
        var withSegments = await desk.Texts.VersionAsync();
        Assert.NotEqual(before, withSegments);
        await desk.Desk.RunAsync("feedback_id,text\n9,One more text\n", kind: "feedback");
        Assert.NotEqual(withSegments, await desk.Texts.VersionAsync());
    }
}
