using App.Jobs;
using App.Shell;
using Core.Customers;
using Data.Queries;

namespace App.Features.Home;

public static class HomeFeature
{
    public static void AddHome(this IServiceCollection services)
    {
        services.AddSingleton<ShowHome>();
        services.AddSingleton<RecentEvents>();
    }

    public static void MapHome(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/sales-summary", SummariseAsync).WithTags("Data").WithSummary("Sales by day, with the totals of the range");
        app.MapPost(
                "/api/sales-summary/refresh",
                async (JobQueue jobs, CancellationToken cancellation, bool everything = false) =>
                    JobApi.Accepted(
                        await jobs.EnqueueAsync(
                            RefreshSalesJob.KindName,
                            "Daily summary",
                            new RefreshSalesJob.Request(everything),
                            cancellation
                        )
                    )
            )
            .WithTags("Data")
            .WithSummary("Add up the days whose orders changed, or with everything=true every day");
        app.MapGet(
                "/api/features",
                async (FeatureStore features, CancellationToken cancellation, int skip = 0, int limit = 50) =>
                    ApiErrors.CheckPaging(skip, limit) ?? Features(await features.GetAsync(cancellation), skip, limit)
            )
            .WithTags("Segments")
            .WithSummary("Every feature that engines may use");
    }

    private static IResult Features(FeatureMatrix data, int skip, int limit) =>
        Results.Ok(
            new Page<FeatureView>(
                [.. data.Names.Skip(skip).Take(limit).Select((n, i) => FeatureView.Of(CustomerFeatures.Find(n)!, data.Column(skip + i)))],
                data.Columns,
                skip,
                limit
            )
        );

    /// <param name="Name">Its key.</param>
    /// <param name="Label">What a person reads.</param>
    /// <param name="Unit">How its values are written.</param>
    /// <param name="Source">What it is computed from.</param>
    /// <param name="Coverage">The share of customers with orders of whom it is known, in [0, 1].</param>
    /// <param name="Description">One sentence.</param>
    private sealed record FeatureView(string Name, string Label, string Unit, string Source, double Coverage, string Description)
    {
        public static FeatureView Of(CustomerFeature feature, ReadOnlySpan<double> values)
        {
            var known = 0;
            foreach (var value in values)
            {
                known += double.IsFinite(value) ? 1 : 0;
            }
            var coverage = values.IsEmpty ? 0 : (double)known / values.Length;
            return new(
                feature.Key,
                feature.Label,
                feature.Unit.ToString().ToLowerInvariant(),
                feature.Source.ToString().ToLowerInvariant(),
                coverage,
                feature.Description
            );
        }
    }

    private static async Task<IResult> SummariseAsync(
        SalesSummary sales,
        DateOnly? from,
        DateOnly? to,
        CancellationToken cancellation,
        int skip = 0,
        int limit = 1000
    )
    {
        if (ApiErrors.CheckPaging(skip, limit) is { } problem)
        {
            return problem;
        }
        if (from > to)
        {
            return ApiErrors.Invalid("from", $"from must not be after to. Got {from:yyyy-MM-dd} and {to:yyyy-MM-dd} instead.");
        }
        var span = await sales.SpanAsync(cancellation);
        var window = span is { } all ? new SalesWindow(from ?? all.From, to ?? all.To) : (SalesWindow?)null;
        // A range that begins after the last sale, or ends before the first, has no days.
        if (window is not { } shown || shown.From > shown.To)
        {
            return Results.Ok(
                new
                {
                    items = Array.Empty<SalesPeriod>(),
                    total = 0,
                    skip,
                    limit,
                    totals = new SalesTotals(0, 0, 0, 0),
                }
            );
        }
        var days = await sales.DaysAsync(shown, null, cancellation);
        var totals = await sales.TotalsAsync(shown, null, cancellation);
        return Results.Ok(
            new
            {
                items = days.Skip(skip).Take(limit),
                total = days.Count,
                skip,
                limit,
                totals,
            }
        );
    }
}
