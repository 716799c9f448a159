using Core.Cleaning;
using Xunit;

namespace Tests.Cleaning;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    public void Quotes_what_needs_it(string? text, string expected) => Assert.Equal(expected, CsvText.Field(text));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"")]
    public void Makes_formulas_harmless(string text, string expected) => Assert.Equal(expected, CsvText.Field(text));

    [Theory]
    [InlineData("-5")]
    [InlineData("-5.25")]
    [InlineData("+5")]
    public void Leaves_plain_numbers(string text) => Assert.Equal(text, CsvText.Field(text));
}
