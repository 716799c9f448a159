using System.Globalization;
using App.Shell;
using Core.Customers;
using Core.Estimators;
using Data.Queries;

namespace App.Features.Report.Sections;

/// <summary>What the data look like: sales by month, and how customers spread over revenue and orders.</summary>
public sealed class SalesSection(SalesSummary sales, FeatureStore features) : IReportSection
{
    /// <summary>Orders of one customer, from … to below the next.</summary>
    private static readonly double[] OrderLimits = [1, 2, 3, 4, 5, 10, 20, 50];

    private sealed record Month(DateOnly First, decimal Revenue, long Orders, double Items);

    public string Key => "sales";

    public string Title => "What the data look like";

    public int Order => 30;

    public string Needs => "Appears once there are orders.";

    public async Task<SectionView?> BuildAsync(CancellationToken cancellation = default)
    {
        if (await sales.SpanAsync(cancellation) is not { } span)
        {
            return null;
        }
        var totals = await sales.TotalsAsync(span, cancellation: cancellation);
        List<Month> months =
        [
            .. (await sales.DaysAsync(cancellation: cancellation))
                .GroupBy(d => new DateOnly(d.Date.Year, d.Date.Month, 1))
                .Select(m => new Month(m.Key, m.Sum(d => d.Revenue), m.Sum(d => d.Orders), m.Sum(d => d.UnitsSold))),
        ];
        var best = months.MaxBy(m => m.Revenue)!;
        List<string> sentences =
        [
            $"{Format.Count(totals.Customers, "customer", "customers")} placed {Format.Count(totals.Orders, "order", "orders")} for {Format.Money(totals.Revenue)} between {Format.Date(span.From)} and {Format.Date(span.To)}; {Format.Money(totals.AverageOrder)} an order.",
            $"The best month was *{best.First.ToString("MMMM yyyy", CultureInfo.InvariantCulture)}* with {Format.Money(best.Revenue)}.",
        ];
        List<SectionChart> charts = [ByMonth(months)];
        AddDistributions(charts, sentences, await features.GetAsync(cancellation));
        return new SectionView(
            sentences,
            charts,
            [],
            [new SectionLink("Home, day by day", "?range=all"), new SectionLink("All customers", "customers")],
            []
        );
    }

    private static SectionChart ByMonth(IReadOnlyList<Month> months) =>
        new(
            "Revenue by month",
            $"Revenue by month from {SectionFigures.Month(months[0].First)} to {SectionFigures.Month(months[^1].First)}; the first and the last month may not be whole.",
            new Figure(
                [
                    new
                    {
                        type = "bar",
                        x = months.Select(m => SectionFigures.Day(m.First)),
                        y = months.Select(m => Math.Round((double)m.Revenue, 2)),
                        marker = new { color = Palette.Colour(0) },
                        hovertemplate = "%{x|%B %Y}<br>Revenue %{y:,.0f}<extra></extra>",
                    },
                ],
                new
                {
                    xaxis = new { type = "date", showgrid = false },
                    yaxis = new { rangemode = "tozero" },
                    bargap = 0.25,
                }
            ),
            new ChartTable(
                ["Month", "Revenue", "Orders", "Items"],
                [
                    .. months.Select(m =>
                        (IReadOnlyList<string>)
                            [SectionFigures.Month(m.First), Format.Money(m.Revenue), Format.Count(m.Orders), Format.Count((long)m.Items)]
                    ),
                ]
            )
        );

    private static void AddDistributions(List<SectionChart> charts, List<string> sentences, FeatureMatrix data)
    {
        var revenue = Quantile.Sorted(Quantile.Known(data.Column("monetary")));
        if (revenue.Length == 0)
        {
            return;
        }
        sentences.Add(
            $"Half of the customers spent {Format.Money(Quantile.OfSorted(revenue, 0.5))} or less in all; the top tenth {Format.Money(Quantile.OfSorted(revenue, 0.9))} or more, and they bring {Format.Percent(TopShare(revenue))} of the revenue."
        );
        var positive = revenue.SkipWhile(v => v <= 0).FirstOrDefault(1);
        charts.Add(
            Band.Chart(
                Band.Of(
                    revenue,
                    Band.OneTwoFive(positive, revenue[^1]),
                    (from, to) => to is { } t ? $"{Short(from)}–{Short(t)}" : $"{Short(from)}+"
                ),
                "Customers by revenue",
                "Revenue in all",
                2
            )
        );
        charts.Add(
            Band.Chart(
                Band.Of(
                    data.Column("frequency"),
                    OrderLimits,
                    (from, to) =>
                        to is { } t
                            ? t - from == 1
                                ? $"{from:0}"
                                : $"{from:0}–{t - 1:0}"
                            : $"{from:0}+"
                ),
                "Customers by number of orders",
                "Orders",
                4
            )
        );
    }

    // The share of the revenue that the tenth of customers with the most brings.
    private static double TopShare(double[] sorted)
    {
        var top = (sorted.Length + 9) / 10;
        return sorted[^top..].Sum() / sorted.Sum();
    }

    private static string Short(double amount) =>
        amount >= 1e6 ? $"{amount / 1e6:0}\u202FM"
        : amount >= 1e3 ? $"{amount / 1e3:0}\u202Fk"
        : amount.ToString("0", CultureInfo.InvariantCulture);
}
