namespace Tests.Sources;

/// <summary>A clock whose short waits are over at once and remembered; time moves on by what was waited.</summary>
internal sealed class QuickTime(TimeSpan notBelow) : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly Lock gate = new();
    private TimeSpan passed;

    public List<TimeSpan> Waited { get; } = [];

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return Start + passed;
        }
    }

    public void Pass(TimeSpan span)
    {
        lock (gate)
        {
            passed += span;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // Limits of patience stay real; waits that are meant to end, end now.
        if (dueTime == Timeout.InfiniteTimeSpan || dueTime == notBelow)
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }
        lock (gate)
        {
            Waited.Add(dueTime);
            passed += dueTime;
        }
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
