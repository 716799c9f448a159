using Core.Estimators;

namespace Core.Segments.Hierarchy;

/// <summary>Tells of merges made, now and then, and ends the work when it is cancelled.</summary>
internal sealed class MergeProgress(int rows, IProgress<Progress>? progress, CancellationToken cancellation)
{
    private const int Reports = 50;
    private readonly int every = Math.Max(1, rows / Reports);

    public void Made(int merges)
    {
        if (merges % every == 0)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new Progress(Math.Min(0.99, (double)merges / rows), $"{merges} of {rows - 1} merges"));
        }
    }
}
