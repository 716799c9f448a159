using System.Diagnostics;
using Core.Simulation;
using Xunit;

namespace Tests.Simulation;

/// <summary>Runs alone: what other tests hold must not be taken for ours.</summary>
[CollectionDefinition(nameof(SimulationMemoryTests), DisableParallelization = true)]
public sealed class SimulationMemoryCollection;

[Collection(nameof(SimulationMemoryTests))]
public sealed class SimulationMemoryTests(ITestOutputHelper output)
{
    private static readonly DateOnly End = new(2026, 1, 1);

    [Theory]
    [InlineData("streaming", "engagements", 27_000)]
    [InlineData("telecom", "device-uses", 600_000)]
    [InlineData("handmade", "interactions", 40_000)]
    public void A_million_rows_need_no_more_memory_than_a_few(string key, string kind, int customers)
    {
        const long spare = 8 << 20;
        var file = SimulatedShops.Find(key)!.Files(End.AddDays(-730), End, customers, 1).Single(f => f.Kind == kind);
        file.Write(TextWriter.Null);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var counter = new LineCounter();
        var watch = Stopwatch.StartNew();
        file.Write(counter);
        watch.Stop();

        output.WriteLine(
            $"{key} {kind}: {counter.Lines:N0} rows, {counter.Lines / watch.Elapsed.TotalSeconds:N0} a second, "
                + $"{(counter.MostBytes - before) / 1024.0:N0} KB more than before"
        );
        Assert.True(counter.Lines > 1_000_000, $"{counter.Lines} rows");
        Assert.True(counter.MostBytes - before < spare, $"{(counter.MostBytes - before) >> 20} MB");
    }
}
