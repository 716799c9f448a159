using Core.Simulation;
using Xunit;

namespace Tests.Simulation;

public sealed class LiveEventsTests
{
    private static readonly string[] People = [.. Enumerable.Range(1, 500).Select(i => $"C{i}")];
    private static readonly LiveProduct[] Goods = [.. Enumerable.Range(1, 30).Select(i => new LiveProduct($"P{i}", i))];

    private static List<LiveEvent> Take(int count, ulong seed = 1, double perSecond = 5) =>
        [.. LiveEvents.Generate(People, Goods, perSecond, "run", seed).Take(count)];

    [Fact]
    public void The_same_seed_gives_the_same_stream_and_another_another()
    {
        Assert.Equal(Take(500), Take(500));
        Assert.NotEqual(Take(500), Take(500, seed: 2));
    }

    [Fact]
    public void Events_come_by_time_at_the_rate_asked_for()
    {
        var events = Take(20_000, perSecond: 40);

        Assert.Equal(events.OrderBy(e => e.After), events);
        Assert.Equal(500, events[^1].After.TotalSeconds, 6 * 500 / Math.Sqrt(20_000));
        Assert.Equal(20_000, events.Select(e => e.Id).Distinct().Count());
        Assert.Equal("run-0000001", events[0].Id);
    }

    [Fact]
    public void Steps_follow_their_chances_and_only_purchases_are_worth_something()
    {
        var events = Take(60_000);
        var kinds = events.CountBy(e => e.Kind).ToDictionary();

        Assert.Equal(3, kinds.Count);
        // Of views a quarter goes into the basket, of baskets 45 % are bought; the last steps are still open.
        Assert.Equal(LiveEvents.ViewToCart, kinds["add_to_cart"] / (double)kinds["view"], 0.012);
        Assert.Equal(LiveEvents.CartToPurchase, kinds["purchase"] / (double)kinds["add_to_cart"], 0.025);
        Assert.All(events, e => Assert.Equal(e.Kind == "purchase", e.Value is not null));
        Assert.All(events.Where(e => e.Kind == "purchase"), e => Assert.Equal($"P{e.Value}", e.ProductId));
    }

    [Fact]
    public void What_is_bought_was_in_the_basket_of_the_same_person_before()
    {
        var basket = new HashSet<(string, string)>();
        foreach (var step in Take(20_000))
        {
            if (step.Kind == "add_to_cart")
            {
                basket.Add((step.CustomerId, step.ProductId));
            }
            else if (step.Kind == "purchase")
            {
                Assert.Contains((step.CustomerId, step.ProductId), basket);
            }
        }
        Assert.NotEmpty(basket);
    }

    [Fact]
    public void Nobody_nothing_and_odd_rates_are_refused()
    {
        Assert.Contains("customers", Assert.Throws<ArgumentException>(() => LiveEvents.Generate([], Goods, 1, "r", 1)).Message);
        Assert.Contains("products", Assert.Throws<ArgumentException>(() => LiveEvents.Generate(People, [], 1, "r", 1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => LiveEvents.Generate(People, Goods, 0, "r", 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LiveEvents.Generate(People, Goods, 1_001, "r", 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LiveEvents.Generate(People, Goods, double.NaN, "r", 1));
    }
}
