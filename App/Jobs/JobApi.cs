using App.Shell;
using Data.Tables;

namespace App.Jobs;

/// <summary>Long work as the API shows it.</summary>
/// <param name="ResultHref">Where the API has the result; null while there is none.</param>
/// <param name="PageHref">The page that shows the result.</param>
public sealed record JobView(
    long Id,
    string Kind,
    string Title,
    string State,
    double Progress,
    string Message,
    string? Error,
    string? ResultHref,
    string? PageHref,
    DateTime CreatedAt,
    DateTime? FinishedAt
)
{
    public static JobView Of(JobRow job) =>
        new(
            job.Id,
            job.Kind,
            job.Title,
            job.State,
            job.Progress,
            job.Message,
            job.Error,
            ApiAddress(job.ResultHref),
            job.ResultHref,
            job.CreatedAt,
            job.FinishedAt
        );

    private static readonly (string Page, string Api)[] Addresses =
    [
        ("/data/imports/", "/api/imports/"),
        ("/segments/clustering?run=", "/api/segmentations/"),
        ("/campaigns/", "/api/campaigns/"),
        ("/report?id=", "/api/reports/"),
    ];

    private static string? ApiAddress(string? page) =>
        page is null
            ? null
            : Addresses
                .Where(a => page.StartsWith(a.Page, StringComparison.Ordinal))
                .Select(a => string.Concat(a.Api, page.AsSpan(a.Page.Length)))
                .FirstOrDefault();
}

public static class JobApi
{
    public static void MapJobs(this IEndpointRouteBuilder app)
    {
        var jobs = app.MapGroup("/api/jobs").WithTags("Jobs");
        jobs.MapGet(
                "/",
                async (JobQueue queue, CancellationToken cancellation, int skip = 0, int limit = 50) =>
                    ApiErrors.CheckPaging(skip, limit)
                    ?? Results.Ok(
                        new Page<JobView>(
                            [.. (await queue.ListAsync(skip, limit, cancellation)).Select(JobView.Of)],
                            await queue.CountAsync(cancellation),
                            skip,
                            limit
                        )
                    )
            )
            .WithSummary("Jobs, newest first");
        jobs.MapGet(
                "/{id:long}",
                async (long id, JobQueue queue, CancellationToken cancellation) =>
                    await queue.FindAsync(id, cancellation) is { } job
                        ? Results.Ok(JobView.Of(job))
                        : ApiErrors.NotFound($"There is no job {id}.")
            )
            .WithSummary("How far a job is");
        jobs.MapDelete(
                "/{id:long}",
                async (long id, JobQueue queue, CancellationToken cancellation) =>
                    await queue.FindAsync(id, cancellation) is null ? ApiErrors.NotFound($"There is no job {id}.")
                    : await queue.CancelAsync(id, cancellation) ? Results.Accepted($"/api/jobs/{id}")
                    : ApiErrors.Conflict($"Job {id} has ended already.")
            )
            .WithSummary("Cancel a job");
    }

    /// <summary>202 with the job's id and address.</summary>
    public static IResult Accepted(long jobId) => Results.Accepted($"/api/jobs/{jobId}", new { jobId, href = $"/api/jobs/{jobId}" });
}
