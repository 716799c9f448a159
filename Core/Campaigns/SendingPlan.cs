namespace Core.Campaigns;

/// <summary>How fast a campaign is sent and how often a message is tried.</summary>
/// <param name="RatePerMinute">Messages a minute at most, 1 to 1 000 000; null sends as fast as the server takes them.</param>
public sealed record SendingPlan(int? RatePerMinute)
{
    /// <summary>A server that is down for a working day is not a reason to give a person up.</summary>
    public const int MaximumAttempts = 10;

    private const int LargestBatch = 200;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(4);

    /// <summary>Messages that are claimed at once: a slow campaign takes few, so that the mails spread over the minute.</summary>
    public int BatchSize => RatePerMinute is { } rate ? Math.Clamp(rate / 12, 1, LargestBatch) : LargestBatch;

    /// <summary>The pause after a batch that keeps the pace; nothing when the sending itself took as long.</summary>
    public TimeSpan PauseAfter(int messages, TimeSpan elapsed)
    {
        if (RatePerMinute is not { } rate)
        {
            return TimeSpan.Zero;
        }
        var due = TimeSpan.FromMinutes((double)messages / rate) - elapsed;
        return due > TimeSpan.Zero ? due : TimeSpan.Zero;
    }

    /// <summary>How long to wait after the n-th attempt (from 1) that failed for now: 1 minute, doubled each time, 4 hours at most.</summary>
    public static TimeSpan DelayAfterAttempt(int attempts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        var delay = FirstDelay * Math.Pow(2, Math.Min(attempts - 1, 30));
        return delay < LongestDelay ? delay : LongestDelay;
    }
}
