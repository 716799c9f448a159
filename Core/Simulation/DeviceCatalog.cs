using System.Globalization;
using Core.Estimators;

namespace Core.Simulation;

/// <summary>A model of the device directory.</summary>
/// <param name="Tac">Type allocation code: eight digits, once in the directory.</param>
/// <param name="Name">Of the model.</param>
/// <param name="Vendor">Position in <see cref="DeviceCatalog.Vendors"/>.</param>
/// <param name="Tier">0 entry, 1 middle, 2 top.</param>
/// <param name="Announced">Some weeks before <paramref name="Released"/>.</param>
/// <param name="Released">First day on sale.</param>
/// <param name="Lte">4G.</param>
/// <param name="VoLte">Calls over 4G.</param>
/// <param name="FiveG">5G.</param>
/// <param name="ESim">Embedded SIM.</param>
/// <param name="MultiSim">More than one SIM.</param>
/// <param name="BatteryMah">Milliampere hours.</param>
/// <param name="DisplayInches">Diagonal.</param>
/// <param name="WeightGrams">Body.</param>
/// <param name="Os">Operating system.</param>
/// <param name="CameraMegapixels">Main camera.</param>
/// <param name="RamGigabytes">Working memory.</param>
/// <param name="CpuCores">Of the processor.</param>
/// <param name="Price">At release.</param>
public sealed record DeviceModel(
    string Tac,
    string Name,
    int Vendor,
    int Tier,
    DateOnly Announced,
    DateOnly Released,
    bool Lte,
    bool VoLte,
    bool FiveG,
    bool ESim,
    bool MultiSim,
    int BatteryMah,
    double DisplayInches,
    int WeightGrams,
    string Os,
    int CameraMegapixels,
    int RamGigabytes,
    int CpuCores,
    decimal Price
)
{
    /// <summary>In words.</summary>
    public string VendorName => DeviceCatalog.Vendors[Vendor].Name;
}

/// <summary>A made-up maker of phones.</summary>
/// <param name="Name">Of the maker.</param>
/// <param name="Share">Of buyers who come from another maker or have no device yet.</param>
/// <param name="Loyalty">Chance that an owner's next device is of the same maker without regard to the others.</param>
/// <param name="Month">In which its models come out.</param>
/// <param name="Os">Operating system.</param>
public sealed record DeviceVendor(string Name, double Share, double Loyalty, int Month, string Os);

/// <summary>The directory of devices: eight makers, three models each a year, since eight years before the start.</summary>
public sealed class DeviceCatalog
{
    internal const int Tiers = 3;
    private const int YearsBefore = 8;
    private const double FreshnessDays = 300;
    private static readonly string[] TierNames = ["Lite", "", "Pro"];

    private readonly DeviceModel[][] byVendor;

    internal DeviceCatalog(DateOnly start, DateOnly endExclusive, SeededRandom random)
    {
        var years = Enumerable.Range(start.Year - YearsBefore, endExclusive.Year - start.Year + YearsBefore + 1);
        Models =
        [
            .. years
                .SelectMany(_ => Enumerable.Range(0, Vendors.Count), (year, vendor) => (year, vendor))
                .SelectMany(_ => Enumerable.Range(0, Tiers), (at, tier) => (at.year, at.vendor, tier))
                .Select((at, i) => Model(i, at.year, at.vendor, at.tier, random))
                .Where(m => m.Released < endExclusive),
        ];
        byVendor = [.. Enumerable.Range(0, Vendors.Count).Select(v => Models.Where(m => m.Vendor == v).ToArray())];
    }

    /// <summary>The makers; shares sum to 1.</summary>
    public static IReadOnlyList<DeviceVendor> Vendors { get; } =
    [
        new("Norda", 0.27, 0.55, 2, "Robin OS"),
        new("Pomona", 0.24, 0.75, 9, "Orchard OS"),
        new("Kestrel", 0.16, 0.4, 4, "Robin OS"),
        new("Lumio", 0.12, 0.3, 3, "Robin OS"),
        new("Taiga", 0.08, 0.35, 10, "Robin OS"),
        new("Belmark", 0.06, 0.25, 5, "Robin OS"),
        new("Quanta One", 0.04, 0.3, 11, "Robin OS"),
        new("Fjell", 0.03, 0.45, 6, "Robin OS"),
    ];

    private static readonly double[] Shares = [.. Vendors.Select(v => v.Share)];

    /// <summary>By release year.</summary>
    public IReadOnlyList<DeviceModel> Models { get; }

    /// <summary>What somebody buys on a day.</summary>
    /// <param name="day">Only models released by then.</param>
    /// <param name="current">The vendor of the device before, or null.</param>
    /// <param name="budget">Weight of each tier.</param>
    /// <param name="random">Of the buyer.</param>
    internal DeviceModel Buy(DateOnly day, int? current, IReadOnlyList<double> budget, SeededRandom random)
    {
        var vendor = current is { } same && random.NextDouble() < Vendors[same].Loyalty ? same : random.NextWeighted(Shares);
        var models = byVendor[vendor];
        Span<double> weights = stackalloc double[models.Length];
        for (var i = 0; i < models.Length; i++)
        {
            var age = day.DayNumber - models[i].Released.DayNumber;
            weights[i] = age < 0 ? 0 : budget[models[i].Tier] * Math.Exp(-age / FreshnessDays);
        }
        return models[random.NextWeighted(weights)];
    }

    private static DeviceModel Model(int index, int year, int vendor, int tier, SeededRandom random)
    {
        var maker = Vendors[vendor];
        var released = new DateOnly(year, maker.Month, 1 + random.NextInt(28));
        // Everything grows by the year and by the tier; what a model can do follows from both.
        var level = year - 2012 + 2 * tier;
        return new DeviceModel(
            string.Create(CultureInfo.InvariantCulture, $"35{100_000 + index * 37:000000}"),
            $"{maker.Name} {year % 100} {TierNames[tier]}".TrimEnd(),
            vendor,
            tier,
            released.AddDays(-7 - random.NextInt(35)),
            released,
            level >= 2,
            level >= 5,
            level >= 10,
            level >= 11 && (tier > 0 || random.NextDouble() < 0.3),
            random.NextDouble() < 0.3 + 0.15 * tier,
            2200 + 140 * level + 50 * random.NextInt(9),
            Math.Round(4.6 + 0.1 * Math.Min(level, 18) + 0.05 * random.NextInt(7), 1),
            140 + 4 * level + random.NextInt(20),
            $"{maker.Os} {Math.Max(1, year - 2012)}",
            8 + 4 * Math.Max(0, level) + 2 * random.NextInt(5),
            1 << Math.Clamp(level / 4 + (tier > 0 ? 1 : 0), 0, 4),
            level < 4 ? 4 : 8,
            Math.Round((decimal)(150 + 240 * tier + 90 * tier * tier + 12 * Math.Max(0, year - 2012) + random.NextInt(60)) / 10) * 10 - 1
        );
    }
}
