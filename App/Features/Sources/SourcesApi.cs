using App.Jobs;
using App.Shell;
using Data.Sources;

namespace App.Features.Sources;

/// <summary>Sources over REST; the page starts the same jobs.</summary>
public static class SourcesApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api").WithTags("Data");
        api.MapPost(
                "/simulations",
                (SimulationRequest? request, JobQueue jobs, CancellationToken cancellation) =>
                {
                    var asked = request ?? new SimulationRequest();
                    return StartAsync(jobs, SimulateJob.KindName, asked.Title, asked, asked.Problems(), cancellation);
                }
            )
            .WithSummary("Make a simulated shop: retail, streaming, telecom or handmade");
        api.MapDelete(
                "/simulations",
                (JobQueue jobs, CancellationToken cancellation) =>
                    StartAsync(jobs, RemoveSimulatedJob.KindName, "Remove the simulated shop", new { }, [], cancellation)
            )
            .WithSummary("Remove the simulated shop and what was computed from it");
        api.MapPost(
                "/imports/online-retail",
                (JobQueue jobs, CancellationToken cancellation) =>
                    StartAsync(jobs, FetchOnlineRetail.KindName, "Fetch Online Retail", new { }, [], cancellation)
            )
            .WithSummary("Fetch the UCI Online Retail set from its publisher and import it");
        api.MapPost(
                "/sources/web-pages",
                (WebPagesRequest request, JobQueue jobs, OutboundGuard guard, CancellationToken cancellation) =>
                    StartAsync(jobs, FetchWebPages.KindName, "Read web pages", request, request.Problems(guard), cancellation)
            )
            .WithSummary("Read public web pages and import their paragraphs as texts");
        api.MapPost(
                "/sources/reddit",
                (RedditRequest request, JobQueue jobs, CancellationToken cancellation) =>
                    StartAsync(jobs, FetchReddit.KindName, "Read Reddit", request, request.Problems(), cancellation)
            )
            .WithSummary("Import what is new in subreddits or for search terms on Reddit; without credentials a sample");
        api.MapPost(
                "/sources/public-sentiment",
                (PublicSentimentRequest? request, JobQueue jobs, OutboundGuard guard, CancellationToken cancellation) =>
                {
                    var asked = request ?? new PublicSentimentRequest();
                    return StartAsync(
                        jobs,
                        FetchPublicSentiment.KindName,
                        "Fetch labelled texts",
                        asked,
                        asked.Problems(guard),
                        cancellation
                    );
                }
            )
            .WithSummary("Import a public set of labelled texts; without an address a sample");
        api.MapPost(
                "/live-events",
                (LiveEventsRequest? request, JobQueue jobs, CancellationToken cancellation) =>
                {
                    var asked = request ?? new LiveEventsRequest();
                    return StartAsync(jobs, RunLiveEvents.KindName, "Live mode", asked, asked.Problems(), cancellation);
                }
            )
            .WithSummary("Let simulated visitors act now, for demonstrations; cancel the job to end it");
    }

    private static async Task<IResult> StartAsync(
        JobQueue jobs,
        string kind,
        string title,
        object options,
        Dictionary<string, string[]> problems,
        CancellationToken cancellation
    ) => problems.Count > 0 ? ApiErrors.Invalid(problems) : JobApi.Accepted(await jobs.EnqueueAsync(kind, title, options, cancellation));
}
