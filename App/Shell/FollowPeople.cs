using System.Threading.Channels;
using Data.Queries;

namespace App.Shell;

/// <summary>
/// Tells the pages that show customers when a person was written by hand, by whichever instance of the program; however many are
/// written one after the other, pages ask again every two seconds at most.
/// </summary>
public sealed class FollowPeople(DataSignal signal, FeatureStore features, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromSeconds(2);

    private readonly Channel<bool> asked = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        signal.Changed += OnChanged;
        return base.StartAsync(cancellationToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        signal.Changed -= OnChanged;
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in asked.Reader.ReadAllAsync(stoppingToken))
        {
            features.Announce();
            await Task.Delay(AtMostEvery, time, stoppingToken);
        }
    }

    private void OnChanged(string what)
    {
        if (what == DataVersion.People)
        {
            asked.Writer.TryWrite(true);
        }
    }
}
