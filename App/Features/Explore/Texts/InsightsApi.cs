using App.Shell;

namespace App.Features.Explore.Texts;

public static class InsightsApi
{
    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet(
                "/api/text/insights",
                async (
                    ReadTextInsights insights,
                    CancellationToken cancellation,
                    DateOnly? from = null,
                    DateOnly? to = null,
                    string? source = null,
                    long? segmentId = null,
                    string compare = TextInsightsInput.BySentiment,
                    int top = 20
                ) =>
                {
                    var filter = FilterQuery.Parse(null, null, segmentId, source) with { From = from, To = to };
                    var input = new TextInsightsInput(filter, FilterQuery.Clean(compare), top);
                    return input.Check() is { Count: > 0 } errors
                        ? ApiErrors.Invalid(errors)
                        : Results.Ok(await insights.RunAsync(input, cancellation));
                }
            )
            .Produces<TextInsights>()
            .WithTags("Predictions")
            .WithSummary("What feedback says: keywords, what tells groups apart, sentiment by time, source, segment and product, in words");
}
