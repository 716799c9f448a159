using Core.Text;
using Xunit;

namespace Tests.Text;

/// <summary>
/// Texts of our own on which a plain reading of the rules would differ; the numbers are those that vaderSentiment 3.3.2 gives for them.
/// </summary>
public sealed class VaderAwkwardTests
{
    [Theory]
    // What follows an emoji without a space is read as one word with the end of its name.
    [InlineData("great😀fine", 0, 0.132, 0.868, 0.765)]
    [InlineData("great 😀 fine", 0, 0.106, 0.894, 0.8126)]
    [InlineData("a😀\n😀b", 0, 0.375, 0.625, 0.6124)]
    [InlineData("❤️ it", 0, 1, 0, 0)]
    [InlineData("👍🏽 ok", 0, 0.694, 0.306, 0.296)]
    // Case and space beyond ASCII: the Kelvin sign, Roman numerals, circled and title-case letters.
    [InlineData("\u212AILL it", 0.845, 0.155, 0, -0.7531)]
    [InlineData("Ⅷ GOOD days", 0, 0.355, 0.645, 0.5622)]
    [InlineData("ⒶⒷ good", 0, 0.256, 0.744, 0.4404)]
    [InlineData("ǅ good", 0, 0.256, 0.744, 0.4404)]
    [InlineData("İ good GOOD", 0, 0.133, 0.867, 0.7603)]
    [InlineData("good\u00a0bad", 0.547, 0, 0.453, -0.1531)]
    [InlineData("good\u001fbad", 0.547, 0, 0.453, -0.1531)]
    [InlineData("good\u200bbad", 0, 1, 0, 0)]
    // Two code points are too few to take punctuation off, also when they are four UTF-16 units.
    [InlineData("so 𝒶𝒷! good", 0, 0.366, 0.634, 0.5378)]
    [InlineData("\"(no)\"", 0, 1, 0, 0)]
    [InlineData("I gotn't good stuff", 0.445, 0.555, 0, -0.3412)]
    [InlineData("it was kind of good", 0, 0.605, 0.395, 0.3832)]
    [InlineData("no idea or good", 0.697, 0.303, 0, -0.5583)]
    [InlineData("least good", 0.706, 0.294, 0, -0.3412)]
    [InlineData("at least good", 0, 0.408, 0.592, 0.4404)]
    // Equal valences: the first of them is changed, once for each.
    [InlineData("good but bad but good but bad", 0.519, 0.164, 0.317, -0.6908)]
    [InlineData("very very very very good!!!!!???", 0, 0.424, 0.576, 0.7538)]
    public void As_the_reference(string text, double negative, double neutral, double positive, double compound) =>
        Assert.Equal(new Sentiment(negative, neutral, positive, compound), Lexicon.Vader.Score(text));

    [Theory]
    [InlineData('x', 64, " GREAT", 0, 0.171, 0.829, 0.7034)]
    [InlineData('.', 70, " good", 0, 0.256, 0.744, 0.4404)]
    public void Words_longer_than_a_block(
        char letter,
        int times,
        string rest,
        double negative,
        double neutral,
        double positive,
        double compound
    ) => Assert.Equal(new Sentiment(negative, neutral, positive, compound), Lexicon.Vader.Score(new string(letter, times) + rest));

    [Fact]
    public void Punctuation_is_taken_off_a_word_however_long_it_is() =>
        Assert.Equal(new Sentiment(0.73, 0.27, 0, -0.4015), Lexicon.Vader.Score("not!" + new string('.', 70) + " good"));

    /// <summary>Long texts go through buffers that grow, across blocks, and through another form of the rule for "but".</summary>
    [Fact]
    public void A_repeated_text_has_the_shares_of_one()
    {
        const string text = "I like the blue table and hate the red chair. ";
        var one = Lexicon.Vader.Score(text);
        foreach (var times in new[] { 2, 3, 50, 1000, 5000 })
        {
            var many = Lexicon.Vader.Score(string.Concat(Enumerable.Repeat(text, times)));
            Assert.Equal((one.Negative, one.Neutral, one.Positive), (many.Negative, many.Neutral, many.Positive));
        }
    }
}
