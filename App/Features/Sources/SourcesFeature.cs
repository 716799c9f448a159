using App.Jobs;
using Data.Sources;

namespace App.Features.Sources;

/// <summary>What the sources add to the program.</summary>
public static class SourcesFeature
{
    public static void AddSources(this IServiceCollection services)
    {
        services.AddSingleton(s => SourceSettings.Outbound(s.GetRequiredService<IConfiguration>()));
        services.AddSingleton(s => SourceSettings.Reddit(s.GetRequiredService<IConfiguration>()));
        services.AddSingleton(s => new OutboundGuard(s.GetRequiredService<OutboundOptions>()));
        services.AddSingleton<ImportTexts>();
        services.AddSingleton<LastRuns>();
        services.AddSingleton<IJobHandler, SimulateJob>();
        services.AddSingleton<IJobHandler, FetchOnlineRetail>();
        services.AddSingleton<IJobHandler, FetchWebPages>();
        services.AddSingleton<IJobHandler, FetchReddit>();
        services.AddSingleton<IJobHandler, FetchPublicSentiment>();
        services.AddSingleton<IJobHandler, RunLiveEvents>();
        services.AddSingleton<IJobHandler, RemoveSimulatedJob>();
    }

    public static void MapSources(this IEndpointRouteBuilder app) => SourcesApi.Map(app);
}
