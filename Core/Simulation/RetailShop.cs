using Core.Estimators;

namespace Core.Simulation;

/// <summary>
/// A made-up shop for home and garden with known truth: customers of six archetypes who come, buy by season, weekday and hour, and drop
/// out unseen. The same options and seed give the same shop. Customers are held in memory (O(customers)); orders are made as they are read.
/// </summary>
public sealed class RetailShop
{
    private const int NewestDays = 90;
    private const int DaysBeforeStart = 365;
    private const double SignedUpBefore = 0.3;

    private readonly RetailShopOptions options;
    private readonly SeededRandom random;

    private RetailShop(RetailShopOptions options, SeededRandom random, IReadOnlyList<SimulatedCustomer> customers)
    {
        this.options = options;
        this.random = random;
        Customers = customers;
    }

    /// <summary>By signup date.</summary>
    public IReadOnlyList<SimulatedCustomer> Customers { get; }

    /// <summary>Lines of all orders by time; each reading makes the same ones.</summary>
    public IEnumerable<SimulatedOrderLine> OrderLines => Lines();

    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static RetailShop Generate(RetailShopOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var random = new SeededRandom(seed);
        var customers = Enumerable
            .Range(0, options.Customers)
            .Select(i => Customer(options, random.Fork((ulong)i)))
            .OrderBy(c => c.SignupDate)
            .Select((c, i) => Numbered(c, i + 1));
        return new RetailShop(options, random, [.. customers]);
    }

    /// <summary>customers, orders.</summary>
    public IReadOnlyList<SimulatedFile> Files => [new("customers", WriteCustomersCsv), new("orders", WriteOrdersCsv)];

    /// <summary>The file of customers as a shop would export it: UTF-8 text, comma, a header, one line per customer.</summary>
    public void WriteCustomersCsv(TextWriter writer) => RetailShopCsv.Write(Csv("customers", writer), Customers);

    /// <summary>The file of order lines as a shop would export it.</summary>
    public void WriteOrdersCsv(TextWriter writer) => RetailShopCsv.Write(Csv("orders", writer), OrderLines);

    private NoisyCsv Csv(string kind, TextWriter writer) => NoisyCsv.For(kind, writer, options.Noise, random);

    private IEnumerable<SimulatedOrderLine> Lines()
    {
        // The customer whose next order comes first is always in front; a tie goes by the customer's number, so that runs are alike.
        var waiting = new PriorityQueue<PurchaseProcess, (DateTimeOffset, int)>();
        for (var i = 0; i < Customers.Count; i++)
        {
            var process = new PurchaseProcess(Customers[i], options.EndExclusive, random.Fork(~(ulong)i));
            Enqueue(process, i);
        }
        var start = new DateTimeOffset(options.Start.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var order = 0;
        while (waiting.TryDequeue(out var next, out var at))
        {
            if (at.Item1 >= start)
            {
                order++;
                foreach (var line in next.Lines($"SO-{order:0000000}", at.Item1))
                {
                    yield return line;
                }
            }
            Enqueue(next, at.Item2);
        }

        void Enqueue(PurchaseProcess process, int number)
        {
            if (process.Next() is { } time)
            {
                waiting.Enqueue(process, (time, number));
            }
        }
    }

    private static SimulatedCustomer Customer(RetailShopOptions options, SeededRandom random)
    {
        var archetype = (Archetype)random.NextWeighted([.. Behaviour.All.Select(b => b.Share)]);
        var (start, end) = (options.Start.DayNumber, options.EndExclusive.DayNumber);
        var signup = archetype switch
        {
            Archetype.NewCustomer => end - 1 - random.NextInt(NewestDays),
            Archetype.Lapsed => start + random.NextInt((end - start) * 2 / 5),
            _ when random.NextDouble() < SignedUpBefore => start - 1 - random.NextInt(DaysBeforeStart),
            _ => start + random.NextInt(end - start),
        };
        var lifetime = 1 + (int)(7 * Behaviour.Of(archetype).LifetimeWeeks * random.NextExponential());
        if (archetype == Archetype.Lapsed)
        {
            // Lapsed means gone for at least three months when the shop is looked at.
            lifetime = Math.Min(lifetime, end - NewestDays - signup);
        }
        var churn = signup + lifetime;
        var home = People.Homelands[random.NextWeighted([.. People.Homelands.Select(h => h.Weight)])];
        var (town, region) = home.Places[random.NextInt(home.Places.Length)];
        var first = People.FirstNames[random.NextInt(People.FirstNames.Length)];
        var last = People.LastNames[random.NextInt(People.LastNames.Length)];
        return new SimulatedCustomer(
            "",
            $"{first} {last}",
            People.Mailbox(first, last),
            town,
            home.Country,
            region,
            People.Channels[random.NextWeighted([.. People.Channels.Select(c => c.Weight)])].Name,
            DateOnly.FromDayNumber(signup),
            archetype,
            churn < end ? DateOnly.FromDayNumber(churn) : null
        );
    }

    private static SimulatedCustomer Numbered(SimulatedCustomer customer, int number) =>
        customer with
        {
            Id = $"SIM-{number:00000}",
            Email = $"{customer.Email}.{number}@example.com",
        };
}
