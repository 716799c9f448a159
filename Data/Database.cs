using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Data;

/// <summary>Brings the schema up to date.</summary>
public static class Database
{
    /// <summary>Applies what is missing. EF Core holds a lock in the database, so several instances may start at once.</summary>
    public static async Task MigrateAsync(NpgsqlDataSource database, CancellationToken cancellation = default)
    {
        // Asking EF Core builds its whole model first, most of a second at every start; the table of what was applied answers at once.
        if (await IsCurrentAsync(database, cancellation))
        {
            return;
        }
        await using var db = Context(database);
        await RelationalDatabaseFacadeExtensions.MigrateAsync(db.Database, cancellation);
    }

    private static async Task<bool> IsCurrentAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var exists = database.CreateCommand("SELECT to_regclass('\"__EFMigrationsHistory\"') IS NOT NULL");
        if (await exists.ExecuteScalarAsync(cancellation) is not true)
        {
            return false;
        }
        string[] known =
        [
            .. typeof(AppDb).Assembly.GetTypes().Select(t => t.GetCustomAttribute<MigrationAttribute>()?.Id).OfType<string>(),
        ];
        await using var missing = database.CreateCommand(
            "SELECT NOT EXISTS (SELECT unnest($1) EXCEPT SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\")"
        );
        missing.Parameters.Add(new NpgsqlParameter { Value = known });
        return await missing.ExecuteScalarAsync(cancellation) is true;
    }

    /// <summary>A context of its own, for code without a service provider.</summary>
    public static AppDb Context(NpgsqlDataSource database) => new(Options(new DbContextOptionsBuilder<AppDb>(), database).Options);

    /// <summary>The options that every context uses.</summary>
    public static DbContextOptionsBuilder<AppDb> Options(DbContextOptionsBuilder<AppDb> builder, NpgsqlDataSource database)
    {
        builder.UseNpgsql(database);
        return builder;
    }
}
