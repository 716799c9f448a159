namespace App.Shell;

/// <summary>
/// Work that many events ask for: it runs once for those that come while it runs or rests, and once more after the last of them, so
/// that no change is missed and none is paid for twice.
/// </summary>
public sealed class Throttled(Func<Task> work, TimeSpan rest, TimeProvider time, CancellationToken stopped)
{
    private int asked;

    /// <summary>Asks for the work; to be called on the thread that may do it, or through its dispatcher.</summary>
    public async Task AskAsync()
    {
        if (Interlocked.Increment(ref asked) > 1)
        {
            return;
        }
        try
        {
            int seen;
            do
            {
                seen = Volatile.Read(ref asked);
                await work();
                await Task.Delay(rest, time, stopped);
            } while (Interlocked.CompareExchange(ref asked, 0, seen) != seen);
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            // Whoever asked has gone.
        }
        catch
        {
            Interlocked.Exchange(ref asked, 0);
            throw;
        }
    }
}
