using App.Features.Report;
using App.Jobs;
using Data.Tables;
using Microsoft.EntityFrameworkCore;
using Tests.Data;
using Xunit;

namespace Tests.Report;

public sealed class ReportScheduleTests
{
    private static readonly DateTimeOffset Saturday = new(2026, 11, 21, 16, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0 0 7 ? * MON", "2026-11-23T07:00:00")]
    [InlineData("0 0 7 * * ?", "2026-11-22T07:00:00")]
    [InlineData("0 0 7 1 * ?", "2026-12-01T07:00:00")]
    [InlineData("0 30 16 21 11 ? 2026", "2026-11-21T16:30:00")]
    public void The_next_time_is_told_in_UTC(string cron, string next)
    {
        Assert.Null(ReportSchedule.Check(cron, Saturday));
        Assert.Equal(DateTime.Parse(next, System.Globalization.CultureInfo.InvariantCulture), ReportSchedule.Next(cron, Saturday));
    }

    [Theory]
    [InlineData("every monday")]
    [InlineData("0 7 * * 1")]
    [InlineData("0 0 25 * * ?")]
    [InlineData("0 0 7 1 1 ? 2020")]
    public void What_is_no_time_to_come_is_refused_and_repeated(string cron) =>
        Assert.Contains($"'{cron}'", ReportSchedule.Check(cron, Saturday));

    [Fact]
    public void The_usual_schedules_are_good() =>
        Assert.All(ReportSchedule.Usual, u => Assert.Null(ReportSchedule.Check(u.Cron, Saturday)));

    [Fact]
    public void No_schedule_is_no_error_and_has_no_time()
    {
        Assert.Null(ReportSchedule.Check(" ", Saturday));
        Assert.Null(ReportSchedule.Next(null, Saturday));
    }
}

public sealed class PublishDueReportsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly DateTimeOffset Seven = new(2026, 11, 23, 7, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_report_is_queued_once_when_it_comes_due_however_many_instances_look()
    {
        var jobs = new JobQueue(new Contexts(database), new FixedTime(Seven.AddSeconds(1)));
        var due = await AddAsync("due", "0 0 7 ? * MON");
        await AddAsync("another day", "0 0 7 ? * TUE");
        await AddAsync("by hand", null);
        PublishDueReports first = new(database.Source, jobs),
            second = new(database.Source, jobs);

        Assert.Equal(0, await first.RunAsync(Seven.AddMinutes(-2), Seven.AddMinutes(-1)));
        var queued = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? first : second).RunAsync(Seven.AddMinutes(-1), Seven))
        );
        Assert.Equal(1, queued.Sum());
        var job = Assert.Single(await jobs.ListAsync(10, unfinishedOnly: true));
        Assert.Equal((PublishReport.KindName, "Publish due"), (job.Kind, job.Title));
        Assert.Contains(due.ToString(System.Globalization.CultureInfo.InvariantCulture), job.Options, StringComparison.Ordinal);
        Assert.Equal(0, await first.RunAsync(Seven, Seven.AddMinutes(1)));

        // Also when the job has ended before the second instance looks.
        await using var db = database.Context();
        await db.Jobs.ExecuteUpdateAsync(j => j.SetProperty(x => x.State, "succeeded"));
        Assert.Equal(0, await second.RunAsync(Seven.AddMinutes(-1), Seven));
        Assert.Equal(1, await second.RunAsync(Seven.AddMinutes(-1).AddDays(7), Seven.AddDays(7)));
    }

    private async Task<long> AddAsync(string title, string? schedule)
    {
        await using var db = database.Context();
        var row = new ReportRow
        {
            Title = title,
            Schedule = schedule,
            CreatedAt = Seven.AddDays(-1).UtcDateTime,
        };
        db.Reports.Add(row);
        await db.SaveChangesAsync();
        return row.Id;
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}

/// <summary>Contexts of a test's database, as services ask for them.</summary>
internal sealed class Contexts(TestDatabase database) : IDbContextFactory<global::Data.AppDb>
{
    public global::Data.AppDb CreateDbContext() => database.Context();
}
