using System.Globalization;
using Core.Estimators;

namespace Core.Simulation;

/// <summary>The files of the telecom operator.</summary>
internal static class TelecomOperatorCsv
{
    private const int LongestOverlapDays = 60;

    public static IReadOnlyList<SimulatedFile> Files(TelecomOperator telecom, TelecomOperatorOptions options, SeededRandom random)
    {
        return
        [
            File("customers", csv => Customers(csv, telecom.Subscribers)),
            File("devices", csv => Devices(csv, telecom.Catalog.Models)),
            File("device-uses", csv => Uses(csv, telecom.DeviceUses)),
        ];

        SimulatedFile File(string kind, Action<NoisyCsv> write) =>
            new(kind, writer => write(NoisyCsv.For(kind, writer, options.Noise, random)));
    }

    private static void Customers(NoisyCsv csv, IEnumerable<Subscriber> subscribers)
    {
        csv.PersonHeader("age", "contract", "monthly_fee");
        foreach (var s in subscribers)
        {
            csv.Person(s.Person, NoisyCsv.Number(s.Person.Age), s.Contract ? "postpaid" : "prepaid", NoisyCsv.Price(s.MonthlyFee));
        }
    }

    private static void Devices(NoisyCsv csv, IReadOnlyList<DeviceModel> models)
    {
        csv.Header(
            "tac",
            "model_name",
            "vendor_name",
            "announce_date",
            "release_date",
            "lte",
            "volte",
            "5g",
            "esim",
            "multi_sim",
            "battery_mah",
            "display_inches",
            "weight_grams",
            "os",
            "camera_megapixels",
            "ram_gb",
            "cpu_cores",
            "price"
        );
        foreach (var m in models)
        {
            csv.Row(
                m.Tac,
                m.Name,
                m.VendorName,
                csv.Day(m.Announced),
                csv.Day(m.Released),
                NoisyCsv.YesNo(m.Lte),
                NoisyCsv.YesNo(m.VoLte),
                NoisyCsv.YesNo(m.FiveG),
                NoisyCsv.YesNo(m.ESim),
                NoisyCsv.YesNo(m.MultiSim),
                NoisyCsv.Number(m.BatteryMah),
                NoisyCsv.Number(m.DisplayInches),
                NoisyCsv.Number(m.WeightGrams),
                m.Os,
                NoisyCsv.Number(m.CameraMegapixels),
                NoisyCsv.Number(m.RamGigabytes),
                NoisyCsv.Number(m.CpuCores),
                NoisyCsv.Price(m.Price)
            );
        }
    }

    private static void Uses(NoisyCsv csv, IEnumerable<DeviceUse> uses)
    {
        csv.Header("customer_id", "tac", "start_date", "end_date");
        foreach (var use in uses)
        {
            // Real codes begin with 01, 35, 86 …; 99 is for tests and stands in no directory.
            var tac = csv.Happens(csv.Noise.UnknownTacs)
                ? string.Create(CultureInfo.InvariantCulture, $"99{csv.Between(0, 999_999):000000}")
                : use.Tac;
            csv.Row(use.CustomerId, tac, csv.Day(use.Start), End(csv, use) is { } end ? csv.Day(end) : "");
        }
    }

    // The file tells the last day of use: the day before the next device.
    private static DateOnly? End(NoisyCsv csv, DeviceUse use) =>
        use.EndExclusive is not { } end ? null
        : csv.Happens(csv.Noise.EndBeforeStart) ? use.Start.AddDays(-csv.Between(1, LongestOverlapDays))
        : csv.Happens(csv.Noise.OverlappingUses) ? end.AddDays(csv.Between(1, LongestOverlapDays) - 1)
        : end.AddDays(-1);
}
