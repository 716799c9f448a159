using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Data.Embedded;

/// <summary>
/// The program's own private PostgreSQL server. It listens on a Unix socket in its own folder (on Windows on loopback with a random
/// password), never on an outside address. A server that outlived a killed program is taken over by the next start.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private const int SocketPathLimit = 100;
    private readonly PostgresBinaries binaries;
    private readonly ServerAccount account;
    private readonly string cluster;
    private readonly FileStream ownership;

    private EmbeddedPostgres(
        PostgresBinaries binaries,
        ServerAccount account,
        string cluster,
        FileStream ownership,
        string connectionString
    )
    {
        this.binaries = binaries;
        this.account = account;
        this.cluster = cluster;
        this.ownership = ownership;
        ConnectionString = connectionString;
    }

    /// <summary>How to reach the database named in the options.</summary>
    public string ConnectionString { get; }

    /// <summary>The folder of the cluster.</summary>
    public string Cluster => cluster;

    /// <summary>Starts the server, or takes over one that still runs in the folder, and makes the database when it is missing.</summary>
    /// <exception cref="InvalidOperationException">Another program uses the folder, or the server does not start; the message says why.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions options, CancellationToken cancellation = default)
    {
        var account = ServerAccount.Choose();
        var folder = Place(options.Folder, account);
        Directory.CreateDirectory(folder);
        var ownership = Claim(folder);
        try
        {
            var binaries = PostgresBinaries.Find(options.ProgramFolder).WithLinks();
            if (!account.CanReach(binaries.Folder))
            {
                binaries = binaries.CopyTo(Path.Combine(folder, "native")).WithLinks();
            }
            var cluster = Path.Combine(folder, "cluster");
            var sockets = SocketFolder(folder);
            Directory.CreateDirectory(cluster);
            Directory.CreateDirectory(sockets);
            await account.OwnAsync(cluster, cancellation);
            await account.OwnAsync(sockets, cancellation);
            if (!File.Exists(Path.Combine(cluster, "PG_VERSION")))
            {
                await InitialiseAsync(binaries, account, cluster, folder, cancellation);
            }
            if (!await IsRunningAsync(binaries, account, cluster, cancellation))
            {
                await LaunchAsync(binaries, account, cluster, sockets, options.Durable, cancellation);
            }
            var connection = Connection(cluster, sockets, folder);
            await EnsureDatabaseAsync(connection, options.Database, cancellation);
            connection.Database = options.Database;
            return new EmbeddedPostgres(binaries, account, cluster, ownership, connection.ConnectionString);
        }
        catch
        {
            await ownership.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the server; open connections are ended.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await account.RunAsync(binaries.PgCtl, ["stop", "-D", cluster, "-m", "fast", "-w", "-t", "60"], CancellationToken.None);
        }
        finally
        {
            await ownership.DisposeAsync();
        }
    }

    // The server's account must be able to enter the folder; a checkout below /root is closed to it.
    private static string Place(string folder, ServerAccount account)
    {
        folder = Path.GetFullPath(folder);
        return account.CanReach(folder) ? folder : Path.Combine("/var/lib/customer-segmentation", ShortHash(folder));
    }

    private static FileStream Claim(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "in-use.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new InvalidOperationException(
                $"Another copy of this program is using the database in {folder}. Stop it first, or set Database__Folder to another folder.",
                exception
            );
        }
    }

    private static async Task InitialiseAsync(
        PostgresBinaries binaries,
        ServerAccount account,
        string cluster,
        string folder,
        CancellationToken cancellation
    )
    {
        List<string> arguments =
        [
            "-D",
            cluster,
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "--locale-provider=builtin",
            "--locale=C.UTF-8",
            "--no-sync",
        ];
        if (OperatingSystem.IsWindows())
        {
            var password = Path.Combine(folder, "password");
            await File.WriteAllTextAsync(password, Convert.ToHexString(RandomNumberGenerator.GetBytes(24)), cancellation);
            arguments.AddRange(["-A", "scram-sha-256", "--pwfile", password]);
        }
        else
        {
            // Whoever can enter the folder of the socket (0700) is the owner, so no password is needed.
            arguments.AddRange(["-A", "trust"]);
        }
        await account.RunAsync(binaries.InitDb, arguments, cancellation);
    }

    private static async Task<bool> IsRunningAsync(
        PostgresBinaries binaries,
        ServerAccount account,
        string cluster,
        CancellationToken cancellation
    )
    {
        try
        {
            await account.RunAsync(binaries.PgCtl, ["status", "-D", cluster], cancellation);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static async Task LaunchAsync(
        PostgresBinaries binaries,
        ServerAccount account,
        string cluster,
        string sockets,
        bool durable,
        CancellationToken cancellation
    )
    {
        var listen = OperatingSystem.IsWindows() ? $"listen_addresses=127.0.0.1 -c port={FreePort()}" : "listen_addresses=''";
        var settings = new StringBuilder($"-c {listen}");
        if (!OperatingSystem.IsWindows())
        {
            settings.Append(CultureInfo.InvariantCulture, $" -c unix_socket_directories='{sockets}' -c unix_socket_permissions=0700");
        }
        settings.Append(" -c shared_buffers=256MB -c work_mem=32MB -c maintenance_work_mem=256MB -c max_wal_size=4GB -c jit=off");
        settings.Append(" -c max_connections=200 -c checkpoint_completion_target=0.9 -c wal_compression=on -c random_page_cost=1.1");
        if (!durable)
        {
            settings.Append(" -c fsync=off -c synchronous_commit=off -c full_page_writes=off");
        }
        var log = Path.Combine(cluster, "server.log");
        try
        {
            await account.RunAsync(
                binaries.PgCtl,
                ["start", "-D", cluster, "-w", "-t", "120", "-l", log, "-o", settings.ToString()],
                cancellation
            );
        }
        catch (InvalidOperationException exception)
        {
            var tail = File.Exists(log) ? string.Join('\n', File.ReadLines(log).TakeLast(10)) : "";
            throw new InvalidOperationException($"The embedded PostgreSQL server did not start. {exception.Message}\n{tail}", exception);
        }
    }

    private static NpgsqlConnectionStringBuilder Connection(string cluster, string sockets, string folder)
    {
        var connection = new NpgsqlConnectionStringBuilder
        {
            Username = "postgres",
            Database = "postgres",
            MaxPoolSize = 60,
            IncludeErrorDetail = true,
            Timezone = "UTC",
        };
        if (OperatingSystem.IsWindows())
        {
            // Line 4 of postmaster.pid is the port.
            connection.Host = "127.0.0.1";
            connection.Port = int.Parse(File.ReadLines(Path.Combine(cluster, "postmaster.pid")).ElementAt(3), CultureInfo.InvariantCulture);
            connection.Password = File.ReadAllText(Path.Combine(folder, "password"));
        }
        else
        {
            connection.Host = sockets;
        }
        return connection;
    }

    private static async Task EnsureDatabaseAsync(NpgsqlConnectionStringBuilder server, string database, CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString + ";Pooling=false");
        await using var exists = source.CreateCommand("SELECT 1 FROM pg_database WHERE datname = $1");
        exists.Parameters.Add(new NpgsqlParameter { Value = database });
        if (await exists.ExecuteScalarAsync(cancellation) is null)
        {
            await using var create = source.CreateCommand(
                $"CREATE DATABASE \"{database.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            );
            await create.ExecuteNonQueryAsync(cancellation);
        }
    }

    // The path of a Unix socket may have some 107 characters.
    private static string SocketFolder(string folder)
    {
        var inside = Path.Combine(folder, "socket");
        return inside.Length + "/.s.PGSQL.5432".Length <= SocketPathLimit
            ? inside
            : Path.Combine(Path.GetTempPath(), "segmentation-" + ShortHash(folder));
    }

    private static string ShortHash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
