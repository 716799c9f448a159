using System.Globalization;
using Core.Cleaning;
using Xunit;

namespace Tests.Cleaning;

public sealed class DateTextTests
{
    [Theory]
    // The three orders, whatever the separator.
    [InlineData("3/4/2011", DateOrder.MonthDayYear, "2011-03-04 00:00:00")]
    [InlineData("3/4/2011", DateOrder.DayMonthYear, "2011-04-03 00:00:00")]
    [InlineData("11/3/4", DateOrder.YearMonthDay, "2011-03-04 00:00:00")]
    [InlineData("03.04.2011", DateOrder.DayMonthYear, "2011-04-03 00:00:00")]
    [InlineData("03-04-2011", DateOrder.MonthDayYear, "2011-03-04 00:00:00")]
    [InlineData("3 4 2011", DateOrder.DayMonthYear, "2011-04-03 00:00:00")]
    // The year in front says the order by itself.
    [InlineData("2011-04-03", DateOrder.DayMonthYear, "2011-04-03 00:00:00")]
    [InlineData("2011/4/3 7:05", DateOrder.MonthDayYear, "2011-04-03 07:05:00")]
    [InlineData("20110419", DateOrder.DayMonthYear, "2011-04-19 00:00:00")]
    [InlineData("20110419 10:30", DateOrder.DayMonthYear, "2011-04-19 10:30:00")]
    // ISO 8601
    [InlineData("2011-04-19T10:30:15", DateOrder.MonthDayYear, "2011-04-19 10:30:15")]
    [InlineData("2011-04-19T10:30:15Z", DateOrder.MonthDayYear, "2011-04-19 10:30:15")]
    [InlineData("2011-04-19T10:30:15.5Z", DateOrder.MonthDayYear, "2011-04-19 10:30:15.5")]
    [InlineData("2011-04-19T10:30:15+02:00", DateOrder.MonthDayYear, "2011-04-19 08:30:15")]
    [InlineData("2011-04-19 23:30:15-0500", DateOrder.MonthDayYear, "2011-04-20 04:30:15")]
    [InlineData("2011-04-19 10:30:15 +05", DateOrder.MonthDayYear, "2011-04-19 05:30:15")]
    [InlineData("2011-04-19Z", DateOrder.MonthDayYear, "2011-04-19 00:00:00")]
    [InlineData("2011-04-19 10:30:15 UTC", DateOrder.MonthDayYear, "2011-04-19 10:30:15")]
    [InlineData("Tue, 19 Apr 2011 10:30:15 GMT", DateOrder.MonthDayYear, "2011-04-19 10:30:15")]
    // AM and PM
    [InlineData("4/19/2011 12:00 AM", DateOrder.MonthDayYear, "2011-04-19 00:00:00")]
    [InlineData("4/19/2011 12:00 PM", DateOrder.MonthDayYear, "2011-04-19 12:00:00")]
    [InlineData("4/19/2011 3:05:09pm", DateOrder.MonthDayYear, "2011-04-19 15:05:09")]
    [InlineData("4/19/2011 3 PM", DateOrder.MonthDayYear, "2011-04-19 15:00:00")]
    // Names of months
    [InlineData("19 Apr 2011", DateOrder.MonthDayYear, "2011-04-19 00:00:00")]
    [InlineData("19-APR-11", DateOrder.MonthDayYear, "2011-04-19 00:00:00")]
    [InlineData("April 19, 2011 10:30", DateOrder.DayMonthYear, "2011-04-19 10:30:00")]
    [InlineData("2011 Sept 19", DateOrder.DayMonthYear, "2011-09-19 00:00:00")]
    // Two-digit years
    [InlineData("1/2/69", DateOrder.DayMonthYear, "2069-02-01 00:00:00")]
    [InlineData("1/2/70", DateOrder.DayMonthYear, "1970-02-01 00:00:00")]
    [InlineData(" 29/2/2012 ", DateOrder.DayMonthYear, "2012-02-29 00:00:00")]
    [InlineData("31/12/2011 23:59:60", DateOrder.DayMonthYear, "2012-01-01 00:00:00")]
    public void Reads(string text, DateOrder order, string expected)
    {
        Assert.True(DateText.TryParse(text, order, out var utc), text);
        Assert.Equal(DateTime.Parse(expected, CultureInfo.InvariantCulture), utc);
        Assert.Equal(DateTimeKind.Utc, utc.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("2011")]
    [InlineData("29/2/2011")]
    [InlineData("31/4/2011")]
    [InlineData("0/1/2011")]
    [InlineData("1/13/2011")]
    [InlineData("20111301")]
    [InlineData("0011-02-03")]
    [InlineData("1/2/12345")]
    [InlineData("1/2/345")]
    [InlineData("2011-04-19 24:00")]
    [InlineData("2011-04-19 10:60")]
    [InlineData("2011-04-19 10:30:61")]
    [InlineData("2011-04-19 10")]
    [InlineData("2011-04-19 10.5:30")]
    [InlineData("2011-04-19 10:30:15:20")]
    [InlineData("2011-04-19 13:00 PM")]
    [InlineData("2011-04-19 NaN:00")]
    [InlineData("2011-04-19 10:NaN")]
    [InlineData("2011-04-19 10:30:∞")]
    [InlineData("2011-04-19 10:30+99:99")]
    [InlineData("2011-04-19 10:30+1")]
    [InlineData("2011-04-19 10:30 soon")]
    [InlineData("Market 3 2011")]
    [InlineData("19 Apr May 2011")]
    [InlineData("19 Tuesday 2011")]
    [InlineData("not a date")]
    [InlineData("99999999999999999999999999")]
    [InlineData("--/--/----")]
    [InlineData("\0\0\0\0\0\0\0\0")]
    public void Refuses(string text) => Assert.False(DateText.TryParse(text, DateOrder.DayMonthYear, out _), text);

    [Theory]
    [InlineData("13/4/2011", DateOrder.DayMonthYear)]
    [InlineData("4/13/2011 10:00", DateOrder.MonthDayYear)]
    [InlineData("12/12/2011", null)]
    [InlineData("13/14/2011", null)]
    [InlineData("2011-04-13", null)]
    [InlineData("13 Apr 2011", null)]
    [InlineData("garbage", null)]
    public void A_number_above_twelve_proves_the_order(string text, DateOrder? expected) =>
        Assert.Equal(expected, DateText.ProvenOrder(text));
}
