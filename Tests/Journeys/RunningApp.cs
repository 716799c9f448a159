using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Xunit;

namespace Tests.Journeys;

/// <summary>The program itself in a process of its own, with its own folder and its own database server, as a person starts it.</summary>
public sealed partial class RunningApp : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly List<string> output = [];
    private readonly Dictionary<string, string> settings;
    private Process? process;

    public RunningApp(params (string Name, string Value)[] settings)
    {
        this.settings = settings.ToDictionary(s => s.Name, s => s.Value);
        Port = FreePort();
        Folder = Directory.CreateTempSubdirectory("segmentation-app-").FullName;
        // The database server may run as another account than the tests.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Folder, (UnixFileMode)0b111_101_101);
        }
        Http = new HttpClient { BaseAddress = new Uri(Url), Timeout = TimeSpan.FromMinutes(3) };
    }

    public int Port { get; }

    public string Url => $"http://127.0.0.1:{Port}";

    public string Folder { get; }

    public HttpClient Http { get; }

    public string Output => string.Join('\n', output);

    /// <summary>The compiled program.</summary>
    public static string Program
    {
        get
        {
            var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "CustomerSegmentation.sln")))
                {
                    return Path.Combine(folder.FullName, "App", "bin", configuration, "net10.0", "App.dll");
                }
            }
            throw new InvalidOperationException("The tests do not run inside the checkout.");
        }
    }

    /// <summary>Starts it and waits until it answers.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> StartAsync()
    {
        var watch = Stopwatch.StartNew();
        process = Run([]);
        while (watch.Elapsed < Patience)
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"The program ended with code {process.ExitCode}:\n{Output}");
            }
            try
            {
                using var answer = await Http.GetAsync("/health/ready");
                if (answer.IsSuccessStatusCode)
                {
                    return watch.Elapsed;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(50);
        }
        throw new TimeoutException($"The program did not answer within {Patience.TotalSeconds} s:\n{Output}");
    }

    /// <summary>Runs the program with a verb on the same data folder.</summary>
    public async Task<(int ExitCode, string Output)> CommandAsync(params string[] arguments)
    {
        output.Clear();
        using var command = Run(arguments);
        await command.WaitForExitAsync();
        return (command.ExitCode, Output);
    }

    /// <summary>What Ctrl-C does.</summary>
    public async Task StopAsync()
    {
        if (process is { HasExited: false })
        {
            Assert.Equal(0, Kill(process.Id, Interrupt));
            await process.WaitForExitAsync();
        }
        process?.Dispose();
        process = null;
    }

    /// <summary>kill -9: the program gets no chance to tidy up.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>Process ids of database servers that run on this folder.</summary>
    public IReadOnlyList<int> DatabaseServers()
    {
        var pidFile = Path.Combine(Folder, "database", "cluster", "postmaster.pid");
        return File.Exists(pidFile) && int.TryParse(File.ReadLines(pidFile).First(), out var id) && Directory.Exists($"/proc/{id}")
            ? [id]
            : [];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var server in DatabaseServers())
        {
            Kill(server, Interrupt);
        }
        Http.Dispose();
        for (var attempt = 0; attempt < 20 && DatabaseServers().Count > 0; attempt++)
        {
            await Task.Delay(100);
        }
        Directory.Delete(Folder, recursive: true);
    }

    private Process Run(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(Program)!.Split($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}")[0],
        };
        start.ArgumentList.Add(Program);
        foreach (var argument in arguments.Length > 0 ? arguments : ["--urls", Url])
        {
            start.ArgumentList.Add(argument);
        }
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["DataFolder"] = Folder;
        start.Environment.Remove("ASPNETCORE_URLS");
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }
        var started = Process.Start(start)!;
        DataReceivedEventHandler keep = (_, line) =>
        {
            lock (output)
            {
                output.Add(line.Data ?? "");
            }
        };
        started.OutputDataReceived += keep;
        started.ErrorDataReceived += keep;
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return started;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // SIGTERM: the runner of the tests may have Ctrl-C's own signal switched off for its children; the host treats both alike.
    private const int Interrupt = 15;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
