using App.Features.Sources;
using App.Jobs;
using App.Shell;
using Npgsql;

namespace App;

/// <summary>On an empty embedded database a newcomer should see everything at work: a simulated shop is made.</summary>
public static class FirstStart
{
    /// <summary>Queues the simulated shop when nothing is there; never on a configured database.</summary>
    public static async Task PrepareAsync(IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        if (!services.GetRequiredService<DatabaseHost>().IsEmbedded || configuration["SimulateOnFirstStart"] == "false")
        {
            return;
        }
        await using var used = services
            .GetRequiredService<NpgsqlDataSource>()
            .CreateCommand("SELECT EXISTS (SELECT FROM customers) OR EXISTS (SELECT FROM imports) OR EXISTS (SELECT FROM jobs)");
        if (await used.ExecuteScalarAsync() is true)
        {
            return;
        }
        await services.GetRequiredService<JobQueue>().EnqueueAsync(SimulateJob.KindName, "Make a simulated shop", new SimulationRequest());
    }
}
