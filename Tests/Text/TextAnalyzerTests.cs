using Core.Text;
using Xunit;

namespace Tests.Text;

public sealed class TextAnalyzerTests
{
    private static readonly TextAnalyzer Analyzer = new(Lexicon.Brought);

    [Fact]
    public void Reads_everything_in_one_call()
    {
        var features = Analyzer.Read("I love the new tables, but 2 arrived broken 😡!");

        Assert.Equal(
            new TextFeatures(
                Characters: 46,
                Words: 9,
                Emoji: 1,
                PositiveWords: 1,
                NegativeWords: 1,
                Lexicon.Vader.Score("I love the new tables, but 2 arrived broken 😡!")
            ),
            features
        );
        Assert.Equal(SentimentLabel.Negative, features.Sentiment.Label);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Nothing_has_no_features(string? text) => Assert.Equal(default, Analyzer.Read(text));

    [Theory]
    [InlineData("one  two\tthree\nfour", 4)]
    [InlineData(" - !? … 😀 ", 0)]
    [InlineData("well-made isn't 50% (yes)", 4)]
    [InlineData("𝒶𝒷 日本語", 2)]
    public void Words_are_runs_with_a_letter_or_a_digit(string text, int words) => Assert.Equal(words, Analyzer.Read(text).Words);

    [Theory]
    [InlineData("", 0)]
    [InlineData("plain text, 1 # * © ™", 0)]
    [InlineData("😀", 1)]
    [InlineData("😀😀 😀", 3)]
    [InlineData("👍🏽", 1)]
    [InlineData("👩‍👩‍👧‍👦", 1)]
    [InlineData("🇩🇪🇫🇷", 2)]
    [InlineData("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 1)]
    [InlineData("❤️ ❤ ™️", 3)]
    [InlineData("1️⃣", 1)]
    [InlineData("🫠 of Unicode 14", 1)]
    public void Emoji_are_counted_as_people_see_them(string text, int emoji)
    {
        Assert.Equal(emoji, EmojiCount.Of(text));
        Assert.Equal(emoji, Analyzer.Read(text).Emoji);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_a_character_and_nothing_else()
    {
        var features = Analyzer.Read("\ud83d good \ude00\ud83d");
        Assert.Equal((9, 1, 0, 1), (features.Characters, features.Words, features.Emoji, features.PositiveWords));
    }

    [Theory]
    [InlineData("Good, great and bad", 2, 1)]
    [InlineData("not good", 1, 0)]
    [InlineData("table", 0, 0)]
    public void Keywords_are_counted_by_their_sign_in_the_lexicon(string text, int positive, int negative)
    {
        var features = Analyzer.Read(text);
        Assert.Equal((positive, negative), (features.PositiveWords, features.NegativeWords));
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        const string text = "The new checkout is GREAT 👩‍👩‍👧‍👦🇩🇪, but delivery wasn't \"on time\"… 😡";
        Analyzer.Read(text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            Analyzer.Read(text);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
