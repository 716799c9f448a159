using System.Globalization;
using Core.Cleaning;
using Xunit;

namespace Tests.Cleaning;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("12", "12")]
    [InlineData(" 12.50 ", "12.50")]
    [InlineData("-5", "-5")]
    [InlineData("+5", "5")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    // A comma is a decimal comma unless exactly three digits follow it.
    [InlineData("2,55", "2.55")]
    [InlineData("2,5", "2.5")]
    [InlineData("1234,5678", "1234.5678")]
    [InlineData("1,234", "1234")]
    [InlineData("0,125", "0.125")]
    [InlineData("-0,125", "-0.125")]
    [InlineData("1.234", "1.234")]
    // Thousands
    [InlineData("1,234.56", "1234.56")]
    [InlineData("1.234,56", "1234.56")]
    [InlineData("1,234,567", "1234567")]
    [InlineData("1.234.567", "1234567")]
    [InlineData("1.234.567,89", "1234567.89")]
    [InlineData("1,234,567.89", "1234567.89")]
    [InlineData("1 234,56", "1234.56")]
    [InlineData("1\u00A0234,56", "1234.56")]
    [InlineData("1\u202F234.56", "1234.56")]
    [InlineData("1'234.56", "1234.56")]
    [InlineData("1’234.56", "1234.56")]
    // Currency signs, brackets, signs
    [InlineData("£5.50", "5.50")]
    [InlineData("5,50 €", "5.50")]
    [InlineData("-$1,234.50", "-1234.50")]
    [InlineData("$-5", "-5")]
    [InlineData("(5.50)", "-5.50")]
    [InlineData("($1,234)", "-1234")]
    [InlineData("5.50-", "-5.50")]
    [InlineData("\u22125", "-5")]
    [InlineData("1.5E3", "1500")]
    public void Reads(string text, string expected)
    {
        Assert.True(NumberText.TryParse(text, out var number), text);
        Assert.Equal(decimal.Parse(expected, CultureInfo.InvariantCulture), number);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData(",")]
    [InlineData("()")]
    [InlineData("(")]
    [InlineData("€")]
    [InlineData("e")]
    [InlineData("five")]
    [InlineData("5 pieces")]
    [InlineData("1-2")]
    [InlineData("10.0.0.1")]
    [InlineData("1.2,3.4")]
    [InlineData("1e400")]
    [InlineData("99999999999999999999999999999999")]
    [InlineData("NaN")]
    [InlineData("∞")]
    [InlineData("0x10")]
    public void Refuses(string text) => Assert.False(NumberText.TryParse(text, out _), text);

    [Fact]
    public void A_very_long_text_is_no_number() => Assert.False(NumberText.TryParse("$" + new string('1', 100_000), out _));
}
