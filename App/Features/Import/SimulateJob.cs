using App.Jobs;
using App.Shell;
using Core.Cleaning;
using Core.Estimators;
using Core.Simulation;
using Data.Bulk;

namespace App.Features.Import;

/// <summary>Makes a simulated shop, writes it as files and imports these the way a person's files are imported.</summary>
public sealed class SimulateJob(StartImport start, ImportJob imports, DataRefresh refresh, AppFolders folders, TimeProvider time)
    : IJobHandler
{
    public const string KindName = "simulate";

    /// <param name="Customers">How many people.</param>
    /// <param name="Days">Length of the history, ending today.</param>
    /// <param name="Seed">The same seed gives the same people and habits.</param>
    public sealed record Request(int Customers = 5_000, int Days = 730, long Seed = 1);

    public string Kind => KindName;

    public async Task<string?> RunAsync(JobContext job, CancellationToken cancellation)
    {
        var request = job.Options<Request>();
        job.Report(0.02, $"Making up {Format.Count(request.Customers)} customers");
        var end = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var shop = RetailShop.Generate(new RetailShopOptions(end.AddDays(-request.Days), end, request.Customers), (ulong)request.Seed);
        await ImportAsync("customers", shop.WriteCustomersCsv, new Portion(job.Progress, 0.05, 0.2), cancellation);
        await ImportAsync("orders", shop.WriteOrdersCsv, new Portion(job.Progress, 0.2, 0.7), cancellation);
        await refresh.RunAsync(new Portion(job.Progress, 0.7, 1), cancellation);
        return "/";
    }

    private async Task ImportAsync(string kind, Action<TextWriter> write, IProgress<Progress> progress, CancellationToken cancellation)
    {
        var path = Path.Combine(folders.Uploads, $"simulated-{Guid.NewGuid():N}-{kind}.csv");
        await using (var file = new StreamWriter(path))
        {
            write(file);
        }
        var plan = ImportPlan.For(path, kind, null, new CleaningOptions { DateOrder = DateOrder.YearMonthDay });
        var request = new ImportRequest(path, $"simulated {kind}", kind, null, plan.Options, "simulated", KeepSimulated: true);
        await imports.ImportAsync(await start.RecordAsync(request, plan, cancellation), progress, cancellation);
    }
}
