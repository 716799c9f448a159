using App.Shell;
using Data.Queries;
using Npgsql;

namespace App.Features.Campaigns;

/// <summary>What a launch may say.</summary>
/// <param name="Expected">The number of mails agreed to; when the audience has another size by now, nothing is launched (409).</param>
public sealed record LaunchRequest(long? Expected);

/// <summary>The REST surface; every call is a use case that the pages use too.</summary>
public static class CampaignsApi
{
    /// <summary>Maps /api/campaigns and the addresses in mails.</summary>
    public static void MapCampaigns(this IEndpointRouteBuilder app)
    {
        var campaigns = app.MapGroup("/api/campaigns").WithTags("Campaigns");
        campaigns.MapGet("/", ListAsync).WithSummary("Campaigns, newest first");
        campaigns
            .MapPost(
                "/",
                async (CampaignInput input, SaveCampaign save, CampaignStore store, CancellationToken cancellation) =>
                {
                    var saved = await save.RunAsync(null, input, cancellation: cancellation);
                    return saved.IsDone
                        ? Results.Created($"/api/campaigns/{saved.Value}", await store.ViewAsync(saved.Value, cancellation))
                        : saved.ToResult();
                }
            )
            .WithSummary("Make a draft");
        campaigns
            .MapGet(
                "/{id:long}",
                async (long id, CampaignStore store, CancellationToken cancellation) => await store.ViewAsync(id, cancellation)
            )
            .WithSummary("A campaign with its funnel and its counts by state");
        campaigns
            .MapPut(
                "/{id:long}",
                async (long id, CampaignInput input, SaveCampaign save, CampaignStore store, CancellationToken cancellation) =>
                {
                    var saved = await save.RunAsync(id, input, cancellation: cancellation);
                    return saved.IsDone ? Results.Ok(await store.ViewAsync(id, cancellation)) : saved.ToResult();
                }
            )
            .WithSummary("Change a draft");
        campaigns
            .MapDelete(
                "/{id:long}",
                async (long id, DeleteCampaign delete, CancellationToken cancellation) =>
                    (await delete.RunAsync(id, cancellation)).ToResult(_ => Results.NoContent())
            )
            .WithSummary("Delete a draft");
        MapBeforeLaunch(campaigns);
        MapSending(campaigns);
        app.MapOutbox();
        app.MapTracking();
    }

    /// <summary>The address that a request came in by.</summary>
    internal static string AddressOf(HttpRequest request) => $"{request.Scheme}://{request.Host}{request.PathBase}";

    private static void MapBeforeLaunch(RouteGroupBuilder campaigns)
    {
        campaigns
            .MapPost(
                "/{id:long}/preflight",
                async (long id, PreflightCampaign preflight, HttpRequest http, CancellationToken cancellation) =>
                    (await preflight.RunAsync(id, AddressOf(http), cancellation)).ToResult()
            )
            .WithSummary("The funnel, what must be put right, and what to know before a launch");
        campaigns
            .MapPost(
                "/{id:long}/preview",
                async (long id, PreviewRequest? request, PreviewMessage preview, CancellationToken cancellation) =>
                    (await preview.RunAsync(id, request ?? new PreviewRequest(), cancellation)).ToResult()
            )
            .WithSummary("A message as a given customer would see it");
        campaigns
            .MapPost(
                "/{id:long}/test-send",
                async (long id, TestRequest request, SendTest send, CancellationToken cancellation) =>
                    (await send.RunAsync(id, request, cancellation)).ToResult()
            )
            .WithSummary("Send one message to an address of one's own");
        campaigns
            .MapPost(
                "/{id:long}/launch",
                async (long id, LaunchRequest? request, LaunchCampaign launch, HttpRequest http, CancellationToken cancellation) =>
                    (await launch.RunAsync(id, request?.Expected, AddressOf(http), cancellation)).ToResult(l => Results.Accepted(l.Href, l))
            )
            .WithSummary("Write the ledger and start sending");
    }

    private static void MapSending(RouteGroupBuilder campaigns)
    {
        campaigns
            .MapPost(
                "/{id:long}/pause",
                async (long id, ChangeSending change, CancellationToken c) => (await change.PauseAsync(id, c)).ToResult()
            )
            .WithSummary("Stop after the mails that are on their way");
        campaigns
            .MapPost(
                "/{id:long}/resume",
                async (long id, ChangeSending change, CancellationToken c) => (await change.ResumeAsync(id, c)).ToResult()
            )
            .WithSummary("Go on after a pause");
        campaigns
            .MapPost(
                "/{id:long}/cancel",
                async (long id, ChangeSending change, CancellationToken c) => (await change.CancelAsync(id, c)).ToResult()
            )
            .WithSummary("End it for good");
        campaigns
            .MapPost(
                "/{id:long}/resend-unknown",
                async (long id, ChangeSending change, CancellationToken c) => (await change.ResendUnknownAsync(id, c)).ToResult()
            )
            .WithSummary("Send the mails again whose fate is unknown, with the same Message-ID");
        campaigns.MapGet("/{id:long}/deliveries", DeliveriesAsync).WithSummary("One row per person: variant, state, reason, times");
        campaigns
            .MapGet(
                "/{id:long}/results",
                async (long id, CampaignResults results, CancellationToken cancellation) =>
                    (await results.RunAsync(id, cancellation)).ToResult()
            )
            .WithSummary("The experiment: verdict, rates, sample-ratio check, comparisons");
    }

    private static async Task<IResult> ListAsync(CampaignStore store, CancellationToken cancellation, int skip = 0, int limit = 50)
    {
        if (ApiErrors.CheckPaging(skip, limit) is { } wrong)
        {
            return wrong;
        }
        var (items, total) = await store.ListAsync(skip, limit, cancellation);
        return Results.Ok(new Page<CampaignLine>(items, total, skip, limit));
    }

    private static async Task<IResult> DeliveriesAsync(
        long id,
        CampaignStore store,
        NpgsqlDataSource database,
        CancellationToken cancellation,
        string? state = null,
        int skip = 0,
        int limit = 50
    )
    {
        if (ApiErrors.CheckPaging(skip, limit) is { } wrong)
        {
            return wrong;
        }
        if (state is not null && !DeliveryState.All.Contains(state))
        {
            return ApiErrors.Invalid("state", $"The state must be one of {string.Join(", ", DeliveryState.All)}. Got '{state}'.");
        }
        await store.RowAsync(id, cancellation);
        var (items, total) = await CampaignFigures.DeliveriesAsync(database, id, state, skip, limit, cancellation);
        return Results.Ok(new Page<DeliveryView>(items, total, skip, limit));
    }
}
