using System.Diagnostics;
using Core.Text;
using Xunit;

namespace Tests.Text;

public sealed class TextCleaningTests
{
    [Theory]
    [InlineData("  two\u00a0 words\r\n", "two words")]
    [InlineData("<p>One</p><p>two<br/>three</p>", "One two three")]
    [InlineData("un<b>bold</b>ened", "unboldened")]
    [InlineData("a<script>if (x < 3) alert('<p>')</script>b<STYLE>p{}</style>c", "a b c")]
    [InlineData("a<!-- <p>hidden</p> -->b", "ab")]
    [InlineData("1 < 2 and 3 > 2, <3", "1 < 2 and 3 > 2, <3")]
    [InlineData("fish &amp; chips &lt;3 &#128512; &eacute;", "fish & chips <3 😀 é")]
    [InlineData("see https://example.com/a?b=1#c and www.example.com now", "see and now")]
    [InlineData("@shop thanks! mail me@example.com, not@all @", "thanks! mail me@example.com, not@all @")]
    [InlineData("ﬁne ｗｉｄｅ e\u0301", "fine wide é")]
    [InlineData("a\u0000b\u001fc\u00add\ufeffe\u200bf", "a b cdef")]
    [InlineData("family 👩‍👩‍👧 and ❤️", "family 👩‍👩‍👧 and ❤️")]
    [InlineData("<script>never closed", "never closed")]
    [InlineData("<!-- never closed", "<!-- never closed")]
    [InlineData("", "")]
    public void Everything_at_once(string text, string plain) => Assert.Equal(plain, TextCleaning.Clean(text));

    /// <summary>No inline data: attributes can't hold half a pair.</summary>
    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() =>
        Assert.Equal("half \ufffd pair", TextCleaning.Clean("half \ud83d pair"));

    [Fact]
    public void Each_step_can_be_left_out()
    {
        const string text = " <b>Fish</b> &amp; https://x.y @me ﬁ\u0001 ";
        var nothing = new TextCleaningOptions(false, false, false, false, false, false, false, false);

        Assert.Equal(text, TextCleaning.Clean(text, nothing));
        Assert.Equal(" Fish &amp; https://x.y @me ﬁ\u0001 ", TextCleaning.Clean(text, nothing with { HtmlTags = true }));
        Assert.Equal(" <b>Fish</b> & https://x.y @me ﬁ\u0001 ", TextCleaning.Clean(text, nothing with { HtmlEntities = true }));
        Assert.Equal(" <b>Fish</b> &amp; https://x.y @me fi\u0001 ", TextCleaning.Clean(text, nothing with { Compatibility = true }));
        Assert.Equal(" <b>Fish</b> &amp;   @me ﬁ\u0001 ", TextCleaning.Clean(text, nothing with { Urls = true }));
        Assert.Equal(" <b>Fish</b> &amp; https://x.y   ﬁ\u0001 ", TextCleaning.Clean(text, nothing with { Mentions = true }));
        Assert.Equal(" <b>Fish</b> &amp; https://x.y @me ﬁ  ", TextCleaning.Clean(text, nothing with { ControlCharacters = true }));
        Assert.Equal(" <b>fish</b> &amp; https://x.y @me ﬁ\u0001 ", TextCleaning.Clean(text, nothing with { LowerCase = true }));
        Assert.Equal("<b>Fish</b> &amp; https://x.y @me ﬁ\u0001", TextCleaning.Clean(text, nothing with { WhiteSpace = true }));
    }

    [Theory]
    [InlineData("<")]
    [InlineData("<a ")]
    [InlineData("<!--")]
    [InlineData("<script>")]
    [InlineData("<style></")]
    [InlineData("&amp")]
    [InlineData("@a.")]
    [InlineData("www.")]
    [InlineData("\u0301")]
    public void Broken_text_of_any_length_takes_linear_time(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 200_000));
        var watch = Stopwatch.StartNew();
        TextCleaning.Clean(text);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed} for {text.Length} characters of '{part}'");
    }
}
