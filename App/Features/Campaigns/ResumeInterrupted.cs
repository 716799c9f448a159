using App.Jobs;
using Data;
using Data.Queries;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace App.Features.Campaigns;

/// <summary>
/// At the start of the program, takes up campaigns whose sending has no job: the program may have died between the launch and the job.
/// </summary>
public sealed class ResumeInterrupted(NpgsqlDataSource database, CampaignStore campaigns, JobQueue jobs, ILogger<ResumeInterrupted> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using var db = Database.Context(database);
            foreach (var id in await db.Campaigns.Where(c => c.State == CampaignState.Sending).Select(c => c.Id).ToListAsync(stoppingToken))
            {
                var campaign = await campaigns.ViewAsync(id, stoppingToken);
                if (!campaign.IsWorking)
                {
                    log.LogInformation("Campaign {Id} ({Name}) was interrupted; its sending goes on", id, campaign.Name);
                    await LaunchCampaign.EnqueueAsync(jobs, id, campaign.Name, stoppingToken);
                }
            }
        }
        catch (NpgsqlException e)
        {
            log.LogError(e, "Interrupted campaigns could not be looked for; resume them on their pages");
        }
    }
}
