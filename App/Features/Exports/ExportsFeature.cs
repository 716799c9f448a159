using App.Shell;
using Data;
using Data.Exports;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace App.Features.Exports;

/// <summary>Downloads of the one source of truth, of customers with all that is known of them, and of the cleaned tables.</summary>
public static class ExportsFeature
{
    private const string Csv = "text/csv; charset=utf-8";
    private const string Parquet = "application/vnd.apache.parquet";

    public static void MapExports(this IEndpointRouteBuilder app)
    {
        var exports = app.MapGroup("/api/exports").WithTags("Data");
        foreach (var (format, ending) in new[] { (ExportFormat.Csv, "csv"), (ExportFormat.Parquet, "parquet") })
        {
            exports
                .MapGet(
                    $"/single-source-of-truth.{ending}",
                    (NpgsqlDataSource database) =>
                        Download(
                            $"single_source_of_truth.{ending}",
                            format,
                            database,
                            (c, _) => Task.FromResult(ExportQueries.SingleSourceOfTruth(c))
                        )
                )
                .WithSummary($"Every text with its features and the aggregates of who wrote it, as {format}");
            exports
                .MapGet(
                    $"/customers.{ending}",
                    async (
                        NpgsqlDataSource database,
                        IDbContextFactory<AppDb> databases,
                        CancellationToken cancellation,
                        long? segmentId = null
                    ) =>
                    {
                        await using var db = await databases.CreateDbContextAsync(cancellation);
                        if (segmentId is { } id && !await db.Segments.AnyAsync(s => s.Id == id, cancellation))
                        {
                            return ApiErrors.NotFound($"There is no segment {id}.");
                        }
                        return Download(
                            $"customers_with_segments.{ending}",
                            format,
                            database,
                            async (connection, stop) =>
                            {
                                await using var context = await databases.CreateDbContextAsync(stop);
                                return await ExportQueries.CustomersAsync(connection, context, segmentId, stop);
                            }
                        );
                    }
                )
                .WithSummary($"One row per customer with all features, attributes and segments, as {format}");
            exports
                .MapGet(
                    $"/tables/{{name}}.{ending}",
                    (string name, NpgsqlDataSource database) =>
                        ExportQueries.TableNames.Contains(name)
                            ? Download($"{name}.{ending}", format, database, (c, _) => Task.FromResult(ExportQueries.Table(c, name)!))
                            : ApiErrors.NotFound($"There is no table '{name}'. Known: {string.Join(", ", ExportQueries.TableNames)}.")
                )
                .WithSummary($"A cleaned table, as {format}");
        }
    }

    private static IResult Download(
        string file,
        ExportFormat format,
        NpgsqlDataSource database,
        Func<NpgsqlConnection, CancellationToken, Task<NpgsqlCommand>> query
    ) =>
        Results.Stream(
            async stream =>
            {
                await using var connection = await database.OpenConnectionAsync();
                await using var command = await query(connection, CancellationToken.None);
                await TableExport.WriteAsync(command, format, stream);
            },
            format == ExportFormat.Csv ? Csv : Parquet,
            file
        );
}
