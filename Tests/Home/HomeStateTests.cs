using App.Features.Home;
using App.Shell;
using Data.Queries;
using Xunit;

namespace Tests.Home;

public sealed class HomeStateTests
{
    private static readonly SalesWindow Span = new(new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31));

    [Theory]
    [InlineData(null, "2025-10-03")]
    [InlineData("30", "2025-12-02")]
    [InlineData("365", "2025-01-01")]
    [InlineData("all", "2025-01-01")]
    [InlineData("7; DROP TABLE", "2025-10-03")]
    [InlineData("-30", "2025-10-03")]
    public void A_period_ends_with_the_last_day_that_has_sales(string? range, string from)
    {
        var window = HomeState.Parse(range, null, null, null).Within(Span);
        Assert.Equal(DateOnly.ParseExact(from, "yyyy-MM-dd"), window.From);
        Assert.Equal(Span.To, window.To);
    }

    [Fact]
    public void Own_dates_win_and_wrong_ones_do_not_count()
    {
        var own = HomeState.Parse("30", "2025-03-01", "2025-03-10", 7);
        Assert.Equal(new SalesWindow(new DateOnly(2025, 3, 1), new DateOnly(2025, 3, 10)), own.Within(Span));
        Assert.Equal(new SalesWindow(new DateOnly(2025, 2, 19), new DateOnly(2025, 2, 28)), own.Within(Span).Before);
        Assert.Equal(7, own.Segment);
        Assert.Equal(30, HomeState.Parse("30", "2025-03-10", "2025-03-01", null).Days);
        Assert.Equal(30, HomeState.Parse("30", "soon", "2025-03-01", null).Days);
        Assert.False(HomeState.Parse("all", null, null, null).Compares);
    }

    [Fact]
    public async Task Work_that_is_asked_for_while_it_runs_runs_once_more()
    {
        using CancellationTokenSource stop = new();
        TaskCompletionSource first = new();
        var runs = 0;
        Throttled throttled = new(() => ++runs == 1 ? first.Task : Task.CompletedTask, TimeSpan.Zero, TimeProvider.System, stop.Token);
        var asked = throttled.AskAsync();
        for (var i = 0; i < 5; i++)
        {
            await throttled.AskAsync();
        }
        Assert.Equal(1, runs);
        first.SetResult();
        await asked;
        Assert.Equal(2, runs);
        await throttled.AskAsync();
        Assert.Equal(3, runs);
    }

    [Fact]
    public async Task Work_that_failed_can_be_asked_for_again()
    {
        var runs = 0;
        Throttled throttled = new(
            () => ++runs == 1 ? throw new InvalidOperationException("once") : Task.CompletedTask,
            TimeSpan.Zero,
            TimeProvider.System,
            CancellationToken.None
        );
        await Assert.ThrowsAsync<InvalidOperationException>(throttled.AskAsync);
        await throttled.AskAsync();
        Assert.Equal(2, runs);
    }
}
