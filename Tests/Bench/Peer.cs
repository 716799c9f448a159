using System.Diagnostics;
using System.Text.Json;

namespace Bench;

/// <summary>Runs the best known other program on the same data in the same run, where it is installed: only ratios mean something.</summary>
internal static class Peer
{
    private const string Python = "/usr/bin/python3";

    /// <returns>The first line that the peer prints for the case; null where it is not installed.</returns>
    public static JsonElement? Run(string name)
    {
        if (Script() is not { } script || !File.Exists(Python))
        {
            return null;
        }
        var start = new ProcessStartInfo(Python, [script, name]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var line = output.Split('\n').FirstOrDefault(l => l.StartsWith('{'));
        return line is null ? null : JsonDocument.Parse(line).RootElement;
    }

    private static string? Script()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var script = Path.Combine(folder.FullName, "shared", "bench", "peers.py");
            if (File.Exists(script))
            {
                return script;
            }
        }
        return null;
    }
}
