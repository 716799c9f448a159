using Core.Estimators;
using Xunit;

namespace Tests.Estimators;

public sealed class FigureTextTests
{
    [Theory]
    [InlineData(1204.4, "1 204")]
    [InlineData(37.64, "37.6")]
    [InlineData(3.2, "3.2")]
    [InlineData(0.0414, "0.0414")]
    [InlineData(0.0, "0")]
    [InlineData(-5.0, "−5")]
    [InlineData(double.NaN, "–")]
    public void Numbers_have_about_three_digits(double value, string text) =>
        Assert.Equal(text.Replace(' ', '\u00A0'), FigureText.Number(value));

    [Theory]
    [InlineData(0.24, "24 %")]
    [InlineData(0.015, "1.5 %")]
    [InlineData(0.00004, "less than 0.01 %")]
    [InlineData(0.0, "0 %")]
    public void Shares_are_percentages(double share, string text) => Assert.Equal(text.Replace(" %", "\u00A0%"), FigureText.Percent(share));

    [Theory]
    [InlineData(0.011, "1.1")]
    [InlineData(-0.0025, "−0.25")]
    [InlineData(0.02, "2.0")]
    public void Differences_are_points(double difference, string text) => Assert.Equal(text, FigureText.Points(difference));
}
