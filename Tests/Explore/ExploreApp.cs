using App.Features.Explore;
using App.Shell;
using Core.Text;
using Data;
using Data.Queries;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tests.Data;
using Xunit;

namespace Tests.Explore;

/// <summary>The services that the pages of Explore ask for, over a database with a few rows.</summary>
public sealed class ExploreApp(DatabaseServer server) : IAsyncLifetime
{
    private ServiceProvider? services;

    public TestDatabase Database { get; } = new(server);

    public IServiceProvider Services => services!;

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        await new ExploreDesk(Database).FillAsync();
        var collection = new ServiceCollection();
        collection.AddSingleton(Database.Source);
        collection.AddSingleton<TextAnalyzer>(_ => global::Data.Sources.LexiconFiles.Analyzer);
        collection.AddDbContextFactory<AppDb>(o => o.UseNpgsql(Database.Source));
        collection.AddSingleton<FeatureStore>();
        collection.AddSingleton<SegmentNames>();
        collection.AddExplore();
        services = collection.BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await services!.DisposeAsync();
        await Database.DisposeAsync();
    }
}
