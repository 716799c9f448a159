using System.Text.Json;
using App.Shell;

namespace App.Features.Segments;

/// <summary>Models as files over REST.</summary>
public static class ModelApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var runs = app.MapGroup("/api/segmentations").WithTags("Segments");
        runs.MapGet(
                "/{id:long}/model",
                async (long id, ModelFiles models, CancellationToken cancellation) =>
                {
                    try
                    {
                        return await models.TakeOutAsync(id, cancellation) is { } model
                            ? Results.Text(JsonSerializer.Serialize(model, SegmentationStore.Json), "application/json")
                            : ApiErrors.NotFound($"There is no segmentation {id}.");
                    }
                    catch (FormatException exception)
                    {
                        return ApiErrors.Conflict(exception.Message);
                    }
                }
            )
            .WithSummary("What places customers into the clusters, as a file that can be loaded again; holds no customer");
        runs.MapPost(
                "/model",
                async (JsonElement body, ModelFiles models, CancellationToken cancellation) =>
                {
                    try
                    {
                        var model =
                            JsonSerializer.Deserialize<PortableModel>(body, SegmentationStore.Json)
                            ?? throw new FormatException("The body is empty.");
                        var id = await models.LoadAsync(model, cancellation);
                        return Results.Created($"/api/segmentations/{id}", new { id });
                    }
                    catch (Exception exception) when (exception is JsonException or FormatException or ArgumentException)
                    {
                        return ApiErrors.Invalid("model", exception.Message);
                    }
                }
            )
            .WithSummary("Load a model: a new run in which each customer of this database is placed by it");
    }
}
