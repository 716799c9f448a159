using Npgsql;

namespace App.Shell;

/// <summary>
/// Says that data have changed, whichever instance of the program changed them: the database tells all that listen. Pages hear
/// "stale" and ask again.
/// </summary>
public sealed class DataSignal(NpgsqlDataSource database, TimeProvider time, ILogger<DataSignal> log) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);

    /// <summary>Raised with what changed: import, sales, people or interactions.</summary>
    public event Action<string>? Changed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(stoppingToken);
                connection.Notification += (_, e) => Changed?.Invoke(e.Payload);
                await using (var listen = new NpgsqlCommand("LISTEN data_changed", connection))
                {
                    await listen.ExecuteNonQueryAsync(stoppingToken);
                }
                while (true)
                {
                    await connection.WaitAsync(stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The database may be away for a moment; what was missed meanwhile is seen at the next change.
                log.LogWarning(exception, "Listening for changes of the data broke off; trying again in {Seconds} s", Again.TotalSeconds);
                await Task.Delay(Again, time, CancellationToken.None);
            }
        }
    }
}
