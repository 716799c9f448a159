using Quartz;

namespace App.Features.Report;

/// <summary>When a report publishes itself: cron expressions as Quartz reads them, in UTC.</summary>
public static class ReportSchedule
{
    public const string Example = "0 0 7 ? * MON";

    /// <summary>What people mostly want, with its expression.</summary>
    public static IReadOnlyList<(string Label, string Cron)> Usual { get; } =
    [
        ("Every day at 7:00 UTC", "0 0 7 * * ?"),
        ("Every Monday at 7:00 UTC", Example),
        ("On the first of the month at 7:00 UTC", "0 0 7 1 * ?"),
    ];

    /// <summary>What is wrong with an expression; null when nothing is, or there is none.</summary>
    public static string? Check(string? cron, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(cron))
        {
            return null;
        }
        try
        {
            return Next(cron, now) is null ? $"schedule must have a time to come. '{cron}' has none." : null;
        }
        catch (FormatException exception)
        {
            return $"schedule must be a cron expression with seconds, such as '{Example}' for Mondays at 7:00 UTC. Got '{cron}' instead: {exception.Message}";
        }
    }

    /// <summary>The first time after another; null when there is none.</summary>
    /// <exception cref="FormatException">It is no cron expression.</exception>
    public static DateTime? Next(string? cron, DateTimeOffset after) =>
        string.IsNullOrWhiteSpace(cron) ? null : new CronExpression(cron, TimeZoneInfo.Utc).GetNextValidTimeAfter(after)?.UtcDateTime;
}
