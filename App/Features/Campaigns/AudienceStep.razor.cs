using App.Shell;
using Data.Queries;
using Microsoft.AspNetCore.Components;

namespace App.Features.Campaigns;

/// <summary>Chooses segments and shows at once how many mails that makes.</summary>
public sealed partial class AudienceStep(CountAudience counting) : IDisposable
{
    private CancellationTokenSource? running;
    private AudienceCount? count;
    private string? problem;

    [Parameter, EditorRequired]
    public CampaignForm Form { get; set; } = new();

    [Parameter, EditorRequired]
    public IReadOnlyList<SegmentSummary> Segments { get; set; } = [];

    private string PracticeWords =>
        count?.WouldReachWithPractice > 0
            ? $"{Format.Count(count.WouldReachWithPractice, "person", "people")} without an address would get one under example.com."
            : "People without an address get one under example.com.";

    public void Dispose()
    {
        running?.Cancel();
        running?.Dispose();
    }

    protected override Task OnInitializedAsync() => CountAsync();

    private Task ChooseAsync(long segment, bool include, ChangeEventArgs e)
    {
        Form.Choose(segment, include, e.Value is true);
        return CountAsync();
    }

    private Task PractiseAsync(ChangeEventArgs e)
    {
        Form.PracticeAddresses = e.Value is true;
        return CountAsync();
    }

    // Only the last question counts: one that is overtaken is cancelled, so that an old number can't replace a new one.
    private async Task CountAsync()
    {
        running?.Cancel();
        running?.Dispose();
        running = new CancellationTokenSource();
        var mine = running;
        problem = null;
        if (Form.Include.Count == 0)
        {
            count = null;
            return;
        }
        try
        {
            // The holdout is a later step; here everybody counts who could get a mail.
            count = await counting.RunAsync(Form.Audience() with { Holdout = 0 }, mine.Token);
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            return;
        }
        catch (KeyNotFoundException e)
        {
            problem = $"{e.Message} It was deleted meanwhile; load this page again.";
        }
    }
}
