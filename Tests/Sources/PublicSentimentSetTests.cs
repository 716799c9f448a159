using System.Text;
using Data.Sources;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Tests.Sources;

public sealed class PublicSentimentSetTests(LocalSite site) : IClassFixture<LocalSite>, IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Fact]
    public async Task A_set_is_fetched_and_read_whatever_its_columns_and_labels_are_called()
    {
        site.Answer = context =>
        {
            if (context.Request.Path == "/moved")
            {
                context.Response.Redirect("/set.csv");
                return Task.CompletedTask;
            }
            return context.Response.WriteAsync(
                "id;Sentiment;Review\n1;pos;\"Good; very good\"\n2;NEG;Bad\n3;neutral;So\n4;0;Poor\n5;4;Fine\n6;odd;Odd\n7;pos; \n8\n"
            );
        };
        var options = site.Options("sets.test");
        var set = new PublicSentimentSet(new OutboundGuard(options, LocalSite.HereAsync), options, TimeProvider.System);

        await set.FetchAsync(site.At("/moved", "sets.test"), path, CancellationToken.None);
        var rows = PublicSentimentSet.Read(path, "sets.test", Now).ToList();

        Assert.Equal(
            ["Good; very good|positive", "Bad|negative", "So|neutral", "Poor|negative", "Fine|positive", "Odd|"],
            rows.Select(r => $"{r.Text}|{r.Label}")
        );
        Assert.All(rows, r => Assert.Equal(("public_sentiment", "sets.test", Now), (r.SourceType, r.Source, r.At)));
        Assert.Equal(6, rows.Select(r => r.Id).Distinct().Count());
        Assert.Equal(rows, PublicSentimentSet.Read(path, "sets.test", Now));
    }

    [Fact]
    public async Task An_address_that_is_not_public_and_a_failure_are_told()
    {
        var options = site.Options("sets.test");
        var set = new PublicSentimentSet(new OutboundGuard(options, LocalSite.HereAsync), options, TimeProvider.System);
        site.Answer = context => LocalSite.StatusAsync(context, 404);

        var missing = await Assert.ThrowsAsync<OutboundException>(() =>
            set.FetchAsync(site.At("/x", "sets.test"), path, CancellationToken.None)
        );
        Assert.Equal("sets.test answered 404.", missing.Message);
        var inside = await Assert.ThrowsAsync<OutboundException>(() =>
            set.FetchAsync(new Uri("http://10.0.0.1/"), path, CancellationToken.None)
        );
        Assert.Equal("10.0.0.1 is not a public site, so it is not read.", inside.Message);
    }

    [Fact]
    public void A_table_without_texts_or_labels_says_what_it_has()
    {
        File.WriteAllText(path, "a,b\n1,2\n");

        var exception = Assert.Throws<ImportFileException>(() => PublicSentimentSet.Read(path, "x", Now).ToList());

        Assert.Equal(
            "A set needs a column of texts (such as text) and one of labels (such as label). This one has: a, b.",
            exception.Message
        );
    }

    [Fact]
    public void The_sample_is_balanced_without_doubles_and_marked_as_one()
    {
        var rows = PublicSentimentSet.Sample(Now).ToList();

        Assert.Equal(120, rows.Select(r => r.Text).Distinct().Count());
        Assert.Equal([40, 40, 40], rows.CountBy(r => r.Label!).Select(g => g.Value));
        Assert.All(rows, r => Assert.Equal("sample (written for this program)", r.Source));
    }

    [Fact]
    public async Task Rows_are_written_as_a_feedback_file_and_added_to_it()
    {
        File.Delete(path);
        FeedbackRow row = new("ID-1", Now, "a, b", "web", "He said \"yes\"\n and  went", "https://example.com/?a=1,2");

        await FeedbackFile.AppendAsync(path, [row], CancellationToken.None);
        await FeedbackFile.AppendAsync(path, [row with { Id = "ID-2", Url = null, Label = "positive" }], CancellationToken.None);

        Assert.Equal(
            "feedback_id,date,source,customer_email,text,source_type,url,label\n"
                + "ID-1,2026-01-02T03:04:05Z,\"a, b\",,\"He said \"\"yes\"\" and went\",web,\"https://example.com/?a=1,2\",\n"
                + "ID-2,2026-01-02T03:04:05Z,\"a, b\",,\"He said \"\"yes\"\" and went\",web,,positive\n",
            await File.ReadAllTextAsync(path, Encoding.UTF8)
        );
        Assert.Equal(FeedbackFile.IdOf("X", "a", "b"), FeedbackFile.IdOf("X", "a", "b"));
        Assert.NotEqual(FeedbackFile.IdOf("X", "a", "b"), FeedbackFile.IdOf("X", "ab"));
    }
}
