using Core.Campaigns;
using Xunit;

namespace Tests.Campaigns;

public sealed class SendingPlanTests
{
    [Fact]
    public void Retries_wait_longer_each_time_up_to_four_hours() =>
        Assert.Equal(
            [1, 2, 4, 8, 16, 32, 64, 128, 240, 240],
            Enumerable.Range(1, SendingPlan.MaximumAttempts).Select(n => SendingPlan.DelayAfterAttempt(n).TotalMinutes)
        );

    [Theory]
    [InlineData(null, 200, 0)]
    [InlineData(1, 1, 60)]
    [InlineData(60, 5, 5)]
    [InlineData(600, 50, 5)]
    [InlineData(1_000_000, 200, 0.012)]
    public void The_pace_spreads_the_mails_over_the_minute(int? rate, int batch, double pauseSeconds)
    {
        var plan = new SendingPlan(rate);
        Assert.Equal(batch, plan.BatchSize);
        Assert.Equal(pauseSeconds, plan.PauseAfter(plan.BatchSize, TimeSpan.Zero).TotalSeconds, 6);
        Assert.Equal(TimeSpan.Zero, plan.PauseAfter(plan.BatchSize, TimeSpan.FromHours(1)));
    }
}
