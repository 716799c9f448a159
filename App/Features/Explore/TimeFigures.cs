using System.Globalization;
using App.Shell;
using Core.Explore;
using Data.Queries;

namespace App.Features.Explore;

/// <summary>How a column and the number of rows go over time: by month, or by day where the range is short.</summary>
/// <param name="Periods">In order, those without rows as well.</param>
/// <param name="ByDay">Whether a period is a day; else a month.</param>
public sealed record TimeSeries(IReadOnlyList<SeasonPart> Periods, bool ByDay)
{
    // With fewer months, days show more.
    private const int FewestMonths = 4;

    public static TimeSeries Of(IReadOnlyCollection<DayTotal> days)
    {
        var months = Seasonality.Of(days, Season.Month).Parts;
        return months.Count >= FewestMonths ? new TimeSeries(months, false) : new TimeSeries(Seasonality.Of(days, Season.Day).Parts, true);
    }

    public string Unit => ByDay ? "day" : "month";

    /// <summary>Periods of a moving average: a quarter, or a week.</summary>
    public int Window => ByDay ? 7 : 3;

    public IEnumerable<string> Starts => Periods.Select(p => FilterQuery.Text(p.Start)!);

    public string NameOf(SeasonPart part) =>
        ByDay ? Format.Date(part.Start!.Value) : part.Start!.Value.ToString("MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>The straight line through the periods' means; null where there are too few.</summary>
    public LinearTrend? Trend => LinearTrend.Fit([.. Periods.Select((_, i) => (double)i)], [.. Periods.Select(p => p.Mean)]);
}

/// <summary>The charts over time.</summary>
public static class TimeFigures
{
    private static readonly string[] Weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    private static readonly string[] Seasons = ["Winter", "Spring", "Summer", "Autumn"];

    /// <summary>What a part of the year or week is called.</summary>
    public static string NameOf(Season season, SeasonPart part) =>
        season switch
        {
            Season.Weekday => Weekdays[part.Key - 1],
            Season.Quarter => Seasons[part.Key],
            Season.MonthOfYear => CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(part.Key),
            Season.Month => part.Start!.Value.ToString("MMM yyyy", CultureInfo.InvariantCulture),
            _ => Format.Date(part.Start!.Value),
        };

    /// <summary>Rows in each month, or day.</summary>
    public static Figure Counts(TimeSeries series, string rows) =>
        new(
            [
                new
                {
                    type = "bar",
                    x = series.Starts,
                    y = series.Periods.Select(p => p.Count),
                    customdata = series.Periods.Select(series.NameOf),
                    marker = new { color = Palette.Colour(0) },
                    hovertemplate = "%{customdata}<br>%{y:,} " + rows + "<extra></extra>",
                },
            ],
            new
            {
                xaxis = new { type = "date", showgrid = false },
                yaxis = new { rangemode = "tozero", title = new { text = rows } },
                bargap = 0.2,
                margin = ChartParts.Margin(bottom: 32),
            }
        );

    public static ChartTable CountTable(TimeSeries series, string rows) =>
        ChartParts.Table(series.ByDay ? "Day" : "Month", rows, series.Periods.Select(p => (series.NameOf(p), Format.Count(p.Count))));

    /// <summary>A column's mean in each period, its moving average, and the straight line.</summary>
    public static Figure Trend(TimeSeries series, string label)
    {
        double[] means = [.. series.Periods.Select(p => p.Mean)];
        List<object> traces =
        [
            Line(series.Starts, means, $"Mean by {series.Unit}", Palette.Colour(4), 1, null, "lines+markers"),
            Line(
                series.Starts,
                MovingAverage.Centred(means, series.Window),
                $"Over {series.Window} {series.Unit}s",
                Palette.Colour(0),
                3,
                null
            ),
        ];
        if (series.Trend is { } trend && series.Periods.Count > 2)
        {
            traces.Add(Line(series.Starts, [.. means.Select((_, i) => trend.At(i))], "Trend", Palette.Colour(5), 2, "dash"));
        }
        return new Figure(
            traces,
            new
            {
                xaxis = new { type = "date", showgrid = false },
                yaxis = new { title = new { text = label } },
                legend = ChartParts.LegendOnTop,
                margin = ChartParts.Margin(28, 32),
            }
        );
    }

    public static ChartTable TrendTable(TimeSeries series, ExploreColumn column)
    {
        var moving = MovingAverage.Centred([.. series.Periods.Select(p => p.Mean)], series.Window);
        return new ChartTable(
            [series.ByDay ? "Day" : "Month", "Rows", $"Mean {column.Label}", $"Over {series.Window} {series.Unit}s"],
            [
                .. series.Periods.Select(
                    (p, i) =>
                        (IReadOnlyList<string>)
                            [
                                series.NameOf(p),
                                Format.Count(p.Count),
                                ColumnFigures.Write(column, p.Mean),
                                ColumnFigures.Write(column, moving[i]),
                            ]
                ),
            ]
        );
    }

    /// <summary>The trend in a sentence, with its interval.</summary>
    public static string TrendSentence(TimeSeries series, ExploreColumn column)
    {
        if (series.Trend is not { SlopeInterval: { } interval, PValue: { } p } trend)
        {
            return "Too few periods for a trend.";
        }
        var reach = $"({Number(interval.Lower)} to {Number(interval.Upper)})";
        return p < 0.05
            ? $"{column.Label} {(trend.Slope > 0 ? "rises" : "falls")} by {Number(Math.Abs(trend.Slope))} a {series.Unit} {reach}."
            : $"No clear trend: {Number(trend.Slope)} a {series.Unit} {reach}.";

        static string Number(double value) => Core.Estimators.FigureText.Number(value);
    }

    /// <summary>Rows a day in each part, so that parts of which the range holds more have no advantage.</summary>
    public static Figure PerDay(Season season, Seasonality found, string rows) =>
        ChartParts.Bars(
            found.Parts.Select(p => NameOf(season, p)[..3]),
            found.Parts.Select(p => Math.Round(p.PerDay, 3)),
            rows + " a day",
            Palette.Colour(2)
        );

    public static ChartTable PerDayTable(Season season, Seasonality found, string rows) =>
        new(
            ["Part", rows, "Days", "A day"],
            [
                .. found.Parts.Select(p =>
                    (IReadOnlyList<string>)[NameOf(season, p), Format.Count(p.Count), Format.Count(p.Days), Format.Number(p.PerDay)]
                ),
            ]
        );

    private static object Line(
        IEnumerable<string> x,
        double[] y,
        string name,
        string colour,
        int width,
        string? dash,
        string mode = "lines"
    ) =>
        new
        {
            type = "scatter",
            mode,
            name,
            x,
            y = y.Select(v => double.IsFinite(v) ? (double?)v : null),
            line = new
            {
                color = colour,
                width,
                dash,
            },
            marker = new { size = 4 },
            hovertemplate = "%{x|%d %b %Y}<br>%{y:,.3~f}<extra>" + name + "</extra>",
        };
}
