using App.Jobs;
using App.Shell;
using Core.Segments;
using Data.Queries;
using Data.Tables;

namespace App.Features.Segments;

public sealed partial class RfmPage(
    SegmentationStore store,
    RfmSettings settings,
    SegmentList segments,
    JobQueue jobs,
    FeatureStore features
) : IDisposable
{
    private SegmentationRow? run;
    private SegmentationResult? result;
    private Dictionary<int, long> segmentIds = [];
    private bool edited;
    private bool loaded;
    private long? job;
    private string? problem;

    private string Finding =>
        result is null
            ? "How recently, how often and for how much people buy."
            : $"{Share(best: true)} {Share(best: false)} As of {Format.Date(run!.AsOf)}.";

    protected override async Task OnInitializedAsync()
    {
        features.Changed += OnChanged;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        edited = await settings.GetAsync() is not null;
        run = (await store.ListAsync(0, 1000, "rfm")).Find(r => r.Automatic);
        result = run is null ? null : (await store.FindAsync(run.Id))?.Result;
        if (run is not null)
        {
            segmentIds = (await segments.AllAsync()).Where(s => s.SegmentationId == run.Id).ToDictionary(s => s.Cluster!.Value, s => s.Id);
        }
        loaded = true;
    }

    private string Share(bool best)
    {
        string[] keys = best ? ["champions", "loyal-customers"] : ["at-risk", "cant-lose-them"];
        var names = RfmSegment.All.Where(s => keys.Contains(s.Key)).Select(s => s.Name).ToList();
        var chosen = result!.Clusters.Where(c => names.Contains(c.Name)).ToList();
        var text = Format.Percent(chosen.Sum(c => c.Share));
        return best
            ? $"{text} of customers are {string.Join(" or ", names).ToLowerInvariant()}."
            : $"{text} used to be good customers and have not bought for long.";
    }

    private async Task SaveAsync(RfmThresholds? thresholds)
    {
        try
        {
            await settings.SetAsync(thresholds);
            problem = null;
            job = await jobs.EnqueueAsync(RefreshSegmentsJob.KindName, "Score customers anew", new { });
        }
        catch (ArgumentException exception)
        {
            problem = exception.Message;
        }
    }

    private async Task EndedAsync(JobRow ended)
    {
        job = ended.State == "failed" ? job : null;
        await LoadAsync();
    }

    private void OnChanged() =>
        InvokeAsync(async () =>
        {
            await LoadAsync();
            StateHasChanged();
        });

    public void Dispose() => features.Changed -= OnChanged;
}
