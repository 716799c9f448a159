using System.Text.Json;
using App.Shell;
using Core.Cleaning;
using Data.Queries;

namespace App.Features.Records;

/// <summary>Products, movies, subscriptions, engagements and interactions over REST.</summary>
public static class RecordsFeature
{
    public static void AddRecords(this IServiceCollection services)
    {
        services.AddSingleton<WriteRecords>();
        services.AddSingleton<RecordList>();
    }

    public static void MapRecords(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/interactions", InteractionsApi.WriteAsync)
            .WithTags("Data")
            .WithSummary("Up to 10 000 interactions; with an id each is kept once however often it is sent");
        foreach (var kind in (ImportKind[])[ImportKind.Products, ImportKind.Movies, ImportKind.Subscriptions, ImportKind.Engagements])
        {
            var name = kind.Key;
            app.MapGet(
                    $"/api/{name}",
                    async (RecordList list, CancellationToken cancellation, int skip = 0, int limit = 50) =>
                        ApiErrors.CheckPaging(skip, limit)
                        ?? Results.Ok(
                            new Page<Dictionary<string, object?>>(
                                await list.PageAsync(kind, skip, limit, cancellation),
                                await list.CountAsync(kind, cancellation),
                                skip,
                                limit
                            )
                        )
                )
                .WithTags("Data")
                .WithSummary($"{kind.Label}, one page");
            app.MapPost(
                    $"/api/{name}",
                    async (JsonElement body, WriteRecords write, CancellationToken cancellation) =>
                    {
                        try
                        {
                            return Results.Created($"/api/{name}", await write.RunAsync(kind, body, cancellation));
                        }
                        catch (InvalidRecordsException exception)
                        {
                            return ApiErrors.Invalid(exception.Errors);
                        }
                    }
                )
                .WithTags("Data")
                .WithSummary($"Add or change {name}: one object, or an array of up to 10 000, all or none");
        }
    }
}
