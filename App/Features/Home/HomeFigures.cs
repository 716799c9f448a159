using App.Shell;
using Data.Queries;

namespace App.Features.Home;

/// <summary>The charts of the home page.</summary>
public static class HomeFigures
{
    public static Figure RevenueByMonth(IReadOnlyList<SalesPeriod> months) =>
        new(
            [
                new
                {
                    type = "bar",
                    x = months.Select(m => m.Date.ToString("yyyy-MM-dd")),
                    y = months.Select(m => Math.Round((double)m.Revenue, 2)),
                    marker = new { color = Palette.Colour(0) },
                    hovertemplate = "%{x|%B %Y}<br>Revenue %{y:,.0f}<br>%{customdata}<extra></extra>",
                    customdata = months.Select(m =>
                        $"{Format.Count(m.Orders, "order", "orders")} of {Format.Count(m.UniqueCustomers, "customer", "customers")}"
                    ),
                },
            ],
            new
            {
                xaxis = new { type = "date", showgrid = false },
                yaxis = new { rangemode = "tozero" },
                bargap = 0.25,
            }
        );

    public static ChartTable MonthTable(IReadOnlyList<SalesPeriod> months) =>
        new(
            ["Month", "Revenue", "Orders", "Customers", "Items"],
            [
                .. months.Select(m =>
                    (IReadOnlyList<string>)
                        [
                            m.Date.ToString("MMM yyyy", System.Globalization.CultureInfo.InvariantCulture),
                            Format.Money(m.Revenue),
                            Format.Count(m.Orders),
                            Format.Count(m.UniqueCustomers),
                            Format.Count((long)m.UnitsSold),
                        ]
                ),
            ]
        );
}
