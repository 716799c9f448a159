using System.Globalization;
using Core.Estimators;
using Core.Experiments;
using MathNet.Numerics;

namespace Core.Explore;

/// <summary>In which month there are clearly more texts than in others, and where sentiment goes.</summary>
internal static class TimeFindings
{
    private const int FewestMonths = 3,
        FewestMonthsOfTrend = 6,
        FewestTextsOfMonth = 10;

    // Texts of one day hang together, so that chance alone makes peaks that a test of independent texts takes for real.
    private const double SmallestRatio = 1.25;

    public static IEnumerable<TextFinding> Of(IReadOnlyCollection<DayTotal> days)
    {
        var months = Seasonality.Of(days, Season.Month).Parts;
        if (months.Count < FewestMonths || months.Sum(m => m.Count) < TextFindings.FewestTexts)
        {
            return [];
        }
        return [.. Peak(months), .. Trend(months)];
    }

    private static IEnumerable<TextFinding> Peak(IReadOnlyList<SeasonPart> months)
    {
        var (texts, days) = (months.Sum(m => m.Count), months.Sum(m => m.Days));
        // Chance of at least so many when each text may come on any day: a binomial tail, exactly.
        var p = months.Select(m =>
            m.Count == 0 ? 1 : SpecialFunctions.BetaRegularized(m.Count, texts - m.Count + 1, (double)m.Days / days)
        );
        var adjusted = MultipleTesting.Holm([.. p.Select(v => Math.Clamp(v, 0, 1))]);
        var peak = Enumerable.Range(0, months.Count).MaxBy(i => months[i].PerDay);
        var month = months[peak];
        var others = (double)(texts - month.Count) / (days - month.Days);
        if (adjusted[peak] >= TextFindings.Alpha || month.Count < TextFindings.FewestTexts || month.PerDay < SmallestRatio * others)
        {
            yield break;
        }
        var start = month.Start!.Value;
        var times =
            others > 0 ? $", {FigureText.Number(Math.Round(month.PerDay / others, 1))} times as many a day as in the other months" : "";
        yield return new TextFinding(
            "peak",
            $"Most texts came in {TextFindings.Named(start.ToString("MMMM yyyy", CultureInfo.InvariantCulture))}: {FigureText.Count(month.Count)}{times}.",
            month.Count,
            month.Count,
            new Dictionary<string, string> { ["from"] = Iso(start), ["to"] = Iso(start.AddMonths(1).AddDays(-1)) }
        );
    }

    private static IEnumerable<TextFinding> Trend(IReadOnlyList<SeasonPart> months)
    {
        (int At, SeasonPart Month)[] known =
        [
            .. months.Select((m, i) => (i, m)).Where(m => m.m.Count >= FewestTextsOfMonth && double.IsFinite(m.m.Mean)),
        ];
        if (
            known.Length < FewestMonthsOfTrend
            || LinearTrend.Fit([.. known.Select(k => (double)k.At)], [.. known.Select(k => k.Month.Mean)])
                is not { PValue: < TextFindings.Alpha } line
        )
        {
            yield break;
        }
        var interval = line.SlopeInterval!.Value;
        yield return new TextFinding(
            "trend",
            $"Sentiment {(line.Slope > 0 ? "rises" : "falls")} by {FigureText.Number(Math.Abs(line.Slope))} a month "
                + $"({FigureText.Number(Math.Min(Math.Abs(interval.Lower), Math.Abs(interval.Upper)))} to "
                + $"{FigureText.Number(Math.Max(Math.Abs(interval.Lower), Math.Abs(interval.Upper)))}), over {known.Length} months.",
            line.Slope,
            known.Sum(k => k.Month.Count),
            TextFindings.NoFilter
        );
    }

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
