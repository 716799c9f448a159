using App.Features.Segments.Builder;
using App.Jobs;
using App.Shell;
using Data.Queries;

namespace App.Features.Segments;

public static class SegmentsFeature
{
    public static void AddSegments(this IServiceCollection services)
    {
        services.AddSingleton<RfmSettings>();
        services.AddSingleton<SegmentationStore>();
        services.AddSingleton<RunSegmentation>();
        services.AddSingleton<ModelFiles>();
        services.AddSingleton<CompareSegments>();
        services.AddSingleton<MembersPage>();
        services.AddSingleton<RuleFields>();
        services.AddSingleton<BuildSegment>();
        services.AddSingleton<IFollowsFeatures, FollowFeatures>();
        services.AddSingleton<IJobHandler, SegmentationJob>();
        services.AddSingleton<IJobHandler, RefreshSegmentsJob>();
    }

    public static void MapSegments(this IEndpointRouteBuilder app)
    {
        SegmentationApi.Map(app);
        ModelApi.Map(app);
        SegmentApi.Map(app);
    }
}
