using App.Jobs;
using Tests.Data;
using Tests.Report;
using Xunit;

namespace Tests.Jobs;

public sealed class DataJobsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Only_work_that_says_it_refreshes_the_data_holds_up_a_refresh_by_the_clock()
    {
        var jobs = new JobQueue(new Contexts(database), TimeProvider.System);
        DataJobs data = new([new Work("makes", true), new Work("mails", false)], jobs);
        await jobs.EnqueueAsync("mails", "Mails", new { });
        await jobs.EnqueueAsync("unknown", "Of another version", new { });
        Assert.False(await data.AnyUnfinishedAsync());

        var job = await jobs.EnqueueAsync("makes", "Makes", new { });
        Assert.True(await data.AnyUnfinishedAsync());

        await jobs.CancelAsync(job);
        Assert.False(await data.AnyUnfinishedAsync());
    }

    private sealed class Work(string kind, bool refreshes) : IJobHandler
    {
        public string Kind => kind;

        public bool RefreshesData => refreshes;

        public Task<string?> RunAsync(JobContext job, CancellationToken cancellation) => Task.FromResult<string?>(null);
    }
}
