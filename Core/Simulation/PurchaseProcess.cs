using Core.Estimators;

namespace Core.Simulation;

/// <summary>
/// One customer's orders: a Poisson process with a gamma-distributed rate until an exponential dropout (Pareto/NBD; Schmittlein, Morrison
/// and Colombo, Management Science 33(1), 1987), thinned by season, weekday and sales. At most one order a day.
/// </summary>
internal sealed class PurchaseProcess
{
    private static readonly double[] HouseholdHours =
    [
        1,
        0.5,
        0.2,
        0.1,
        0.1,
        0.3,
        1,
        2,
        3,
        4,
        4.5,
        5,
        5.5,
        5,
        4.5,
        4.5,
        5,
        5.5,
        6,
        7.5,
        8.5,
        7.5,
        5,
        2.5,
    ];
    private static readonly double[] OfficeHours = [0, 0, 0, 0, 0, 0, 0.5, 2, 6, 9, 10, 9, 5, 7, 9, 8, 6, 3, 1, 0.5, 0.2, 0, 0, 0];

    private readonly SeededRandom random;
    private readonly Behaviour behaviour;
    private readonly double candidatesPerDay;
    private readonly int endDay;
    private readonly double[] taste;
    private double time;
    private bool first = true;

    /// <param name="customer">Whose orders.</param>
    /// <param name="endExclusive">The last day is the one before.</param>
    /// <param name="random">Of this customer alone.</param>
    public PurchaseProcess(SimulatedCustomer customer, DateOnly endExclusive, SeededRandom random)
    {
        Customer = customer;
        this.random = random;
        behaviour = Behaviour.Of(customer.Archetype);
        var perDay = behaviour.OrdersPerWeek / 7 * random.NextGamma(behaviour.RateShape) / behaviour.RateShape;
        candidatesPerDay = perDay * behaviour.MostIntensity;
        endDay = Math.Min(endExclusive.DayNumber, customer.ChurnDate?.DayNumber ?? int.MaxValue);
        time = customer.SignupDate.DayNumber;
        // Everybody likes two categories much more than the others.
        var (one, two) = (random.NextInt(ProductCatalog.Categories.Count), random.NextInt(ProductCatalog.Categories.Count));
        taste = [.. Enumerable.Range(0, ProductCatalog.Categories.Count).Select(c => c == one || c == two ? 5.0 : 1.0)];
    }

    public SimulatedCustomer Customer { get; }

    /// <summary>The time of the next order, or null when there will be none.</summary>
    public DateTimeOffset? Next()
    {
        if (first)
        {
            // People sign up in order to buy.
            first = false;
            return Moment((int)time);
        }
        while (true)
        {
            time += random.NextExponential() / candidatesPerDay;
            if (time >= endDay)
            {
                return null;
            }
            var day = (int)time;
            if (random.NextDouble() * behaviour.MostIntensity < behaviour.Intensity(DateOnly.FromDayNumber(day)))
            {
                return Moment(day);
            }
        }
    }

    /// <summary>The lines of an order at that time, each product once.</summary>
    public IEnumerable<SimulatedOrderLine> Lines(string orderId, DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        var products = ProductCatalog.Products;
        double[] weights = [.. products.Select(p => Weight(p, day))];
        var price = (1 - (decimal)behaviour.Discount) * (1 - (decimal)(Sales.IsSale(day) ? Sales.Discount : 0));
        var lines = Math.Min(1 + random.NextPoisson(behaviour.Lines - 1), products.Count / 2);
        for (var i = 0; i < lines; i++)
        {
            var chosen = random.NextWeighted(weights);
            weights[chosen] = 0;
            var product = products[chosen];
            var quantity = 1 + random.NextPoisson(random.NextGamma(2) / 2 * (behaviour.Quantity - 1));
            yield return new SimulatedOrderLine(
                orderId,
                Customer.Id,
                at,
                product.Id,
                product.Description,
                quantity,
                Math.Round(product.Price * price, 2)
            );
        }
    }

    private double Weight(Product product, DateOnly day) =>
        product.Popularity
        * taste[product.Category]
        * ProductCatalog.Categories[product.Category].Months[day.Month - 1]
        * Math.Pow((double)product.Price, -behaviour.Thrift);

    private DateTimeOffset Moment(int day)
    {
        time = day + 1;
        var hour = random.NextWeighted(behaviour.Business ? OfficeHours : HouseholdHours);
        var seconds = hour * 3600 + random.NextInt(3600);
        return new DateTimeOffset(DateOnly.FromDayNumber(day).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddSeconds(seconds);
    }
}
