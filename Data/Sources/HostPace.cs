using System.Collections.Concurrent;

namespace Data.Sources;

/// <summary>Lets one request at a time go to a host, with a pause between two.</summary>
public sealed class HostPace(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Visits> hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Does the work when it is this host's turn.</summary>
    /// <param name="host">With its port.</param>
    /// <param name="pause">Since the end of the request before.</param>
    /// <param name="work">The request.</param>
    /// <param name="cancellation">Also of the waiting.</param>
    public async Task<T> RunAsync<T>(string host, TimeSpan pause, Func<Task<T>> work, CancellationToken cancellation)
    {
        var visits = hosts.GetOrAdd(host, _ => new Visits());
        await visits.Turn.WaitAsync(cancellation);
        try
        {
            if (visits.Last is { } last && pause - time.GetElapsedTime(last) is { Ticks: > 0 } left)
            {
                await Task.Delay(left, time, cancellation);
            }
            try
            {
                return await work();
            }
            finally
            {
                visits.Last = time.GetTimestamp();
            }
        }
        finally
        {
            visits.Turn.Release();
        }
    }

    private sealed class Visits
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public long? Last { get; set; }
    }
}
