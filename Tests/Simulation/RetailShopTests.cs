using Core.Simulation;
using Xunit;

namespace Tests.Simulation;

public sealed class RetailShopTests
{
    private static readonly RetailShopOptions Options = new(new DateOnly(2024, 1, 1), new DateOnly(2026, 1, 1), 1500);
    private static readonly Lazy<(RetailShop Shop, List<SimulatedOrderLine> Lines)> Simulated = new(() =>
    {
        var shop = RetailShop.Generate(Options, 1);
        return (shop, [.. shop.OrderLines]);
    });

    private static RetailShop Shop => Simulated.Value.Shop;

    private static List<SimulatedOrderLine> Lines => Simulated.Value.Lines;

    private static string Csv(Action<TextWriter> write)
    {
        using var writer = new StringWriter();
        write(writer);
        return writer.ToString();
    }

    [Fact]
    public void The_same_seed_makes_the_same_shop_and_another_seed_another()
    {
        var small = Options with { Customers = 60 };
        string Files(ulong seed)
        {
            var shop = RetailShop.Generate(small, seed);
            return Csv(shop.WriteCustomersCsv) + Csv(shop.WriteOrdersCsv);
        }

        Assert.Equal(Files(5), Files(5));
        Assert.NotEqual(Files(5), Files(6));
        Assert.Equal(Lines, Shop.OrderLines);
    }

    [Fact]
    public void Orders_come_by_time_within_the_window_and_before_the_churn_date()
    {
        var customers = Shop.Customers.ToDictionary(c => c.Id);

        Assert.NotEmpty(Lines);
        Assert.Equal(Lines.OrderBy(l => l.OrderedAt).ThenBy(l => l.OrderId), Lines);
        Assert.All(
            Lines,
            line =>
            {
                var day = DateOnly.FromDateTime(line.OrderedAt.UtcDateTime);
                var customer = customers[line.CustomerId];
                Assert.InRange(
                    day,
                    Options.Start > customer.SignupDate ? Options.Start : customer.SignupDate,
                    Options.EndExclusive.AddDays(-1)
                );
                Assert.True(customer.ChurnDate is null || day < customer.ChurnDate);
                Assert.True(line.Quantity >= 1 && line.UnitPrice > 0 && decimal.Round(line.UnitPrice, 2) == line.UnitPrice);
            }
        );
        Assert.All(Lines.GroupBy(l => l.OrderId), o => Assert.Equal(o.Count(), o.Select(l => l.ProductId).Distinct().Count()));
        Assert.Equal(120, ProductCatalog.Products.Select(p => p.Id).Distinct().Count());
    }

    [Fact]
    public void Every_address_is_its_own_and_reaches_nobody()
    {
        Assert.All(Shop.Customers, c => Assert.Matches("^[a-z.]+\\.[0-9]+@example\\.com$", c.Email));
        Assert.Equal(Options.Customers, Shop.Customers.Select(c => c.Email).Distinct().Count());
        Assert.Equal("SIM-00001", Shop.Customers[0].Id);
        Assert.Equal(Shop.Customers.OrderBy(c => c.SignupDate), Shop.Customers);
    }

    [Fact]
    public void December_sells_more_than_an_average_month()
    {
        var months = Lines.GroupBy(l => l.OrderedAt.Month).ToDictionary(g => g.Key, g => g.Sum(l => l.Quantity * l.UnitPrice));

        Assert.True(months[12] > 1.3m * months.Values.Average());
    }

    [Fact]
    public void Households_buy_in_the_evening_and_at_weekends_and_wholesalers_at_office_hours()
    {
        var wholesale = Shop.Customers.Where(c => c.Archetype == Archetype.Wholesaler).Select(c => c.Id).ToHashSet();
        var orders = Lines.DistinctBy(l => l.OrderId).ToLookup(l => wholesale.Contains(l.CustomerId), l => l.OrderedAt);
        double Evening(bool trade) => orders[trade].Average(t => t.Hour >= 18 ? 1.0 : 0);
        double Weekend(bool trade) => orders[trade].Average(t => t.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1.0 : 0);

        Assert.True(Evening(false) > 0.25 && Evening(true) < 0.1);
        Assert.True(Weekend(false) > 2.0 / 7 && Weekend(true) < 0.1);
    }

    [Fact]
    public void Archetypes_differ_as_their_names_say()
    {
        var archetypes = Shop.Customers.ToDictionary(c => c.Id, c => c.Archetype);
        var orders = Lines
            .GroupBy(l => l.OrderId)
            .Select(o => (Who: archetypes[o.First().CustomerId], At: o.First().OrderedAt, Value: o.Sum(l => l.Quantity * l.UnitPrice)))
            .ToList();
        decimal Value(Archetype a) => orders.Where(o => o.Who == a).Average(o => o.Value);
        double InAdvent(Archetype a) => orders.Where(o => o.Who == a).Average(o => o.At.Month >= 11 ? 1.0 : 0);
        var lastSeen = orders.Where(o => o.Who == Archetype.Lapsed).Max(o => o.At);

        Assert.True(Value(Archetype.Wholesaler) > 5 * Value(Archetype.LoyalRegular));
        Assert.True(Value(Archetype.BargainHunter) < Value(Archetype.LoyalRegular));
        Assert.True(InAdvent(Archetype.GiftBuyer) > 0.4 && InAdvent(Archetype.LoyalRegular) < 0.35);
        Assert.True(lastSeen < new DateTimeOffset(2025, 10, 4, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(6, archetypes.Values.Distinct().Count());
    }

    [Fact]
    public void A_plausible_share_is_active()
    {
        var recent = Lines.Where(l => l.OrderedAt >= new DateTimeOffset(2025, 10, 1, 0, 0, 0, TimeSpan.Zero)).Select(l => l.CustomerId);
        var share = (double)recent.Distinct().Count() / Options.Customers;

        Assert.InRange(share, 0.3, 0.7);
    }

    [Fact]
    public void Files_hold_what_the_import_reads()
    {
        var (customers, orders) = (Csv(Shop.WriteCustomersCsv), Csv(Shop.WriteOrdersCsv));

        Assert.StartsWith("customer_id,name,email,location,country,channel,region,signup_date\nSIM-00001,", customers);
        Assert.StartsWith("order_id,customer_id,ordered_at,product_id,description,quantity,unit_price\nSO-0000001,SIM-", orders);
        Assert.Equal(Options.Customers + 1, customers.Count(c => c == '\n'));
        Assert.Equal(Lines.Count + 1, orders.Count(c => c == '\n'));
        Assert.Matches("\nSO-0000002,SIM-[0-9]{5},2024-01-01T[0-9:]{8}Z,[A-Z]{3}-[0-9]{2},[^,]+,[0-9]+,[0-9]+\\.[0-9]{2}\n", orders);
    }

    [Fact]
    public void Too_short_a_window_and_nobody_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RetailShop.Generate(Options with { Customers = 0 }, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RetailShop.Generate(Options with { EndExclusive = Options.Start }, 1));
    }
}
