using Core.Explore;
using Xunit;

namespace Tests.Explore;

public sealed class SeasonalityTests
{
    private static DayTotal Day(string date, long count = 1, long known = 0, double sum = 0) =>
        new(DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture), count, known, sum);

    [Fact]
    public void Months_in_order_with_those_in_between_and_their_days_within_the_range()
    {
        var months = Seasonality.Of([Day("2024-04-02", 3, 2, 5), Day("2024-01-31"), Day("2024-02-29")], Season.Month);

        Assert.Equal(
            ["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"],
            months.Parts.Select(p => p.Start!.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))
        );
        Assert.Equal([(1, 1L), (29, 1), (31, 0), (2, 3)], months.Parts.Select(p => (p.Days, p.Count)));
        Assert.Equal((2.5, 1.5), (months.Parts[3].Mean, months.Parts[3].PerDay));
        Assert.Equal(double.NaN, months.Parts[0].Mean);
    }

    [Fact]
    public void Weekdays_begin_on_Monday_and_seasons_in_winter()
    {
        // 2024-01-01 was a Monday.
        var week = Seasonality.Of([Day("2024-01-01", 7), Day("2024-01-07", 1)], Season.Weekday);
        Assert.Equal([(1, 7L), (2, 0), (3, 0), (4, 0), (5, 0), (6, 0), (7, 1)], week.Parts.Select(p => (p.Key, p.Count)));

        var year = Seasonality.Of([Day("2023-12-01"), Day("2024-02-29", 2), Day("2024-03-01", 5), Day("2024-11-30")], Season.Quarter);
        Assert.Equal([(0, 91, 3L), (1, 92, 5), (2, 92, 0), (3, 91, 1)], year.Parts.Select(p => (p.Key, p.Days, p.Count)));

        Assert.Equal([1, 12], Seasonality.Of([Day("2023-12-31"), Day("2024-01-01")], Season.MonthOfYear).Parts.Select(p => p.Key));
    }

    [Fact]
    public void Whether_parts_differ_is_judged_by_their_days()
    {
        // As many every day: long months have more, and that is no season.
        DayTotal[] even = [.. Enumerable.Range(0, 366).Select(i => new DayTotal(new DateOnly(2024, 1, 1).AddDays(i), 10, 0, 0))];
        Assert.Equal(1, Seasonality.Of(even, Season.MonthOfYear).PValue, 1e-12);
        DayTotal[] weekends = [.. even.Select(d => d with { Count = d.Date.DayOfWeek is DayOfWeek.Sunday ? 14 : 10 })];
        Assert.True(Seasonality.Of(weekends, Season.Weekday).PValue < 1e-6);
        Assert.True(Seasonality.Of(weekends, Season.Quarter).PValue > 0.9);
    }

    [Fact]
    public void Nothing_one_day_and_a_day_twice()
    {
        Assert.Empty(Seasonality.Of([], Season.Month).Parts);
        Assert.Equal(1, Seasonality.Of([], Season.Month).PValue);
        Assert.Equal(1, Seasonality.Of([Day("2024-01-01", 9)], Season.Weekday).PValue);
        Assert.Throws<ArgumentException>(() => Seasonality.Of([Day("2024-01-01"), Day("2024-01-01")], Season.Month));
        Assert.Throws<ArgumentException>(() => Seasonality.Of([Day("2024-01-01", -1)], Season.Month));
    }
}
