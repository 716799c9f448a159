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
        return Shared("bench/peers.py") is { } script ? Start([script, name]) : null;
    }

    /// <returns>The first line of JSON that the program prints; null where it, or what it imports, is not installed.</returns>
    public static JsonElement? RunCode(string code, params string[] arguments) => Start(["-c", code, .. arguments]);

    /// <summary>The path of a file in the folder <c>shared</c> beside the repository; null when it is not there.</summary>
    public static string? Shared(string relative) => Above(Path.Combine("shared", relative));

    /// <summary>The path of a file in this folder or one above it; null when there is none.</summary>
    public static string? Above(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, relative);
            if (File.Exists(file))
            {
                return file;
            }
        }
        return null;
    }

    private static JsonElement? Start(string[] arguments)
    {
        if (!File.Exists(Python))
        {
            return null;
        }
        var start = new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var line = output.Split('\n').FirstOrDefault(l => l.StartsWith('{'));
        return line is null ? null : JsonDocument.Parse(line).RootElement;
    }
}
