using System.Text.Json;
using App.Features.Import;
using App.Jobs;
using App.Shell;
using Core.Estimators;
using Data.Sources;

namespace App;

/// <summary>The program without its web side, for pipelines: <c>App import FILE</c>.</summary>
public static class CommandLine
{
    private const string Usage = """
        Usage:
          App                                   start the web application
          App import FILE [options]             import a file and refresh segments
          App health URL                        ask a running program whether it is well (for containers)

        Options of import:
          --kind KIND                           orders, customers, products, movies, subscriptions, engagements, interactions,
                                                devices, device-uses or feedback (guessed when left out)
          --map "HEADER=column"                 which column is which, where the guess is wrong; may be repeated
          --keep-simulated                      keep the simulated shop beside the imported data
          --json                                print the result as JSON
        """;

    public static bool IsVerb(string[] args) => args is [var first, ..] && first is "import" or "health" or "--help" or "-h" or "help";

    /// <returns>0 when done, 1 when the file can't be imported, 2 when the call is wrong.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["health", var url])
        {
            return await HealthAsync(url);
        }
        if (args[0] != "import")
        {
            Console.WriteLine(Usage);
            return 0;
        }
        if (ParseImport(args) is not { } call)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }
        if (!File.Exists(call.File))
        {
            await Console.Error.WriteLineAsync($"There is no file {call.File}.");
            return 1;
        }
        using var interrupted = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            interrupted.Cancel();
        };
        try
        {
            await ImportAsync(call, interrupted.Token);
            return 0;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Cancelled; nothing was written.");
            return 130;
        }
        catch (Exception exception)
            when (exception
                    is ImportFileException
                        or InvalidOperationException
                        or IOException
                        or UnauthorizedAccessException
                        or Npgsql.NpgsqlException
            )
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    private static async Task<int> HealthAsync(string url)
    {
        try
        {
            using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
            using var answer = await http.GetAsync(url);
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    private sealed record ImportCall(string File, string? Kind, Dictionary<string, string> Mapping, bool KeepSimulated, bool Json);

    private static ImportCall? ParseImport(string[] args)
    {
        string? file = null;
        string? kind = null;
        Dictionary<string, string> mapping = [];
        var (keep, json) = (false, false);
        for (var i = 1; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--kind" when i + 1 < args.Length:
                    kind = args[++i];
                    break;
                case "--map" when i + 1 < args.Length && args[i + 1].Split('=', 2) is [var header, var column]:
                    mapping[header] = column;
                    i++;
                    break;
                case "--keep-simulated":
                    keep = true;
                    break;
                case "--json":
                    json = true;
                    break;
                case var other when file is null && !other.StartsWith('-'):
                    file = other;
                    break;
                default:
                    return null;
            }
        }
        return file is null ? null : new ImportCall(file, kind, mapping, keep, json);
    }

    private static async Task ImportAsync(ImportCall call, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        var folders = AppFolders.Choose(builder.Configuration, builder.Environment);
        await using var database = await DatabaseHost.StartAsync(builder.Configuration, folders, cancellation);
        WebProgram.AddServices(builder.Services, folders, database, AccessPolicy.ForCommandLine);
        await using var services = builder.Build();
        var start = services.Services.GetRequiredService<StartImport>();

        await using var source = File.OpenRead(call.File);
        var stored = await start.StoreAsync(source, Path.GetFileName(call.File), cancellation);
        var request = new ImportRequest(
            stored,
            Path.GetFileName(call.File),
            call.Kind,
            call.Mapping,
            null,
            KeepSimulated: call.KeepSimulated
        );
        var plan = Data.Bulk.ImportPlan.For(stored, call.Kind, call.Mapping, new Core.Cleaning.CleaningOptions());
        var importId = await start.RecordAsync(request, plan, cancellation);
        var options = JsonSerializer.Serialize(new ImportJob.Request(importId, call.KeepSimulated), JsonSerializerOptions.Web);
        var progress = new TerminalProgress(show: !call.Json && !Console.IsOutputRedirected);
        await services.Services.GetRequiredService<ImportJob>().RunAsync(new JobContext(0, options, progress), cancellation);
        progress.End();
        var result = await services.Services.GetRequiredService<ListImports>().FindAsync(importId, cancellation);
        Console.WriteLine(call.Json ? JsonSerializer.Serialize(result, JsonSerializerOptions.Web) : Words(result!));
    }

    private static string Words(ImportView result)
    {
        var rules = result.IssuesByRule.Select(r =>
            $"  {Core.Cleaning.CleaningRule.LabelOf(r.Key)}: {r.Value.Rejected:N0} left out, {r.Value.Repaired:N0} repaired, {r.Value.Noted:N0} noted"
        );
        return $"""
            {result.RowsRead:N0} rows read, {result.RowsImported:N0} imported, {result.RowsRejected:N0} left out
            {result.Inserted:N0} new, {result.Updated:N0} changed, {result.Unchanged:N0} as before
            {string.Join(Environment.NewLine, rules)}
            """;
    }

    private sealed class TerminalProgress(bool show) : IProgress<Progress>
    {
        private int shownPercent = -1;

        public void Report(Progress value)
        {
            var percent = (int)(value.Fraction * 100);
            if (show && percent != shownPercent)
            {
                shownPercent = percent;
                Console.Write($"\r{percent, 3} %  {value.Message, -60}");
            }
        }

        public void End()
        {
            if (show)
            {
                Console.WriteLine();
            }
        }
    }
}
