using Core.Cleaning;
using Xunit;

namespace Tests.Cleaning;

public sealed class CleanTextTests
{
    [Theory]
    [InlineData("a\0b\0", "a\uFFFDb\uFFFD")]
    [InlineData("", "")]
    [InlineData(" a\tb ", " a\tb ")]
    public void Only_the_character_NUL_is_replaced(string text, string expected) => Assert.Equal(expected, CleanText.WithoutNul(text));

    [Fact]
    public void Text_without_it_is_not_copied()
    {
        var text = new string('x', 100);
        Assert.Same(text, CleanText.WithoutNul(text));
    }
}
