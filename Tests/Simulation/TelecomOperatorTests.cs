using Core.Simulation;
using Xunit;

namespace Tests.Simulation;

public sealed class TelecomOperatorTests(ITestOutputHelper output)
{
    private static readonly TelecomOperatorOptions Options = new(new DateOnly(2024, 1, 1), new DateOnly(2026, 1, 1), 8_000);
    private static readonly TelecomOperator Telecom = TelecomOperator.Generate(Options, 3);
    private static readonly Lazy<List<Subscriber>> AllSubscribers = new(() => [.. Telecom.Subscribers]);
    private static readonly Lazy<ILookup<string, DeviceUse>> AllUses = new(() => Telecom.DeviceUses.ToLookup(u => u.CustomerId));

    private static List<Subscriber> Subscribers => AllSubscribers.Value;

    private static ILookup<string, DeviceUse> Uses => AllUses.Value;

    [Fact]
    public void Everybody_has_one_device_after_the_other_until_the_end()
    {
        var models = Telecom.Catalog.Models.ToDictionary(m => m.Tac);

        Assert.Equal(Options.Customers, Uses.Count);
        Assert.All(
            Subscribers,
            s =>
            {
                var uses = Uses[s.Person.Id].ToList();
                Assert.Equal(s.Person.SignupDate, uses[0].Start);
                Assert.Equal(s.ChurnDate, uses[^1].EndExclusive);
                Assert.All(uses.Zip(uses.Skip(1)), pair => Assert.Equal(pair.First.EndExclusive, pair.Second.Start));
                Assert.All(uses, u => Assert.True(models[u.Tac].Released <= u.Start && (u.EndExclusive ?? DateOnly.MaxValue) > u.Start));
            }
        );
    }

    [Fact]
    public void Changes_come_as_often_as_the_hazard_says_by_age_contract_and_month()
    {
        var found = new Dictionary<string, (double Expected, int Seen)>();
        foreach (var subscriber in Subscribers)
        {
            foreach (var use in Uses[subscriber.Person.Id])
            {
                var last = use.EndExclusive ?? Options.EndExclusive.AddDays(-1);
                var changed = use.EndExclusive is { } end && end != subscriber.ChurnDate;
                for (
                    var day = use.Start.AddDays(1);
                    changed ? day <= last : day < (use.EndExclusive ?? Options.EndExclusive);
                    day = day.AddDays(1)
                )
                {
                    var age = day.DayNumber - use.Start.DayNumber;
                    var chance = 1 - Math.Exp(-DeviceChangeHazard.OnDay(age, day, subscriber));
                    var seen = changed && day == last;
                    Count($"age {Math.Min(age / 200, 5)}", chance, seen);
                    Count($"month {day.Month}", chance, seen);
                    Count(subscriber.Contract && age is >= 720 and < 780 ? "contract ends" : "other", chance, seen);
                }
            }
        }

        Assert.Equal(6 + 12 + 2, found.Count);
        Assert.All(found, f => Assert.Equal(f.Value.Expected, f.Value.Seen, 6 * Math.Sqrt(f.Value.Expected)));

        void Count(string what, double chance, bool seen)
        {
            var (expected, number) = found.GetValueOrDefault(what);
            found[what] = (expected + chance, number + (seen ? 1 : 0));
        }
    }

    [Fact]
    public void The_true_probability_is_calibrated_and_tells_who_changes()
    {
        var truths = Telecom.ChangesAfter(new DateOnly(2025, 5, 1), 150).ToList();
        var tenths = truths.OrderBy(t => t.ChangeProbability).Chunk(truths.Count / 10).ToList();
        var baseRate = truths.Share(t => t.Changed);

        Assert.All(
            tenths,
            t =>
            {
                var expected = t.Sum(x => x.ChangeProbability);
                Assert.Equal(expected, t.Count(x => x.Changed), 6 * Math.Sqrt(expected));
            }
        );
        output.WriteLine($"{truths.Count} with a device, {baseRate:P1} change within 150 days, best F1 {BestF1(truths):0.000}");
        Assert.InRange(baseRate, 0.08, 0.2);
        // The last full tenth against all: the truth is worth knowing.
        Assert.True(tenths[9].Share(t => t.Changed) > 2.5 * baseRate);
    }

    /// <summary>What the true probabilities reach at their best cut: no model can do better but by chance.</summary>
    private static double BestF1(List<DeviceChangeTruth> truths)
    {
        var all = truths.Count(t => t.Changed);
        var (found, best) = (0, 0.0);
        foreach (var (i, truth) in truths.OrderByDescending(t => t.ChangeProbability).Index())
        {
            found += truth.Changed ? 1 : 0;
            best = Math.Max(best, 2.0 * found / (i + 1 + all));
        }
        return best;
    }

    [Fact]
    public void Leaving_and_loyalty_are_found_again()
    {
        var days = Subscribers.Sum(s =>
            (s.ChurnDate ?? Options.EndExclusive).DayNumber - Math.Max(s.Person.SignupDate.DayNumber, Options.Start.DayNumber)
        );
        var churned = Subscribers.Count(s => s.ChurnDate is not null);
        var models = Telecom.Catalog.Models.ToDictionary(m => m.Tac);
        var changes = Uses.SelectMany(u => u.Zip(u.Skip(1), (a, b) => (From: models[a.Tac].Vendor, To: models[b.Tac].Vendor))).ToList();

        Assert.Equal(TelecomOperator.ChurnHazard, churned / (double)days, 6 * TelecomOperator.ChurnHazard / Math.Sqrt(churned));
        foreach (var vendor in Enumerable.Range(0, DeviceCatalog.Vendors.Count))
        {
            var (from, maker) = (changes.Where(c => c.From == vendor).ToList(), DeviceCatalog.Vendors[vendor]);
            var stays = maker.Loyalty + (1 - maker.Loyalty) * maker.Share;
            Assert.Equal(stays, from.Share(c => c.To == vendor), 6 * 0.5 / Math.Sqrt(from.Count));
        }
        Assert.Equal(1, DeviceCatalog.Vendors.Sum(v => v.Share), 1e-9);
        Assert.Equal(1, Subscribers.Average(s => s.Restlessness), 6 * 0.5 / Math.Sqrt(Options.Customers));
    }

    [Fact]
    public void Files_have_the_columns_that_the_import_reads()
    {
        var files = TelecomOperator.Generate(Options with { Customers = 30, Noise = SimulationNoise.None }, 1).Files;

        Assert.Equal(["customers", "devices", "device-uses"], files.Select(f => f.Kind));
        Assert.StartsWith(
            "customer_id,name,email,location,country,channel,region,signup_date,age,contract,monthly_fee\nTEL-000001,",
            files.Text("customers")
        );
        Assert.Matches("^tac,model_name,vendor_name,announce_date,release_date,lte,volte,5g,.*\n35[0-9]{6},", files.Text("devices"));
        Assert.Matches(
            "^customer_id,tac,start_date,end_date\nTEL-000001,35[0-9]{6},20[0-9-]{8},(20[0-9-]{8})?\n",
            files.Text("device-uses")
        );
    }

    [Fact]
    public void Questions_outside_the_data_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Telecom.ChangesAfter(new DateOnly(2023, 12, 31), 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => Telecom.ChangesAfter(new DateOnly(2025, 12, 1), 60));
        Assert.Throws<ArgumentOutOfRangeException>(() => Telecom.ChangesAfter(new DateOnly(2025, 6, 1), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TelecomOperator.Generate(Options with { Customers = 0 }, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TelecomOperator.Generate(Options with { EndExclusive = Options.Start }, 1));
    }
}
