using App.Shell;
using Core.Estimators;
using Data.Queries;

namespace App.Features.Report.Sections;

/// <summary>
/// Churn and purchases, as far as it can be read off what happened: how long ago people ordered, who came back, and how many of each
/// month's new customers still order. No forecast.
/// </summary>
public sealed class LoyaltySection(FeatureStore features, CohortRetention cohorts) : IReportSection
{
    private const int ActiveDays = 90;
    private const int LapsedDays = 180;

    /// <summary>Share of the customers.</summary>
    private const double ManyOnce = 0.5;

    /// <summary>Share of the customers.</summary>
    private const double ManyLapsed = 0.4;

    /// <summary>Customers; below, a share says little.</summary>
    private const int Fewest = 30;
    private const int MostCohorts = 12;
    private static readonly double[] RecencyLimits = [0, 30, 60, 90, 180, 365];

    private sealed record Counts(long Customers, long Once, long Active, long Lapsed);

    public string Key => "loyalty";

    public string Title => "Churn and purchases";

    public int Order => 50;

    public string Needs => "Appears once there are orders.";

    public async Task<SectionView?> BuildAsync(CancellationToken cancellation = default)
    {
        var data = await features.GetAsync(cancellation);
        var recency = Quantile.Known(data.Column("recency_days"));
        if (recency.Length == 0)
        {
            return null;
        }
        var orders = Quantile.Known(data.Column("frequency"));
        var counts = new Counts(
            recency.Length,
            orders.LongCount(o => o == 1),
            recency.LongCount(r => r <= ActiveDays),
            recency.LongCount(r => r > LapsedDays)
        );
        List<string> sentences =
        [
            $"{Of(counts.Active, counts)} ordered in the {ActiveDays} days before the last day of the data; {Of(counts.Lapsed, counts)} have not ordered for more than {LapsedDays} days.",
            $"{Of(counts.Customers - counts.Once, counts)} ordered more than once.",
        ];
        var bands = Band.Of(recency, RecencyLimits, (from, to) => to is { } t ? $"{from:0}–{t - 1:0}" : $"{from:0}+");
        List<SectionChart> charts = [Band.Chart(bands, "Customers by days since their last order", "Days since the last order", 1)];
        if (await RetentionAsync(sentences, cancellation) is { } retention)
        {
            charts.Add(retention);
        }
        return new SectionView(sentences, charts, [], [new SectionLink("Latest order first", "customers?sort=recency")], Advise(counts));
    }

    private async Task<SectionChart?> RetentionAsync(List<string> sentences, CancellationToken cancellation)
    {
        List<Cohort> shown = [.. (await cohorts.RunAsync(cancellation)).TakeLast(MostCohorts)];
        var next = shown.Where(c => c.Active.Count > 1).ToList();
        if (next.Count == 0)
        {
            return null;
        }
        sentences.Add(
            $"Of the new customers of a month, {Format.Percent((double)next.Sum(c => c.Active[1]) / next.Sum(c => c.Customers))} ordered again in the month after (months from {SectionFigures.Month(next[0].Month)} to {SectionFigures.Month(next[^1].Month)})."
        );
        List<int> ages = [.. Enumerable.Range(1, shown.Max(c => c.Active.Count) - 1)];
        // A heat map has its first row at the bottom.
        var rows = next.AsEnumerable().Reverse().ToList();
        return new SectionChart(
            "Who orders again, by month of the first order",
            "For the new customers of each month, the share that ordered again one, two and more months later. Months that are not over are left out.",
            new Figure(
                [
                    new
                    {
                        type = "heatmap",
                        x = ages,
                        y = rows.Select(c => SectionFigures.Month(c.Month)),
                        z = rows.Select(c => ages.Select(c.Share)),
                        colorscale = new object[] { new object[] { 0, "#DCEBF7" }, new object[] { 1, "#0B4F83" } },
                        zmin = 0,
                        hoverongaps = false,
                        xgap = 2,
                        ygap = 2,
                        colorbar = new
                        {
                            tickformat = ".0%",
                            thickness = 12,
                            outlinewidth = 0,
                        },
                        hovertemplate = "New in %{y}<br>%{z:.1%} ordered %{x} months later<extra></extra>",
                    },
                ],
                new
                {
                    xaxis = new
                    {
                        title = new { text = "Months after the first order" },
                        dtick = 1,
                        showgrid = false,
                        zeroline = false,
                    },
                    yaxis = new { type = "category", showgrid = false },
                }
            ),
            new ChartTable(
                ["First order", "Customers", .. ages.Select(a => $"+{a}")],
                [
                    .. shown.Select(c =>
                        (IReadOnlyList<string>)
                            [
                                SectionFigures.Month(c.Month),
                                Format.Count(c.Customers),
                                .. ages.Select(a => c.Share(a) is { } share ? Format.Percent(share) : ""),
                            ]
                    ),
                ]
            ),
            SectionFigures.Height(next.Count)
        );
    }

    private static List<Advice> Advise(Counts counts)
    {
        List<Advice> advice = [];
        if (counts.Customers < Fewest)
        {
            return advice;
        }
        if (counts.Once >= ManyOnce * counts.Customers)
        {
            advice.Add(
                new Advice(
                    AdviceArea.Marketing,
                    "Win the second order: write to those who bought once while they still remember, with something that goes with what they bought.",
                    $"{Of(counts.Once, counts)} ordered only once.",
                    $"Given when at least {Format.Percent(ManyOnce)} of {Fewest} or more customers ordered only once.",
                    new SectionLink("New campaign", "campaigns/new")
                )
            );
        }
        if (counts.Lapsed >= ManyLapsed * counts.Customers)
        {
            advice.Add(
                new Advice(
                    AdviceArea.Churn,
                    $"Write to people before they are gone for {LapsedDays} days, not after: many are beyond that already.",
                    $"{Of(counts.Lapsed, counts)} have not ordered for more than {LapsedDays} days.",
                    $"Given when at least {Format.Percent(ManyLapsed)} of {Fewest} or more customers have not.",
                    new SectionLink("RFM segments", "segments/rfm")
                )
            );
        }
        return advice;
    }

    private static string Of(long part, Counts counts) =>
        $"{Format.Count(part, "customer", "customers")} ({Format.Percent((double)part / counts.Customers)})";
}
