using App.Jobs;
using App.Shell;

namespace App.Features.Report;

/// <summary>A report with what it says now.</summary>
public sealed record ReportView(SavedReport Report, IReadOnlyList<BuiltSection> Sections);

public static class ReportApi
{
    public static void MapReport(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/report-sections", (BuildReport build) => Results.Ok(build.Catalog))
            .WithTags("Reports")
            .Produces<IReadOnlyList<SectionInfo>>()
            .WithSummary("The sections that a report can have");
        var reports = app.MapGroup("/api/reports").WithTags("Reports");
        reports
            .MapGet(
                "/",
                async (ReportStore store, CancellationToken cancellation, int skip = 0, int limit = 50) =>
                    ApiErrors.CheckPaging(skip, limit)
                    ?? Results.Ok(
                        new Page<SavedReport>(
                            await store.ListAsync(skip, limit, cancellation),
                            await store.CountAsync(cancellation),
                            skip,
                            limit
                        )
                    )
            )
            .Produces<Page<SavedReport>>()
            .WithSummary("Saved reports, the oldest first");
        reports.MapPost("/", AddAsync).WithSummary("Save a report: title, sections with comments, and when it publishes itself");
        reports.MapGet("/{id:long}", ReadAsync).Produces<ReportView>().WithSummary("A report with the figures of this moment");
        reports.MapPut("/{id:long}", ChangeAsync).WithSummary("Change a report");
        reports
            .MapDelete(
                "/{id:long}",
                async (long id, ReportStore store, CancellationToken cancellation) =>
                    await store.DeleteAsync(id, cancellation) ? Results.NoContent() : Missing(id)
            )
            .WithSummary("Delete a report and its published file");
        reports
            .MapPost(
                "/{id:long}/publish",
                async (long id, ReportStore store, JobQueue jobs, CancellationToken cancellation) =>
                    await store.FindAsync(id, cancellation) is { } report
                        ? JobApi.Accepted(
                            await jobs.EnqueueAsync(
                                PublishReport.KindName,
                                $"Publish {report.Title}",
                                new PublishReport.Request(id),
                                cancellation
                            )
                        )
                        : Missing(id)
            )
            .WithSummary("Publish a report as one HTML file");
        reports
            .MapGet("/{id:long}/html", HtmlAsync)
            .WithSummary("The published file; with fresh=true, or while nothing is published, one with the figures of this moment");
    }

    private static async Task<IResult> AddAsync(ReportInput input, ReportStore store, CancellationToken cancellation)
    {
        if (store.Check(input) is { Count: > 0 } errors)
        {
            return ApiErrors.Invalid(errors);
        }
        var id = (await store.SaveAsync(null, input, cancellation))!.Value;
        return Results.Created($"/api/reports/{id}", await store.FindAsync(id, cancellation));
    }

    private static async Task<IResult> ChangeAsync(long id, ReportInput input, ReportStore store, CancellationToken cancellation) =>
        store.Check(input) is { Count: > 0 } errors ? ApiErrors.Invalid(errors)
        : await store.SaveAsync(id, input, cancellation) is null ? Missing(id)
        : Results.Ok(await store.FindAsync(id, cancellation));

    private static async Task<IResult> ReadAsync(long id, ReportStore store, BuildReport build, CancellationToken cancellation)
    {
        if (await store.FindAsync(id, cancellation) is not { } report)
        {
            return Missing(id);
        }
        List<BuiltSection> sections = [];
        await foreach (var section in build.RunAsync(report.Sections, cancellation))
        {
            sections.Add(section);
        }
        return Results.Ok(new ReportView(report, sections));
    }

    private static async Task<IResult> HtmlAsync(
        long id,
        ReportStore store,
        PublishReport publish,
        CancellationToken cancellation,
        bool fresh = false
    )
    {
        if (await store.FindAsync(id, cancellation) is not { } report)
        {
            return Missing(id);
        }
        // Another instance may have published it into a folder of its own.
        if (!fresh && await store.FileAsync(id, cancellation) is { } path)
        {
            return Results.File(path, "text/html; charset=utf-8");
        }
        return Results.Content((await publish.WriteAsync(report, cancellation: cancellation)).Html, "text/html; charset=utf-8");
    }

    private static IResult Missing(long id) => ApiErrors.NotFound($"There is no report {id}.");
}
