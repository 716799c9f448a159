using System.Globalization;
using System.Text;
using Tests.Api;
using Xunit;

namespace Tests.Explore;

public sealed class TextInsightsApiTests(ApiApp app) : IClassFixture<ApiApp>
{
    private const string Insights = "/api/text/insights";

    // 40 happy texts of one source, 40 unhappy ones of another, over four months.
    private static string Texts()
    {
        var csv = new StringBuilder("feedback_id,date,source,product_id,text\n");
        for (var i = 0; i < 80; i++)
        {
            var date = new DateOnly(2024, 1, 1).AddDays(i * 3 / 2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            csv.AppendLine(
                i % 2 == 0 ? $"{i},{date},web,p,Great summer dress number {i}" : $"{i},{date},mail,q,Terrible zip on parcel {i}"
            );
        }
        return csv.ToString();
    }

    [Fact]
    public async Task Insights_say_what_is_in_the_texts_and_lead_to_them()
    {
        await app.ImportAsync(Texts(), ("kind", "feedback"));
        var found = await app.GetAsync(Insights + "?top=3");

        Assert.Equal(
            (80, 80, 30),
            (found.GetProperty("texts").GetInt32(), found.GetProperty("textsRead").GetInt32(), found.GetProperty("fewestTexts").GetInt32())
        );
        Assert.Equal(
            (40, 40),
            (found.GetProperty("mood").GetProperty("positive").GetInt32(), found.GetProperty("mood").GetProperty("negative").GetInt32())
        );
        Assert.Equal(3, found.GetProperty("keywords").GetArrayLength());
        Assert.Equal(
            ["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"],
            found.GetProperty("byMonth").EnumerateArray().Select(m => m.GetProperty("month").GetString())
        );
        var insights = found.GetProperty("insights").EnumerateArray().ToList();
        var best = insights.First(i => i.GetProperty("kind").GetString() == "source");
        Assert.StartsWith("Source with the best sentiment: *web*", best.GetProperty("sentence").GetString());
        Assert.Equal("/explore/texts?source=web", best.GetProperty("href").GetString());
        // "terrible" makes a text negative and so says nothing; "zip" does.
        var complaints = insights.Single(i => i.GetProperty("kind").GetString() == "complaints").GetProperty("sentence").GetString();
        Assert.Contains("*zip*", complaints);
        Assert.DoesNotContain("terrible", complaints);

        var mail = await app.GetAsync(Insights + "?source=mail&from=2024-02-01&to=2024-02-29");
        Assert.InRange(mail.GetProperty("texts").GetInt32(), 1, 12);
        Assert.Equal(0, mail.GetProperty("mood").GetProperty("positive").GetInt32());

        var compared = (await app.GetAsync(Insights + "?compare=source:web")).GetProperty("keyness");
        Assert.Equal(
            ("web", 40, 40),
            (compared.GetProperty("a").GetString(), compared.GetProperty("textsA").GetInt32(), compared.GetProperty("textsB").GetInt32())
        );
        Assert.Equal(
            "a",
            compared
                .GetProperty("words")
                .EnumerateArray()
                .Single(w => w.GetProperty("word").GetString() == "dress")
                .GetProperty("group")
                .GetString()
        );

        // Kept until the data change, and not longer.
        await app.ImportAsync("feedback_id,text\n900,One more\n", ("kind", "feedback"));
        Assert.Equal(81, (await app.GetAsync(Insights + "?top=3")).GetProperty("texts").GetInt32());
    }

    [Theory]
    [InlineData("from=2024-02-01&to=2024-01-01", "from", "from must not be after to. Got 2024-02-01 and 2024-01-01 instead.")]
    [InlineData("from=soon", "from", "Got 'soon' instead.")]
    [InlineData("top=0", "top", "top must be between 1 and 1000. Got 0 instead.")]
    [InlineData("compare=magic", "compare", "compare must be sentiment, source:NAME or segment:ID. Got 'magic' instead.")]
    [InlineData("compare=segment:x", "compare", "Got 'segment:x' instead.")]
    public Task What_can_not_be_read_is_refused(string query, string field, string message) =>
        app.RefusedAsync("GET", $"{Insights}?{query}", null, field, message);

    [Fact]
    public async Task A_segment_that_is_not_there_is_missing()
    {
        await app.MissingAsync("GET", Insights + "?segmentId=999999");
        await app.MissingAsync("GET", Insights + "?compare=segment:999999");
    }
}
