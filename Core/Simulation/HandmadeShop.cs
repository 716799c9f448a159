using System.Globalization;
using Core.Estimators;

namespace Core.Simulation;

/// <summary>
/// A made-up store for handmade goods with known truth: people who look, put into the basket, buy, write what they think, and stop coming.
/// The same options and seed give the same store. Everything is made while it is read, customer by customer, so memory does not grow
/// with the number of customers.
/// </summary>
public sealed class HandmadeShop
{
    private const int DaysBeforeStart = 180;
    private const double SignedUpBefore = 0.3;
    private const double WritesFeedback = 0.3;
    private const double VisitsPerOrder = 4;
    private const double VisitorsPerWeek = 0.15;
    private const double LeavesInBasket = 0.2;

    private static readonly (double Share, double OrdersPerWeek, double LifetimeWeeks)[] Habits =
    [
        (0.5, 0, 1),
        (0.35, 0.08, 60),
        (0.15, 0.25, 110),
    ];
    private static readonly double[] HabitShares = [.. Habits.Select(h => h.Share)];
    private static readonly double[] Months = [0.6, 0.8, 0.8, 0.9, 1.1, 0.8, 0.6, 0.7, 0.9, 1.1, 1.7, 2.4];
    private static readonly (string Name, double Weight)[] Sources = [("email", 4), ("survey", 3), ("instagram", 2), ("website", 1)];
    private static readonly double[] SourceWeights = [.. Sources.Select(s => s.Weight)];

    private enum Part : ulong
    {
        Person = 1,
        Orders,
        Feedback,
        Visits,
    }

    private readonly HandmadeShopOptions options;
    private readonly SeededRandom random;

    private HandmadeShop(HandmadeShopOptions options, ulong seed)
    {
        this.options = options;
        random = new SeededRandom(seed);
    }

    /// <summary>By number, not by time.</summary>
    public IEnumerable<HandmadeCustomer> Customers => Enumerable.Range(0, options.Customers).Select(Customer);

    /// <summary>Lines of all orders, customer by customer, each by time.</summary>
    public IEnumerable<SimulatedOrderLine> OrderLines =>
        Enumerable.Range(0, options.Customers).SelectMany(i => OrdersOf(i, Customer(i)).SelectMany(o => o));

    /// <summary>Of all customers, customer by customer.</summary>
    public IEnumerable<SimulatedFeedback> Feedback => Enumerable.Range(0, options.Customers).SelectMany(FeedbackOf);

    /// <summary>Views, baskets and purchases, customer by customer.</summary>
    public IEnumerable<SimulatedInteraction> Interactions => Enumerable.Range(0, options.Customers).SelectMany(InteractionsOf);

    /// <summary>customers, products, orders, interactions, feedback.</summary>
    public IReadOnlyList<SimulatedFile> Files => HandmadeShopCsv.Files(this, options.Noise, random);

    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static HandmadeShop Generate(HandmadeShopOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new HandmadeShop(options, seed);
    }

    private SeededRandom RandomOf(int index, Part part) => random.Fork((ulong)index).Fork((ulong)part);

    private HandmadeCustomer Customer(int index)
    {
        var own = RandomOf(index, Part.Person);
        var (start, end) = (options.Start.DayNumber, options.EndExclusive.DayNumber);
        var signup = own.NextDouble() < SignedUpBefore ? start - 1 - own.NextInt(DaysBeforeStart) : start + own.NextInt(end - start);
        var person = SimulatedPerson.Draw("HAN", index + 1, DateOnly.FromDayNumber(signup), own);
        var habit = (HandmadeHabit)own.NextWeighted(HabitShares);
        var (_, perWeek, weeks) = Habits[(int)habit];
        var churn = signup + 1 + (int)(7 * weeks * own.NextExponential());
        // Most are content: the mean of these squares' complement is two thirds.
        var contentment = 1 - Math.Pow(own.NextDouble(), 2);
        return new HandmadeCustomer(
            person,
            habit,
            perWeek * own.NextGamma(2) / 2,
            contentment,
            churn < end ? DateOnly.FromDayNumber(churn) : null
        );
    }

    /// <summary>Orders within the window; the first, on the day of sign-up, may lie before it.</summary>
    private IEnumerable<List<SimulatedOrderLine>> OrdersOf(int index, HandmadeCustomer customer)
    {
        var own = RandomOf(index, Part.Orders);
        var signup = customer.Person.SignupDate;
        var number = 0;
        foreach (var at in Times(customer, signup.AddDays(1), customer.OrdersPerWeek, own).Prepend(Noon(signup, own)))
        {
            number++;
            var lines = Order(string.Create(CultureInfo.InvariantCulture, $"HO-{index + 1:000000}-{number:00}"), customer, at, own);
            if (DateOnly.FromDateTime(at.UtcDateTime) >= options.Start)
            {
                yield return lines;
            }
        }
    }

