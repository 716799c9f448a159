using Core.Cleaning;
using Core.Simulation;
using Xunit;

namespace Tests.Simulation;

/// <summary>What is wrong with the files: as often as asked for, and never in the truth.</summary>
public sealed class SimulationNoiseTests
{
    private static readonly (DateOnly Start, DateOnly End) Window = (new(2024, 1, 1), new(2026, 1, 1));
    private static readonly SimulationNoise Noise = new();

    [Fact]
    public void Shops_have_as_much_of_each_noise_as_asked_for()
    {
        var files = HandmadeShop.Generate(new(Window.Start, Window.End, 6_000), 5).Files;
        var (customers, orders, feedback) = (files.Rows("customers"), files.Rows("orders"), files.Rows("feedback"));
        var distinct = orders.DistinctBy(o => o["order_id"]).ToList();

        Near(Noise.MissingChannel, customers.Share(c => c["channel"].Length == 0), customers.Count);
        Near(Noise.MissingRegion, customers.Share(c => c["region"].Length == 0), customers.Count);
        Near(Noise.OrdersWithoutCustomer, distinct.Share(o => o["customer_id"].Length == 0), distinct.Count);
        Near(Noise.FeedbackWithoutAddress, feedback.Share(f => f["customer_email"].Length == 0), feedback.Count);
        Near(Noise.MixedDates, orders.Share(o => !o["ordered_at"].EndsWith('Z')), orders.Count);
        Near(
            Noise.Duplicates / (1 + Noise.Duplicates),
            1 - customers.DistinctBy(c => c["customer_id"]).Count() / (double)customers.Count,
            customers.Count
        );
        Assert.All(orders.GroupBy(o => o["order_id"]), o => Assert.Single(o.Select(l => l["customer_id"]).Distinct()));
    }

    [Fact]
    public void The_telecom_operator_has_unknown_codes_overlaps_and_ends_before_the_start()
    {
        var telecom = TelecomOperator.Generate(
            new(Window.Start, Window.End, 8_000) { Noise = Noise with { MixedDates = 0, Duplicates = 0 } },
            5
        );
        var (rows, truth) = (telecom.Files.Rows("device-uses"), telecom.DeviceUses.ToList());
        var known = telecom.Catalog.Models.Select(m => m.Tac).ToHashSet();
        var ended = rows.Zip(truth).Where(p => p.Second.EndExclusive is not null).ToList();

        Assert.Equal(truth.Count, rows.Count);
        Near(Noise.UnknownTacs, rows.Share(r => !known.Contains(r["tac"])), rows.Count);
        Near(Noise.EndBeforeStart, ended.Share(p => Day(p.First["end_date"]) < p.Second.Start), ended.Count);
        Near(Noise.OverlappingUses, ended.Share(p => Day(p.First["end_date"]) >= p.Second.EndExclusive), ended.Count);
        Assert.Contains(ended, p => Day(p.First["end_date"]) == p.Second.EndExclusive!.Value.AddDays(-1));
        Assert.All(rows.Zip(truth).Where(p => p.Second.EndExclusive is null), p => Assert.Equal("", p.First["end_date"]));
    }

    [Fact]
    public void A_noisy_date_is_the_same_day_when_the_day_is_read_first()
    {
        var shop = HandmadeShop.Generate(new(Window.Start, Window.End, 500) { Noise = Noise with { MixedDates = 1, Duplicates = 0 } }, 5);
        var rows = shop.Files.Rows("orders").Zip(shop.OrderLines).ToList();

        Assert.Equal(shop.OrderLines.Count(), rows.Count);
        Assert.All(
            rows,
            p =>
            {
                Assert.True(DateText.TryParse(p.First["ordered_at"], DateOrder.DayMonthYear, out var time), p.First["ordered_at"]);
                Assert.InRange((p.Second.OrderedAt.UtcDateTime - time).TotalSeconds, 0, 59);
            }
        );
    }

    [Fact]
    public void Noise_does_not_touch_the_truth_and_none_leaves_none()
    {
        var noisy = HandmadeShop.Generate(new(Window.Start, Window.End, 300), 9);
        var clean = HandmadeShop.Generate(new(Window.Start, Window.End, 300) { Noise = SimulationNoise.None }, 9);

        Assert.Equal(clean.OrderLines, noisy.OrderLines);
        Assert.Equal(clean.Feedback, noisy.Feedback);
        Assert.NotEqual(clean.Files.Text("orders"), noisy.Files.Text("orders"));
        Assert.All(clean.Files.Rows("customers"), c => Assert.All(c.Values, value => Assert.NotEqual("", value)));
        Assert.All(clean.Files.Rows("orders"), o => Assert.True(o["customer_id"].Length > 0 && o["ordered_at"].EndsWith('Z')));
        Assert.All(clean.Files.Rows("feedback"), f => Assert.EndsWith("@han.example.com", f["customer_email"]));
    }

    [Fact]
    public void The_retail_shop_is_clean_unless_noise_is_asked_for()
    {
        var options = new RetailShopOptions(Window.Start, Window.End, 400);
        var clean = RetailShop.Generate(options, 1);
        var noisy = RetailShop.Generate(options with { Noise = Noise }, 1);

        Assert.DoesNotContain(",,", clean.Files.Text("customers") + clean.Files.Text("orders"));
        Assert.Equal(clean.OrderLines, noisy.OrderLines);
        var orders = noisy.Files.Rows("orders").DistinctBy(o => o["order_id"]).ToList();
        Near(Noise.OrdersWithoutCustomer, orders.Share(o => o["customer_id"].Length == 0), orders.Count);
    }

    // Six standard errors of a share.
    private static void Near(double expected, double share, int count) => Assert.Equal(expected, share, 6 * Math.Sqrt(expected / count));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");
}
