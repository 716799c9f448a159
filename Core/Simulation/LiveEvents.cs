using System.Globalization;
using Core.Estimators;

namespace Core.Simulation;

/// <summary>A product that live visitors look at.</summary>
/// <param name="Id">As the shop knows it.</param>
/// <param name="Price">What a purchase is worth.</param>
public sealed record LiveProduct(string Id, decimal Price);

/// <summary>Something that a simulated visitor does now.</summary>
/// <param name="Id">Run and a number.</param>
/// <param name="CustomerId">Who.</param>
/// <param name="ProductId">What it is about.</param>
/// <param name="Kind">view, add_to_cart or purchase.</param>
/// <param name="After">Since the start of the stream.</param>
/// <param name="Value">Of a purchase; null for the others.</param>
public sealed record LiveEvent(string Id, string CustomerId, string ProductId, string Kind, TimeSpan After, decimal? Value);

/// <summary>
/// An endless stream of visits for demonstrations: visitors come, look at products, put some into the basket, buy or leave. Events come
/// as a Poisson process; each is the next step of one of the visitors who are there, by fixed chances. The same arguments give the same
/// stream, which is made while it is read.
/// </summary>
public static class LiveEvents
{
    /// <summary>Visitors at a time.</summary>
    public const int Visitors = 12;

    /// <summary>The fewest events per second, on average.</summary>
    public const double LeastPerSecond = 0.1;

    /// <summary>The most events per second, on average.</summary>
    public const double MostPerSecond = 1_000;

    /// <summary>Chance that the step after a view is a basket; another view has 0.5, the rest leave.</summary>
    public const double ViewToCart = 0.25;

    /// <summary>Chance that the step after a basket is a purchase; another view has 0.3, the rest leave. Whoever has bought leaves.</summary>
    public const double CartToPurchase = 0.45;

    private const double ViewToView = 0.5;
    private const double CartToView = 0.3;

    private enum Step
    {
        View,
        Cart,
        Purchase,
        Gone,
    }

    private sealed record Visit(string Customer, LiveProduct Product, Step Last);

    /// <summary>Events by time, without end.</summary>
    /// <param name="customers">Who may come; at least one.</param>
    /// <param name="products">What there is; at least one. Earlier ones are looked at more (Zipf, exponent 0.7).</param>
    /// <param name="perSecond">Events on average, <see cref="LeastPerSecond"/> … <see cref="MostPerSecond"/>.</param>
    /// <param name="run">Begins the ids, so that two runs do not share them.</param>
    /// <param name="seed">Of the random numbers.</param>
    /// <exception cref="ArgumentException">There are no customers or no products.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rate is out of range.</exception>
    public static IEnumerable<LiveEvent> Generate(
        IReadOnlyList<string> customers,
        IReadOnlyList<LiveProduct> products,
        double perSecond,
        string run,
        ulong seed
    )
    {
        Guard.Range(perSecond, LeastPerSecond, MostPerSecond, nameof(LiveEvents));
        Guard.Rows(customers.Count, 1, $"{nameof(LiveEvents)} (customers)");
        Guard.Rows(products.Count, 1, $"{nameof(LiveEvents)} (products)");
        return Stream(customers, products, perSecond, run, new SeededRandom(seed));
    }

    private static IEnumerable<LiveEvent> Stream(
        IReadOnlyList<string> customers,
        IReadOnlyList<LiveProduct> products,
        double perSecond,
        string run,
        SeededRandom random
    )
    {
        double[] weights = [.. products.Select((_, i) => Math.Pow(i + 1, -0.7))];
        var visits = new Visit?[Visitors];
        var seconds = 0.0;
        for (var number = 1L; ; number++)
        {
            seconds += random.NextExponential() / perSecond;
            var slot = random.NextInt(Visitors);
            var visit = visits[slot];
            var step = visit is null ? Step.View : Next(visit.Last, random.NextDouble());
            // A visitor who leaves makes room for the next, who begins by looking at something.
            visit =
                visit is null || step == Step.Gone ? new Visit(customers[random.NextInt(customers.Count)], Choose(), Step.View)
                : step == Step.View ? visit with { Product = Choose(), Last = step }
                : visit with { Last = step };
            visits[slot] = visit.Last == Step.Purchase ? null : visit;
            yield return new LiveEvent(
                string.Create(CultureInfo.InvariantCulture, $"{run}-{number:0000000}"),
                visit.Customer,
                visit.Product.Id,
                visit.Last switch
                {
                    Step.Cart => "add_to_cart",
                    Step.Purchase => "purchase",
                    _ => "view",
                },
                TimeSpan.FromSeconds(seconds),
                visit.Last == Step.Purchase ? visit.Product.Price : null
            );
        }

        LiveProduct Choose() => products[random.NextWeighted(weights)];
    }

    private static Step Next(Step last, double chance) =>
        last == Step.View
            ? chance < ViewToCart
                ? Step.Cart
                : chance < ViewToCart + ViewToView
                    ? Step.View
                    : Step.Gone
            : chance < CartToPurchase
                ? Step.Purchase
                : chance < CartToPurchase + CartToView
                    ? Step.View
                    : Step.Gone;
}
