using System.Globalization;
using Data;
using Data.Embedded;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(Tests.Data.DatabaseServer))]

namespace Tests.Data;

/// <summary>One embedded server for the whole test run, with a migrated template database.</summary>
public sealed class DatabaseServer : IAsyncLifetime
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "segmentation-tests-" + Environment.ProcessId);
    private EmbeddedPostgres? server;
    private int made;

    public string Folder => folder;

    public async ValueTask InitializeAsync()
    {
        server = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions
            {
                Folder = folder,
                Durable = false,
                Database = "template",
            }
        );
        await using var template = NpgsqlDataSource.Create(server.ConnectionString + ";Pooling=false");
        await Database.MigrateAsync(template);
    }

    /// <summary>A fresh migrated database; its connection string.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = "test" + Interlocked.Increment(ref made).ToString(CultureInfo.InvariantCulture);
        var builder = new NpgsqlConnectionStringBuilder(server!.ConnectionString) { Database = "postgres", Pooling = false };
        await using var source = NpgsqlDataSource.Create(builder.ConnectionString);
        await using var create = source.CreateCommand($"CREATE DATABASE {name} TEMPLATE template");
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>A fresh database per test class.</summary>
public sealed class TestDatabase(DatabaseServer server) : IAsyncLifetime
{
    public NpgsqlDataSource Source { get; private set; } = null!;

    public string ConnectionString { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await server.NewDatabaseAsync();
        Source = NpgsqlDataSource.Create(ConnectionString);
    }

    public AppDb Context() => Database.Context(Source);

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
