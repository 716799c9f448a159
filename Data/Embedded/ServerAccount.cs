using System.Diagnostics;

namespace Data.Embedded;

/// <summary>
/// The account that the server runs as. PostgreSQL refuses to run as root, so a program started by root hands the server to an
/// unprivileged account.
/// </summary>
public sealed record ServerAccount(string? Name)
{
    /// <summary>The account of this program, or an unprivileged one when this program is root.</summary>
    public static ServerAccount Choose()
    {
        if (!Environment.IsPrivilegedProcess || OperatingSystem.IsWindows())
        {
            return new ServerAccount((string?)null);
        }
        var known = File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        var name =
            known.Contains("postgres") ? "postgres"
            : known.Contains("nobody") ? "nobody"
            : throw new InvalidOperationException(
                "PostgreSQL can't run as root, and there is neither an account 'postgres' nor 'nobody' to run it as. "
                    + "Start the program as an ordinary user, or set ConnectionStrings__Default."
            );
        return new ServerAccount(name);
    }

    /// <summary>True when this program is root and the server is not.</summary>
    public bool IsOther => Name is not null;

    /// <summary>Gives a folder and what is in it to the account.</summary>
    public async Task OwnAsync(string folder, CancellationToken cancellation)
    {
        if (Name is not null)
        {
            await ProcessRun.CheckedAsync("chown", ["-R", Name + ":", folder], cancellation);
        }
    }

    /// <summary>Runs a program as the account.</summary>
    public Task<ProcessRun> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        Name is null
            ? ProcessRun.CheckedAsync(program, arguments, cancellation)
            : ProcessRun.CheckedAsync("runuser", ["-u", Name, "--", program, .. arguments], cancellation);

    /// <summary>Whether the account can reach a folder: every folder above it may be entered, and it may be read.</summary>
    public bool CanReach(string folder)
    {
        if (!IsOther || OperatingSystem.IsWindows())
        {
            return true;
        }
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (at.Exists && !File.GetUnixFileMode(at.FullName).HasFlag(UnixFileMode.OtherExecute))
            {
                return false;
            }
        }
        return true;
    }
}

/// <summary>A program that was run to its end.</summary>
public sealed record ProcessRun(int ExitCode, string Output)
{
    /// <exception cref="InvalidOperationException">It ended with another exit code than 0; the message holds what it printed.</exception>
    public static async Task<ProcessRun> CheckedAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var run = await StartAsync(program, arguments, cancellation);
        return run.ExitCode == 0
            ? run
            : throw new InvalidOperationException($"{Path.GetFileName(program)} ended with code {run.ExitCode}: {run.Output.Trim()}");
    }

    public static async Task<ProcessRun> StartAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return new ProcessRun(process.ExitCode, await output + await error);
    }
}
