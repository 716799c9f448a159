using System.Text.Json.Serialization;
using App.Jobs;
using App.Shell;
using Core.Cleaning;
using Core.Simulation;
using Data.Bulk;

namespace App.Features.Sources;

/// <summary>Which shop to make up.</summary>
/// <param name="Shop">As <see cref="SimulatedShop.Key"/>.</param>
/// <param name="Customers">How many people.</param>
/// <param name="Days">Length of the history, ending today.</param>
/// <param name="Seed">The same seed gives the same people and habits.</param>
public sealed record SimulationRequest(string Shop = "retail", int Customers = 5_000, int Days = 730, long Seed = 1)
{
    /// <summary>What is wrong, by field.</summary>
    public Dictionary<string, string[]> Problems()
    {
        Dictionary<string, string[]> problems = [];
        var shop = SimulatedShops.Find(Shop);
        if (shop is null)
        {
            var allowed = string.Join(", ", SimulatedShops.All.Select(s => s.Key));
            problems["shop"] = [$"shop must be one of {allowed}. Got '{Shop}' instead."];
        }
        if (Customers is < 1 or > SimulatedShops.MostCustomers)
        {
            problems["customers"] = [$"customers must be between 1 and {SimulatedShops.MostCustomers}. Got {Customers} instead."];
        }
        var least = shop?.LeastDays ?? 1;
        if (Days < least || Days > SimulatedShops.MostDays)
        {
            problems["days"] = [$"days must be between {least} and {SimulatedShops.MostDays}. Got {Days} instead."];
        }
        return problems;
    }

    /// <summary>What a person reads in the list of jobs.</summary>
    [JsonIgnore]
    public string Title => $"Make a simulated shop: {SimulatedShops.Find(Shop)?.Label ?? Shop}";
}

/// <summary>Makes a simulated shop, writes it as files and imports these the way a person's files are imported.</summary>
public sealed class SimulateJob(StartImport start, ImportJob imports, DataRefresh refresh, AppFolders folders, TimeProvider time)
    : IJobHandler
{
    public const string KindName = "simulate";

    // Shares of the progress bar: files and imports, then the refresh.
    private const double FilesFrom = 0.02;
    private const double RefreshFrom = 0.7;

    public string Kind => KindName;

    public bool RefreshesData => true;

    public async Task<string?> RunAsync(JobContext job, CancellationToken cancellation)
    {
        var request = job.Options<SimulationRequest>();
        var shop = SimulatedShops.Find(request.Shop) ?? throw new InvalidOperationException(request.Problems()["shop"][0]);
        job.Report(FilesFrom, $"Making up {Format.Count(request.Customers)} customers");
        var end = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var files = shop.Files(end.AddDays(-request.Days), end, request.Customers, (ulong)request.Seed);
        var share = (RefreshFrom - FilesFrom) / files.Count;
        for (var i = 0; i < files.Count; i++)
        {
            var from = FilesFrom + i * share;
            await ImportAsync(files[i], new Portion(job.Progress, from, from + share), cancellation);
        }
        await refresh.RunAsync(new Portion(job.Progress, RefreshFrom, 1), cancellation);
        return "/";
    }

    private async Task ImportAsync(SimulatedFile file, Portion progress, CancellationToken cancellation)
    {
        var path = Path.Combine(folders.Uploads, $"simulated-{Guid.NewGuid():N}-{file.Kind}.csv");
        await Task.Run(() => Write(file, path, cancellation), cancellation);
        // Dates in other forms than ISO have the day first.
        var plan = ImportPlan.For(path, file.Kind, null, new CleaningOptions { DateOrder = DateOrder.DayMonthYear });
        var request = new ImportRequest(path, $"simulated {file.Kind}", file.Kind, null, plan.Options, "simulated", KeepSimulated: true);
        await imports.ImportAsync(await start.RecordAsync(request, plan, cancellation), progress, cancellation);
    }

    private static void Write(SimulatedFile file, string path, CancellationToken cancellation)
    {
        try
        {
            using var writer = new CancellableWriter(path, cancellation);
            file.Write(writer);
        }
        catch (OperationCanceledException)
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>A large shop takes minutes to write; whoever cancels does not want to wait for it.</summary>
    private sealed class CancellableWriter(string path, CancellationToken cancellation) : StreamWriter(path)
    {
        public override void Write(char value)
        {
            if (value == '\n')
            {
                cancellation.ThrowIfCancellationRequested();
            }
            base.Write(value);
        }
    }
}
