using System.Globalization;
using App.Shell;
using Data.Queries;

namespace App.Features.Home;

/// <summary>Sales of a day, or of a whole month where there are too many days to tell them apart.</summary>
/// <param name="Date">The first day.</param>
/// <param name="Revenue">Currency units.</param>
/// <param name="Orders">Orders.</param>
/// <param name="CustomersPerDay">Different customers of a day, on average over the days with sales.</param>
/// <param name="UnitsSold">Pieces.</param>
public sealed record SalesBar(DateOnly Date, decimal Revenue, long Orders, double CustomersPerDay, double UnitsSold);

/// <summary>The charts of the home page.</summary>
public static class HomeFigures
{
    private const int MostDaysAsBars = 92;

    /// <summary>Whether the days are shown one by one.</summary>
    public static bool ByDay(SalesWindow window) => window.Days <= MostDaysAsBars;

    public static List<SalesBar> Bars(HomeView view) =>
        ByDay(view.Window)
            ? [.. view.Days.Select(d => new SalesBar(d.Date, d.Revenue, d.Orders, d.UniqueCustomers, d.UnitsSold))]
            :
            [
                .. view
                    .Days.GroupBy(d => new DateOnly(d.Date.Year, d.Date.Month, 1))
                    .Select(m => new SalesBar(
                        m.Key,
                        m.Sum(d => d.Revenue),
                        m.Sum(d => d.Orders),
                        m.Average(d => (double)d.UniqueCustomers),
                        m.Sum(d => d.UnitsSold)
                    )),
            ];

    public static Figure Revenue(IReadOnlyList<SalesBar> bars, bool byDay) =>
        Of(bars, byDay, bars.Select(b => Math.Round((double)b.Revenue, 2)), "Revenue %{y:,.0f}", 0);

    public static Figure Customers(IReadOnlyList<SalesBar> bars, bool byDay) =>
        Of(bars, byDay, bars.Select(b => Math.Round(b.CustomersPerDay, 1)), byDay ? "%{y:,.0f} customers" : "%{y:,.1f} customers a day", 2);

    public static Figure Units(IReadOnlyList<SalesBar> bars, bool byDay) =>
        Of(bars, byDay, bars.Select(b => Math.Round(b.UnitsSold, 1)), "%{y:,.0f} items", 1);

    private static Figure Of(IReadOnlyList<SalesBar> bars, bool byDay, IEnumerable<double> values, string hover, int colour) =>
        new(
            [
                new
                {
                    type = "bar",
                    x = bars.Select(b => b.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                    y = values,
                    marker = new { color = Palette.Colour(colour) },
                    hovertemplate = $"%{{x|{(byDay ? "%a %e %B %Y" : "%B %Y")}}}<br>{hover}<extra></extra>",
                },
            ],
            new
            {
                xaxis = new { type = "date", showgrid = false },
                yaxis = new { rangemode = "tozero" },
                bargap = 0.25,
            }
        );

    public static ChartTable Table(IReadOnlyList<SalesBar> bars, bool byDay) =>
        new(
            [byDay ? "Day" : "Month", "Revenue", "Orders", byDay ? "Customers" : "Customers a day", "Items"],
            [
                .. bars.Select(b =>
                    (IReadOnlyList<string>)
                        [
                            b.Date.ToString(byDay ? "ddd d MMM yyyy" : "MMM yyyy", CultureInfo.InvariantCulture),
                            Format.Money(b.Revenue),
                            Format.Count(b.Orders),
                            byDay ? Format.Count((long)b.CustomersPerDay) : Format.Number(b.CustomersPerDay),
                            Format.Count((long)b.UnitsSold),
                        ]
                ),
            ]
        );
}
