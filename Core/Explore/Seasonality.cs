using Core.Experiments;

namespace Core.Explore;

/// <summary>How many there were on one day, and what they add up to.</summary>
/// <param name="Date">The day (UTC).</param>
/// <param name="Count">How many, at least 0.</param>
/// <param name="Known">How many of them have a value.</param>
/// <param name="Sum">Of those values.</param>
public sealed record DayTotal(DateOnly Date, long Count, long Known, double Sum);

/// <summary>What days are put together by.</summary>
public enum Season
{
    /// <summary>Each day.</summary>
    Day,

    /// <summary>Each month of each year.</summary>
    Month,

    /// <summary>January to December, over all years.</summary>
    MonthOfYear,

    /// <summary>Monday to Sunday.</summary>
    Weekday,

    /// <summary>Winter (December to February), spring, summer, autumn: meteorological, northern half of the earth.</summary>
    Quarter,
}

/// <summary>All days of one kind put together.</summary>
/// <param name="Key">Of a day its number, of a month 12 · year + month − 1; else the number of the part: month 1–12, weekday 1 (Monday) – 7, season 0 (winter) – 3.</param>
/// <param name="Start">The first day of a day or month; null for others.</param>
/// <param name="Days">Days of this kind within the range, whether anything happened or not.</param>
/// <param name="Count">How many there were.</param>
/// <param name="Mean">Of the values; NaN where none is known.</param>
public sealed record SeasonPart(int Key, DateOnly? Start, int Days, long Count, double Mean)
{
    /// <summary>How many a day; NaN without days.</summary>
    public double PerDay => (double)Count / Days;
}

/// <summary>Days put together by month, weekday or season, and whether they differ more than chance would have it.</summary>
/// <param name="Parts">In their order; months without anything between the first and the last are there too.</param>
/// <param name="PValue">
/// Of χ² against "as many every day", so that long months and parts that the range holds more of have no advantage. Source: Agresti,
/// "Categorical Data Analysis", 3rd ed. 2013, section 1.5.2. Events are taken as independent.
/// </param>
public sealed record Seasonality(IReadOnlyList<SeasonPart> Parts, double PValue)
{
    /// <param name="days">In any order, each day once at most; days without anything may be missing. The range is from the first to the last of them.</param>
    /// <param name="season">What to put together.</param>
    /// <exception cref="ArgumentException">A day is there twice, or a count is negative.</exception>
    public static Seasonality Of(IReadOnlyCollection<DayTotal> days, Season season)
    {
        ArgumentNullException.ThrowIfNull(days);
        if (days.Count == 0)
        {
            return new Seasonality([], 1);
        }
        var byDate = new Dictionary<DateOnly, DayTotal>(days.Count);
        foreach (var day in days)
        {
            if (!byDate.TryAdd(day.Date, day) || day.Count < 0 || day.Known < 0 || day.Known > day.Count)
            {
                throw new ArgumentException(
                    $"The days of {nameof(Seasonality)} must differ and have counts of at least 0. Got {day} instead."
                );
            }
        }
        var (first, last) = (days.Min(d => d.Date), days.Max(d => d.Date));
        var parts = new SortedDictionary<int, (int Days, long Count, long Known, double Sum)>();
        for (var date = first; date <= last; date = date.AddDays(1))
        {
            var day = byDate.GetValueOrDefault(date);
            var (n, count, known, sum) = parts.GetValueOrDefault(KeyOf(date, season));
            parts[KeyOf(date, season)] = (n + 1, count + (day?.Count ?? 0), known + (day?.Known ?? 0), sum + (day?.Sum ?? 0));
        }
        SeasonPart[] found =
        [
            .. parts.Select(p => new SeasonPart(
                p.Key,
                StartOf(p.Key, season),
                p.Value.Days,
                p.Value.Count,
                p.Value.Known > 0 ? p.Value.Sum / p.Value.Known : double.NaN
            )),
        ];
        var test = ChiSquareTest.GoodnessOfFit([.. found.Select(p => (double)p.Count)], [.. found.Select(p => (double)p.Days)]);
        return new Seasonality(found, test.PValue);
    }

    private static DateOnly? StartOf(int key, Season season) =>
        season switch
        {
            Season.Day => DateOnly.FromDayNumber(key),
            Season.Month => new DateOnly(key / 12, key % 12 + 1, 1),
            _ => null,
        };

    private static int KeyOf(DateOnly date, Season season) =>
        season switch
        {
            Season.Day => date.DayNumber,
            Season.Month => date.Year * 12 + date.Month - 1,
            Season.MonthOfYear => date.Month,
            Season.Weekday => ((int)date.DayOfWeek + 6) % 7 + 1,
            _ => date.Month % 12 / 3,
        };
}
