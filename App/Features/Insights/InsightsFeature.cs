using App.Shell;
using Core.Text;
using Data.Sources;
using Microsoft.AspNetCore.Mvc;

namespace App.Features.Insights;

public static class InsightsFeature
{
    public static void AddInsights(this IServiceCollection services)
    {
        services.AddSingleton(s =>
        {
            var settings = s.GetRequiredService<IConfiguration>().GetSection("Sentiment");
            return new SentimentServiceOptions(settings["Url"], settings["Token"]);
        });
        services.AddSingleton(s => new SentimentService(
            () => s.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(SentimentService)),
            s.GetRequiredService<SentimentServiceOptions>(),
            s.GetRequiredService<TextAnalyzer>().Vader,
            s.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<ReadSentiment>();
    }

    public static void MapInsights(this IEndpointRouteBuilder app)
    {
        var text = app.MapGroup("/api/text").WithTags("Predictions").WithMetadata(new RequestSizeLimitAttribute(TextList.LargestBody));
        text.MapPost(
                "/sentiment",
                async (SentimentInput input, ReadSentiment sentiment, CancellationToken cancellation) =>
                    ReadSentiment.Check(input) is { Count: > 0 } errors
                        ? ApiErrors.Invalid(errors)
                        : Results.Ok(await sentiment.RunAsync(input, cancellation))
            )
            .Produces<IReadOnlyList<SentimentView>>()
            .WithSummary("The sentiment of texts, by VADER or by the model that is configured");
        text.MapPost(
                "/keywords",
                (KeywordsInput input, CancellationToken cancellation) =>
                    FindKeywords.Check(input) is { Count: > 0 } errors
                        ? ApiErrors.Invalid(errors)
                        : Results.Ok(FindKeywords.Run(input, cancellation))
            )
            .Produces<KeywordsView>()
            .WithSummary("The keywords of texts, and which words tell them apart from others");
    }
}
