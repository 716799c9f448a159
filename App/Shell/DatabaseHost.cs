using Data;
using Data.Embedded;
using Npgsql;

namespace App.Shell;

/// <summary>The database of this run: the configured one, or a private server that starts and stops with the program.</summary>
public sealed class DatabaseHost : IAsyncDisposable
{
    private readonly EmbeddedPostgres? embedded;

    private DatabaseHost(NpgsqlDataSource source, EmbeddedPostgres? embedded)
    {
        Source = source;
        this.embedded = embedded;
    }

    public NpgsqlDataSource Source { get; }

    /// <summary>Whether the program started its own server.</summary>
    public bool IsEmbedded => embedded is not null;

    /// <summary>Connects (starting the embedded server when nothing is configured) and migrates.</summary>
    public static async Task<DatabaseHost> StartAsync(
        IConfiguration configuration,
        AppFolders folders,
        CancellationToken cancellation = default
    )
    {
        var configured = configuration.GetConnectionString("Default");
        EmbeddedPostgres? embedded = null;
        if (string.IsNullOrWhiteSpace(configured))
        {
            embedded = await EmbeddedPostgres.StartAsync(
                new EmbeddedPostgresOptions { Folder = configuration["Database:Folder"] ?? folders.Database },
                cancellation
            );
        }
        try
        {
            var source = NpgsqlDataSource.Create(
                // Days begin at midnight UTC, whatever the server's own setting.
                embedded?.ConnectionString
                    ?? new NpgsqlConnectionStringBuilder(configured) { Timezone = "UTC" }.ConnectionString
            );
            await Database.MigrateAsync(source, cancellation);
            return new DatabaseHost(source, embedded);
        }
        catch when (embedded is not null)
        {
            await embedded.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        if (embedded is not null)
        {
            await embedded.DisposeAsync();
        }
    }
}
