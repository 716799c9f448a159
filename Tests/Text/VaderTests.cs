using System.Globalization;
using Core.Text;
using Xunit;

namespace Tests.Text;

/// <summary>The numbers of vaderSentiment, run on the examples of its authors, on awkward cases, and on their 4 200 tweets.</summary>
public sealed class VaderTests
{
    public static TheoryData<string> Vectors() => [.. Oracles.EngineIds("vader.").Where(id => id != "vader.corpus.tweets")];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void As_the_reference(string id)
    {
        var vector = Oracles.Engine(id);
        var sentiment = Lexicon.Vader.Score(vector.GetProperty("input").GetString());

        Assert.Equal(new Sentiment(Expected("neg"), Expected("neu"), Expected("pos"), Expected("compound")), sentiment);

        double Expected(string name) => vector.Expected(name).GetDouble();
    }

    [Fact]
    public void Every_tweet_of_the_authors_scores_as_the_reference()
    {
        var expected = File.ReadAllLines(SharedFiles.Path("data/vader/vader_compound_tweets.txt"));
        var tweets = Tweets();
        var found = tweets.Select(t =>
            string.Create(CultureInfo.InvariantCulture, $"{t.Id}\t{Lexicon.Vader.Score(t.Text).Compound:0.0000}")
        );

        Assert.Equal(4200, expected.Length);
        Assert.Equal(expected, found);
        Assert.Equal(
            Oracles.Engine("vader.corpus.tweets").Expected("sum_compound").GetDouble(),
            tweets.Sum(t => Lexicon.Vader.Score(t.Text).Compound),
            9
        );
    }

    [Theory]
    [InlineData(0.05, SentimentLabel.Positive)]
    [InlineData(0.0499, SentimentLabel.Neutral)]
    [InlineData(0, SentimentLabel.Neutral)]
    [InlineData(-0.0499, SentimentLabel.Neutral)]
    [InlineData(-0.05, SentimentLabel.Negative)]
    public void Labels_follow_the_cut_of_the_authors(double compound, SentimentLabel label) =>
        Assert.Equal(label, Sentiment.LabelOf(compound));

    [Fact]
    public void Scoring_allocates_nothing()
    {
        string[] texts =
        [
            "VADER is smart, handsome, and funny! 😀 But it isn't so \"GOOD\" at Straße or İstanbul…",
            .. Tweets().Select(t => t.Text),
        ];
        foreach (var text in texts)
        {
            Lexicon.Vader.Score(text);
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var text in texts)
        {
            Lexicon.Vader.Score(text);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Many_threads_at_once_score_as_one()
    {
        var tweets = Tweets();
        var alone = tweets.Select(t => Lexicon.Vader.Score(t.Text)).ToArray();
        var together = new Sentiment[tweets.Count];
        Parallel.For(0, tweets.Count, i => together[i] = Lexicon.Vader.Score(tweets[i].Text));

        Assert.Equal(alone, together);
    }

    private static List<(string Id, string Text)> Tweets()
    {
        using var reader = new StreamReader(SharedFiles.Open("data/vader/vader_gt_tweets.txt.gz"));
        return [.. reader.ReadToEnd().Split('\n').Where(l => l.Length > 0).Select(l => l.Split('\t')).Select(f => (f[0], f[2]))];
    }
}
