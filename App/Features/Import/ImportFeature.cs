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
        services.AddSingleton<DataQuality>();
        services.AddSingleton<IJobHandler>(s => s.GetRequiredService<ImportJob>());
    }

    public static void MapImport(this IEndpointRouteBuilder app) => ImportApi.Map(app);
}
