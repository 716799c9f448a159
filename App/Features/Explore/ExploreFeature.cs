using App.Features.Explore.Texts;
using Data.Queries;

namespace App.Features.Explore;

public static class ExploreFeature
{
    public static void AddExplore(this IServiceCollection services)
    {
        services.AddSingleton<ExploreCatalog>();
        services.AddSingleton<ExploreQuery>();
        services.AddSingleton<DescribeColumn>();
        services.AddSingleton<DescribeFeedback>();
        services.AddSingleton<FeedbackTexts>();
        services.AddSingleton<ReadTextInsights>();
    }

    public static void MapExplore(this IEndpointRouteBuilder app) => InsightsApi.Map(app);
}
