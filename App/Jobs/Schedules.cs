using App.Features.Report;
using App.Shell;
using Data.Queries;
using Npgsql;
using Quartz;

namespace App.Jobs;

/// <summary>
/// What runs by the clock. A schedule only puts a job into the queue, where every instance sees it and one takes it up; whether there
/// is something to do is looked at first, so that several instances' clocks do no harm.
/// </summary>
public static class Schedules
{
    public static void AddSchedules(this IServiceCollection services, IConfiguration configuration)
    {
        // Every minute; the days that changed are few.
        var sales = configuration["Schedules:Sales"] ?? "0 * * * * ?";
        // Every hour: features of all customers, segments, and what hangs on them.
        var features = configuration["Schedules:Features"] ?? "0 7 * * * ?";
        services.AddSingleton<DataJobs>();
        services.AddQuartz(quartz =>
        {
            Add<RefreshStaleSales>(quartz, sales, "Schedules:Sales");
            Add<RefreshStaleFeatures>(quartz, features, "Schedules:Features");
            // Reports have schedules of their own; this only looks which are due.
            Add<PublishDueReports>(quartz, "0 * * * * ?", "Schedules:Reports");
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = false);
    }

    private static void Add<TJob>(IQuartzBuilder quartz, string cron, string setting)
        where TJob : IJob
    {
        try
        {
            _ = new CronExpression(cron);
        }
        catch (FormatException exception)
        {
            throw new InvalidOperationException(
                $"The setting {setting} must be a cron expression such as '0 0 3 * * ?'. Got '{cron}' instead: {exception.Message}",
                exception
            );
        }
        quartz.ScheduleJob<TJob>(trigger =>
            trigger.WithCronSchedule(
                cron,
                x => x.WithMisfireInstruction(CronTriggerMisfireInstruction.DoNothing).InTimeZone(TimeZoneInfo.Utc)
            )
        );
    }
}

/// <summary>Puts the daily summary into the queue when a day has changed.</summary>
[DisallowConcurrentExecution]
public sealed class RefreshStaleSales(DailySales daily, DataJobs data, JobQueue jobs) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (await daily.IsStaleAsync(cancellationToken) && !await data.AnyUnfinishedAsync(cancellationToken))
        {
            await jobs.EnqueueAsync(RefreshSalesJob.KindName, "Daily summary", new RefreshSalesJob.Request(), cancellationToken);
        }
    }
}

/// <summary>Puts the features into the queue when events came in since they were computed.</summary>
[DisallowConcurrentExecution]
public sealed class RefreshStaleFeatures(NpgsqlDataSource database, DataJobs data, JobQueue jobs) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (await FeatureTable.IsStaleAsync(database, cancellationToken) && !await data.AnyUnfinishedAsync(cancellationToken))
        {
            await jobs.EnqueueAsync(RefreshFeaturesJob.KindName, "Features and segments", new { }, cancellationToken);
        }
    }
}
