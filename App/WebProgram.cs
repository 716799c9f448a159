using App.Components;
using App.Features.Campaigns;
using App.Features.Customers;
using App.Features.Explore;
using App.Features.Explorer;
using App.Features.Exports;
using App.Features.Home;
using App.Features.Import;
using App.Features.Insights;
using App.Features.Records;
using App.Features.Report;
using App.Features.Segments;
using App.Features.Sources;
using App.Jobs;
using App.Shell;
using Data;
using Data.Bulk;
using Data.Queries;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Radzen;

namespace App;

/// <summary>The web application with its database.</summary>
public sealed class WebProgram : IAsyncDisposable
{
    private readonly DatabaseHost database;

    private WebProgram(WebApplication web, DatabaseHost database)
    {
        Web = web;
        this.database = database;
    }

    public WebApplication Web { get; }

    /// <summary>Starts the database and puts the application together; it does not listen yet.</summary>
    public static async Task<WebProgram> BuildAsync(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        configure?.Invoke(builder);
        Format.Currency = builder.Configuration["Currency"]?.Trim() ?? "";
        var access = AccessPolicy.Choose(builder.Configuration, builder.Environment);
        var folders = AppFolders.Choose(builder.Configuration, builder.Environment);
        var database = await DatabaseHost.StartAsync(builder.Configuration, folders);
        try
        {
            AddServices(builder.Services, folders, database, access);
            builder.Services.AddSchedules(builder.Configuration);
            var web = builder.Build();
            Map(web);
            await FirstStart.PrepareAsync(web.Services);
            return new WebProgram(web, database);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public Task RunAsync() => Web.RunAsync();

    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        await database.DisposeAsync();
    }

    /// <summary>What pages, API and command line share.</summary>
    public static void AddServices(IServiceCollection services, AppFolders folders, DatabaseHost database, AccessPolicy access)
    {
        services.AddSingleton(folders);
        services.AddSingleton(database);
        services.AddSingleton(access);
        services.AddSingleton(database.Source);
        services.AddSingleton(TimeProvider.System);
        services.AddDbContextFactory<AppDb>(options => options.UseNpgsql(database.Source));
        services.AddSingleton<JobQueue>();
        services.AddSingleton<JobLedger>();
        services.Configure<HostOptions>(options => options.ShutdownTimeout = StoppingPolicy.Patience);
        services.AddHostedService<JobWorker>();
        services.AddSingleton<DataSignal>();
        services.AddHostedService(s => s.GetRequiredService<DataSignal>());
        services.AddSingleton<IJobHandler, RefreshSalesJob>();
        services.AddSingleton<IJobHandler, RefreshFeaturesJob>();
        services.AddSingleton<FeatureStore>();
        services.AddHostedService<FollowPeople>();
        services.AddSingleton<DataRefresh>();
        services.AddSingleton<RemoveSimulated>();
        services.AddSingleton<RemoveShop>();
        services.AddSingleton<UndoImport>();
        services.AddSingleton<UndoImportJob>();
        services.AddSingleton<IJobHandler>(s => s.GetRequiredService<UndoImportJob>());
        services.AddSingleton<SalesSummary>();
        services.AddSingleton(_ => Data.Sources.LexiconFiles.Analyzer);
        services.AddSingleton<SegmentNames>();
        services.AddSingleton<DailySales>();
        services.AddSingleton<InteractionWriter>();
        services.AddSingleton<SegmentList>();
        services.AddSingleton<SegmentStore>();
        services.AddSingleton<SegmentHistory>();
        services.AddHome();
        services.AddRecords();
        services.AddImport();
        services.AddSources();
        services.AddCustomers();
        services.AddExplorer();
        services.AddExplore();
        services.AddSegments();
        services.AddCampaigns();
        services.AddInsights();
        services.AddReport();
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddRadzenComponents();
        services.AddHttpContextAccessor();
        services.AddProblemDetails();
        services.AddExceptionHandler<ApiExceptionHandler>();
        // Else a body that can't be read is answered with a bare 400 outside Development.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddOpenApi("v1");
        services.AddResponseCompression(options => options.EnableForHttps = true);
        services.AddHttpClient();
    }

    private static void Map(WebApplication web)
    {
        web.UseStoppingPolicy();
        web.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                StatusCodeSelector = ApiErrors.StatusOf,
                SuppressDiagnosticsCallback = context => ApiErrors.StatusOf(context.Exception) < 500,
            }
        );
        web.UseResponseCompression();
        web.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        web.UseAccessPolicy();
        web.UseAntiforgery();
        web.MapStaticAssets();
        web.MapRazorComponents<Root>().AddInteractiveServerRenderMode();
        web.MapOpenApi("/openapi/{documentName}.json");
        web.UseSwaggerUI(options =>
        {
            options.SwaggerEndpoint("/openapi/v1.json", "Customer segmentation");
            options.DocumentTitle = "API";
        });
        web.MapGet("/health/live", () => Results.Ok(new { status = "live" })).ExcludeFromDescription();
        web.MapGet(
                "/health/ready",
                async (Npgsql.NpgsqlDataSource source, CancellationToken cancellation) =>
                {
                    await using var command = source.CreateCommand("SELECT 1");
                    await command.ExecuteScalarAsync(cancellation);
                    return Results.Ok(new { status = "ready" });
                }
            )
            .ExcludeFromDescription();
        web.Map("/api/{**rest}", (HttpRequest request) => ApiErrors.NotFound($"There is nothing at {request.Method} {request.Path}."))
            .ExcludeFromDescription();
        web.MapJobs();
        web.MapImport();
        web.MapSources();
        web.MapHome();
        web.MapRecords();
        web.MapExports();
        web.MapCustomers();
        web.MapExplorer();
        web.MapExplore();
        web.MapSegments();
        web.MapCampaigns();
        web.MapInsights();
        web.MapReport();
    }
}