    private static List<SimulatedOrderLine> Order(string id, HandmadeCustomer customer, DateTimeOffset at, SeededRandom own)
    {
        var count = Math.Min(1 + own.NextPoisson(0.6), 5);
        return
        [
            .. own.Sample(HandmadeCatalog.Products.Count, count)
                .Select(p => HandmadeCatalog.Products[p])
                .Select(p => new SimulatedOrderLine(id, customer.Person.Id, at, p.Id, p.Name, 1 + own.NextPoisson(0.25), p.Price)),
        ];
    }

    private IEnumerable<SimulatedFeedback> FeedbackOf(int index)
    {
        var customer = Customer(index);
        var own = RandomOf(index, Part.Feedback);
        var number = 0;
        foreach (var order in OrdersOf(index, customer))
        {
            if (own.NextDouble() >= WritesFeedback)
            {
                continue;
            }
            var line = order[own.NextInt(order.Count)];
            var mood = own.NextDouble();
            var tone =
                mood < customer.Contentment ? FeedbackTone.Positive
                : mood < (1 + customer.Contentment) / 2 ? FeedbackTone.Neutral
                : FeedbackTone.Negative;
            var (text, topic) = FeedbackWriter.Write(HandmadeCatalog.Products.Single(p => p.Id == line.ProductId), tone, own);
            var at = order[0].OrderedAt.AddHours(48 + own.NextInt(240));
            if (DateOnly.FromDateTime(at.UtcDateTime) < options.EndExclusive)
            {
                number++;
                yield return new SimulatedFeedback(
                    string.Create(CultureInfo.InvariantCulture, $"FB-{index + 1:000000}-{number:00}"),
                    at,
                    Sources[own.NextWeighted(SourceWeights)].Name,
                    customer.Person,
                    line.ProductId,
                    text,
                    tone switch
                    {
                        FeedbackTone.Positive => 4 + own.NextInt(2),
                        FeedbackTone.Neutral => 3,
                        _ => 1 + own.NextInt(2),
                    },
                    tone,
                    topic
                );
            }
        }
    }

    private IEnumerable<SimulatedInteraction> InteractionsOf(int index)
    {
        var customer = Customer(index);
        var own = RandomOf(index, Part.Visits);
        var number = 0;
        foreach (var line in OrdersOf(index, customer).SelectMany(o => o))
        {
            var before = 60 + own.NextInt(900);
            yield return Event(line.ProductId, "view", line.OrderedAt.AddSeconds(-2 * before));
            yield return Event(line.ProductId, "add_to_cart", line.OrderedAt.AddSeconds(-before));
            yield return Event(line.ProductId, "purchase", line.OrderedAt);
        }
        var perWeek = VisitorsPerWeek + VisitsPerOrder * customer.OrdersPerWeek;
        var from = customer.Person.SignupDate < options.Start ? options.Start : customer.Person.SignupDate;
        foreach (var at in Times(customer, from, perWeek, own))
        {
            var product = HandmadeCatalog.Products[own.NextInt(HandmadeCatalog.Products.Count)];
            yield return Event(product.Id, "view", at);
            if (own.NextDouble() < LeavesInBasket)
            {
                yield return Event(product.Id, "add_to_cart", at.AddSeconds(20 + own.NextInt(300)));
            }
        }

        SimulatedInteraction Event(string product, string kind, DateTimeOffset at) =>
            new(
                string.Create(CultureInfo.InvariantCulture, $"INT-H{index + 1:000000}-{++number:0000}"),
                customer.Person.Id,
                product,
                kind,
                at
            );
    }

    private IEnumerable<DateTimeOffset> Times(HandmadeCustomer customer, DateOnly from, double perWeek, SeededRandom own) =>
        new ThinnedPoisson(
            own,
            from.DayNumber,
            (customer.ChurnDate ?? options.EndExclusive).DayNumber,
            perWeek / 7,
            day => Months[day.Month - 1],
            Months.Max(),
            ThinnedPoisson.EveningHours
        ).Times();

    private static DateTimeOffset Noon(DateOnly day, SeededRandom own) =>
        new DateTimeOffset(day.ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero).AddSeconds(own.NextInt(12 * 3600));
}
