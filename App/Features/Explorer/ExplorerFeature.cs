using App.Shell;

namespace App.Features.Explorer;

public static class ExplorerFeature
{
    public static void AddExplorer(this IServiceCollection services) => services.AddSingleton<BuildPoints>();

    public static void MapExplorer(this IEndpointRouteBuilder app) =>
        app.MapGet(
                "/explorer/points",
                async (
                    BuildPoints points,
                    HttpResponse response,
                    CancellationToken cancellation,
                    string? x = null,
                    string? y = null,
                    string? colour = null,
                    string? size = null
                ) =>
                {
                    response.Headers.CacheControl = "no-store";
                    var state = ExplorerState.Parse(x, y, colour, size, null, ExplorerState.None);
                    return Results.Bytes((await points.RunAsync(state, cancellation)).ToBytes(), "application/octet-stream");
                }
            )
            .ExcludeFromDescription();
}
