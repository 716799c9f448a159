using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Xunit;

namespace Tests.Exports;

/// <summary>
/// Readers that were not written here (reader/package.json), run by Node. Without Node or npm the tests are skipped with the reason, and
/// fail in CI.
/// </summary>
public sealed class ParquetReaders : IAsyncLifetime
{
    public static TheoryData<string> All => ["hyparquet", "duckdb"];

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "reader");

    /// <summary>Once for all test classes. What is missing, or null.</summary>
    private static readonly Lazy<Task<string?>> Install = new(InstallAsync);

    private string? missing;

    public async ValueTask InitializeAsync() => missing = await Install.Value;

    private static async Task<string?> InstallAsync()
    {
        var stamp = new FileInfo(Path.Combine(Folder(), "node_modules", ".test-stamp"));
        if (stamp.Exists && stamp.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Folder(), "package-lock.json")))
        {
            return null;
        }
        try
        {
            await RunAsync("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error");
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return $"Node and npm are needed to read Parquet files: {exception.Message}";
        }
        await File.WriteAllTextAsync(stamp.FullName, "");
        return null;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <param name="reader">One of <see cref="All"/>.</param>
    /// <param name="mode">"values" for all of them, "sums" for counts and sums.</param>
    /// <param name="write">Writes the file.</param>
    internal async Task<JsonElement> ReadAsync(string reader, string mode, Func<Stream, Task> write)
    {
        if (missing is not null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is { Length: > 0 }, missing);
            Assert.Fail(missing);
        }
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.parquet");
        try
        {
            await using (var stream = File.Create(path))
            {
                await write(stream);
            }
            return JsonDocument.Parse(await RunAsync("node", "read.mjs", reader, mode, path)).RootElement;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {await error}{await output}");
        return await output;
    }
}
