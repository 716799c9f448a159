using App.Jobs;

namespace App.Features.Import;

/// <summary>What the import feature adds to the program.</summary>
public static class ImportFeature
{
    public static void AddImport(this IServiceCollection services)
    {
        services.AddSingleton<StartImport>();
        services.AddSingleton<ImportJob>();
        services.AddSingleton<ListImports>();
        services.AddSingleton<IJobHandler>(s => s.GetRequiredService<ImportJob>());
        services.AddSingleton<IJobHandler, SimulateJob>();
        services.AddSingleton<IJobHandler, FetchOnlineRetail>();
        services.AddSingleton<IJobHandler, RemoveSimulatedJob>();
    }

    public static void MapImport(this IEndpointRouteBuilder app) => ImportApi.Map(app);
}
