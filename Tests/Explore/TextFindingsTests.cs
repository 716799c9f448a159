using Core.Explore;
using Core.Text;
using Xunit;

namespace Tests.Explore;

public sealed class TextFindingsTests
{
    private static readonly TextFigures Plain = new(200, 120, 50, 0.25, 0.5, [], [], [], [], 200, [], 120, 50, []);

    private static TextFinding? Find(TextFigures figures, string kind) => TextFindings.Of(figures).FirstOrDefault(f => f.Kind == kind);

    [Fact]
    public void The_mood_comes_with_its_interval()
    {
        var mood = Find(Plain, "mood")!;

        // 1.96 · 0.5 / √200 = 0.069.
        Assert.Equal(
            "60\u00A0% of 200 texts are positive and 25\u00A0% negative; their mean sentiment is 0.25 (0.18 to 0.32), on a scale from −1 to 1.",
            mood.Sentence
        );
        Assert.Equal((0.25, 200L), (mood.Value, mood.Count));
        Assert.Single(TextFindings.Of(Plain));
    }

    [Fact]
    public void Below_thirty_texts_nothing_is_claimed()
    {
        var group = new GroupMean("a", "A", 500, 0.9, 0.01);
        var few = Plain with { Texts = 29, Sources = [group, group with { Key = "b", Mean = 0 }] };

        var only = Assert.Single(TextFindings.Of(few));
        Assert.Equal("There are 29 texts. From 30 on, this page says what is in them.", only.Sentence);
        Assert.Single(TextFindings.Of(few with { Texts = 0 }));
    }

    [Fact]
    public void Topics_are_the_words_in_most_texts()
    {
        Keyword[] words =
        [
            new("price", "price", 90, 20),
            new("dress", "dress", 80, 60),
            new("size", "size", 70, 50),
            new("zip", "zip", 9, 9),
        ];
        var topics = Find(Plain with { Keywords = words }, "topics")!;

        Assert.Equal(
            "People write most about *dress* (in 30\u00A0% of the texts), *size* (in 25\u00A0% of the texts) and *price* (in 10\u00A0% of the texts).",
            topics.Sentence
        );
        Assert.Equal("dress", topics.Rows["word"]);
        Assert.Null(Find(Plain with { Keywords = words, TextsRead = 29 }, "topics"));
    }

    [Fact]
    public void Only_words_that_differ_surely_and_clearly_are_named()
    {
        KeyTerm Term(string word, double ratio, double p) =>
            new(word, word, 9, 9, 1, 1, 30, p, p, ratio, ratio > 0 ? KeynessGroup.A : KeynessGroup.B);
        KeyTerm[] terms = [Term("soft", 2, 1e-6), Term("thin", -3, 1e-6), Term("unsure", -3, 0.2), Term("slight", 0.3, 1e-9)];
        var figures = Plain with { Keyness = terms };

        Assert.Equal("Positive texts stand out by *soft* (4 times as common).", Find(figures, "praise")!.Sentence);
        var complaints = Find(figures, "complaints")!;
        Assert.Equal("Negative texts stand out by *thin* (8 times as common).", complaints.Sentence);
        Assert.Equal(("thin", "negative", 50L), (complaints.Rows["word"], complaints.Rows["sentiment"], complaints.Count));
        Assert.Null(Find(figures with { NegativeRead = 29 }, "complaints"));
        Assert.Null(Find(figures with { NegativeRead = 29 }, "praise"));
    }

    [Fact]
    public void A_peak_is_told_when_chance_would_not_make_it()
    {
        DayTotal[] Days(Func<DateOnly, long> count) =>
            [.. Enumerable.Range(0, 366).Select(i => new DateOnly(2024, 1, 1).AddDays(i)).Select(d => new DayTotal(d, count(d), 0, 0))];
        var peak = Find(Plain with { Days = Days(d => d.Month == 11 ? 4 : 2) }, "peak")!;

        Assert.Equal("Most texts came in *November 2024*: 120, 2 times as many a day as in the other months.", peak.Sentence);
        Assert.Equal(("2024-11-01", "2024-11-30"), (peak.Rows["from"], peak.Rows["to"]));
        // The longest months have most texts, and that is no peak.
        Assert.Null(Find(Plain with { Days = Days(_ => 2) }, "peak"));
        // Two in place of one in a month of few texts is chance.
        Assert.Null(
            Find(
                Plain with
                {
                    Days = Days(d =>
                        d.Day == 1
                            ? d.Month == 5
                                ? 4
                                : 3
                            : 0
                    ),
                },
                "peak"
            )
        );
    }

    [Fact]
    public void A_trend_is_told_with_its_interval_when_it_is_clear()
    {
        DayTotal[] Days(Func<int, double> mean) =>
            [.. Enumerable.Range(0, 12).Select(i => new DayTotal(new DateOnly(2024, i + 1, 10), 20, 20, 20 * mean(i)))];

        var trend = Find(Plain with { Days = Days(i => 0.5 - 0.02 * i + (i % 2 == 0 ? 0.01 : -0.01)) }, "trend")!;
        Assert.StartsWith("Sentiment falls by 0.02", trend.Sentence);
        Assert.EndsWith("over 12 months.", trend.Sentence);
        Assert.Equal(-0.02, trend.Value, 0.002);
        Assert.Null(Find(Plain with { Days = Days(i => i % 2 == 0 ? 0.9 : -0.9) }, "trend"));
        Assert.Null(Find(Plain with { Days = Days(i => i)[..5] }, "trend"));
    }

    [Fact]
    public void The_best_and_the_worst_group_are_named_with_their_difference()
    {
        GroupMean[] products =
        [
            new("p*1", "p*1", 400, 0.8, 0.3),
            new("p2", "p2", 400, 0.5, 0.3),
            new("p3", "p3", 400, 0.2, 0.3),
            new("p4", "p4", 9, -1, 0.1),
        ];
        var found = TextFindings.Of(Plain with { Products = products }).Where(f => f.Kind == "product").ToList();

        Assert.Equal(2, found.Count);
        Assert.StartsWith(
            "Product with the best sentiment: *p 1*, 0.80 in 400 texts against 0.33 elsewhere; a difference of 0.47 (",
            found[0].Sentence
        );
        Assert.StartsWith("Product with the worst sentiment: *p3*, 0.20 in 400 texts", found[1].Sentence);
        Assert.Equal("p*1", found[0].Rows["product"]);
    }

    [Fact]
    public void Groups_that_do_not_differ_are_said_not_to()
    {
        GroupMean[] alike = [new("a", "A", 100, 0.51, 0.5), new("b", "B", 100, 0.5, 0.5)];
        Assert.Equal(
            "No source has clearly better or worse sentiment than the others (2 have at least 30 texts).",
            Find(Plain with { Sources = alike }, "source")!.Sentence
        );
        Assert.Null(Find(Plain with { Sources = alike[..1] }, "source"));
    }
}
