using System.Globalization;
using Core.Estimators;

namespace Core.Simulation;

/// <summary>
/// A made-up telecom operator with known truth: customers, a directory of devices, and who used which device from when to when, with
/// brand loyalty, an ageing hazard of change, seasons and churn. The same options and seed give the same operator. Everything but the
/// directory is made while it is read, customer by customer, so memory does not grow with the number of customers.
/// </summary>
public sealed class TelecomOperator
{
    private const int DaysBeforeStart = 5 * 365;
    private const double SignedUpBefore = 0.75;
    private const double OnContract = 0.6;
    private const double RestlessnessShape = 4;

    /// <summary>Chance per day to leave, from the first day on, the same at any time (about 14 % a year).</summary>
    public const double ChurnHazard = 0.0004;

    private enum Part : ulong
    {
        Person = 1,
        Devices,
    }

    private readonly TelecomOperatorOptions options;
    private readonly SeededRandom random;

    private TelecomOperator(TelecomOperatorOptions options, ulong seed)
    {
        this.options = options;
        random = new SeededRandom(seed);
        Catalog = new DeviceCatalog(options.Start.AddDays(-DaysBeforeStart), options.EndExclusive, random.Fork(ulong.MaxValue));
    }

    /// <summary>The directory.</summary>
    public DeviceCatalog Catalog { get; }

    /// <summary>By number, not by time: everybody who was a customer on the first day or came later.</summary>
    public IEnumerable<Subscriber> Subscribers => Enumerable.Range(0, options.Customers).Select(Subscriber);

    /// <summary>Of all customers, customer by customer, each by time without gap or overlap.</summary>
    public IEnumerable<DeviceUse> DeviceUses => Enumerable.Range(0, options.Customers).SelectMany(i => UsesOf(i, Subscriber(i)));

    /// <summary>customers, devices, device-uses.</summary>
    public IReadOnlyList<SimulatedFile> Files => TelecomOperatorCsv.Files(this, options, random);

    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static TelecomOperator Generate(TelecomOperatorOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new TelecomOperator(options, seed);
    }

    /// <summary>
    /// For everybody with a device in use on a day: the true chance of another device within the horizon, and whether it came. The best
    /// that any model can do on these data.
    /// </summary>
    /// <param name="asOf">From the start on; the horizon must end before the end of the data.</param>
    /// <param name="horizonDays">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The day or the horizon lies outside the data.</exception>
    public IEnumerable<DeviceChangeTruth> ChangesAfter(DateOnly asOf, int horizonDays)
    {
        var days = options.EndExclusive.DayNumber - options.Start.DayNumber;
        Guard.Range(asOf.DayNumber - options.Start.DayNumber, 0, days - 1, nameof(TelecomOperator), "days from start to asOf");
        Guard.Range(horizonDays, 1, options.EndExclusive.DayNumber - 1 - asOf.DayNumber, nameof(TelecomOperator));
        return Enumerable.Range(0, options.Customers).Select(i => TruthOf(i, asOf, horizonDays)).Where(t => t.CustomerId is not null);
    }

    private DeviceChangeTruth TruthOf(int index, DateOnly asOf, int horizonDays)
    {
        var customer = Subscriber(index);
        if (customer.Person.SignupDate > asOf)
        {
            return default;
        }
        DeviceUse? held = null;
        foreach (var use in UsesOf(index, customer))
        {
            if (held is not null)
            {
                return Truth(use.Start.DayNumber <= asOf.DayNumber + horizonDays);
            }
            if (use.Start <= asOf && (use.EndExclusive is not { } end || end > asOf))
            {
                held = use;
            }
        }
        return held is null ? default : Truth(false);

        DeviceChangeTruth Truth(bool changed) =>
            new(customer.Person.Id, DeviceChangeHazard.Probability(customer, held.Start, asOf, horizonDays, ChurnHazard), changed);
    }

    private Subscriber Subscriber(int index)
    {
        var own = random.Fork((ulong)index).Fork((ulong)Part.Person);
        var (start, end) = (options.Start.DayNumber, options.EndExclusive.DayNumber);
        var signup = own.NextDouble() < SignedUpBefore ? start - 1 - own.NextInt(DaysBeforeStart) : start + own.NextInt(end - start);
        var person = SimulatedPerson.Draw("TEL", index + 1, DateOnly.FromDayNumber(signup), own);
        var contract = own.NextDouble() < OnContract;
        double[] budget = [.. Enumerable.Range(0, DeviceCatalog.Tiers).Select(_ => 0.05 + own.NextGamma(1))];
        var sum = budget.Sum();
        var churn = Math.Max(signup, start) + 1 + Math.Min(own.NextExponential() / ChurnHazard, int.MaxValue / 2);
        return new Subscriber(
            person,
            contract,
            (contract ? 15 : 5) + 5 * own.NextInt(contract ? 8 : 4) - 0.01m,
            own.NextGamma(RestlessnessShape) / RestlessnessShape,
            [.. budget.Select(b => b / sum)],
            churn < end ? DateOnly.FromDayNumber((int)churn) : null
        );
    }

    private IEnumerable<DeviceUse> UsesOf(int index, Subscriber customer)
    {
        var own = random.Fork((ulong)index).Fork((ulong)Part.Devices);
        var last = customer.ChurnDate ?? options.EndExclusive;
        var since = customer.Person.SignupDate;
        var model = Catalog.Buy(since, null, customer.Budget, own);
        while (true)
        {
            var changed = NextChange(customer, since, last, own);
            yield return new DeviceUse(customer.Person.Id, model.Tac, since, changed ?? customer.ChurnDate);
            if (changed is not { } day)
            {
                yield break;
            }
            (since, model) = (day, Catalog.Buy(day, model.Vendor, customer.Budget, own));
        }
    }

    /// <summary>
    /// The first day on which the summed hazard exceeds an exponential number: each day's chance is then 1 − exp(−hazard). Whole months
    /// are passed in one step, for within a month the factor of the season stays.
    /// </summary>
    private static DateOnly? NextChange(Subscriber customer, DateOnly since, DateOnly endExclusive, SeededRandom own)
    {
        var left = own.NextExponential() / customer.Restlessness;
        for (var day = since.AddDays(1); day < endExclusive; )
        {
            var next = new DateOnly(day.Year, day.Month, 1).AddMonths(1);
            next = next < endExclusive ? next : endExclusive;
            var season = DeviceChangeHazard.Months[day.Month - 1];
            var (age, until) = (day.DayNumber - since.DayNumber - 1, next.DayNumber - since.DayNumber - 1);
            var month = season * DeviceChangeHazard.Between(age, until, customer.Contract);
            if (month > left)
            {
                while (age < until - 1 && season * DeviceChangeHazard.Between(age, age + 1, customer.Contract) <= left)
                {
                    left -= season * DeviceChangeHazard.Between(age, age + 1, customer.Contract);
                    age++;
                }
                return since.AddDays(age + 1);
            }
            left -= month;
            day = next;
        }
        return null;
    }
}
