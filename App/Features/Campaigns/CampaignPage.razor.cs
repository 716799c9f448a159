using App.Shell;
using Data.Queries;
using Microsoft.AspNetCore.Components;
using Npgsql;

namespace App.Features.Campaigns;

/// <summary>How a campaign goes. Pulls anew every two seconds while it is open, so clicks show as they come.</summary>
public sealed partial class CampaignPage(
    CampaignStore campaigns,
    CampaignResults read,
    NpgsqlDataSource database,
    TimeProvider time,
    ILogger<CampaignPage> log
)
{
    private static readonly TimeSpan Pull = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource closed = new();
    private Task pulling = Task.CompletedTask;
    private CampaignView? view;
    private ResultsView? results;
    private IReadOnlyList<ReasonCount> reasons = [];
    private string? missing;

    [Parameter]
    public long Id { get; set; }

    /// <summary>The state of the rows of the ledger that are listed; all by default.</summary>
    [SupplyParameterFromQuery]
    public string? State { get; set; }

    [SupplyParameterFromQuery]
    public int Skip { get; set; }

    private long Settled => view!.Count(DeliveryState.Sent) + view.Count(DeliveryState.Failed) + view.Count(DeliveryState.Unknown);

    private string ProgressWords =>
        view switch
        {
            { State: CampaignState.Paused } => "Paused; nothing is sent until you resume",
            { IsWorking: false } => "The sending was interrupted; resume it, nobody gets a mail twice",
            _ => "Sending; you may leave this page",
        };

    private string Dates =>
        view switch
        {
            { LaunchedAt: null } => $"made {Format.DateTime(view.CreatedAt)}",
            { FinishedAt: null } => $"launched {Format.DateTime(view.LaunchedAt.Value)}",
            _ => $"launched {Format.DateTime(view!.LaunchedAt!.Value)}, ended {Format.DateTime(view.FinishedAt.Value)}",
        };

    public async ValueTask DisposeAsync()
    {
        await closed.CancelAsync();
        await pulling;
        closed.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (view?.Id != Id)
        {
            await LoadAsync();
        }
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            pulling = PullAsync();
        }
    }

    private async Task PullAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(Pull, time, closed.Token);
                try
                {
                    await InvokeAsync(async () =>
                    {
                        await LoadAsync();
                        StateHasChanged();
                    });
                }
                catch (NpgsqlException e)
                {
                    // The database may be away for a moment; the page goes on showing what it knew.
                    log.LogWarning(e, "Campaign {Id} could not be read; trying again", Id);
                }
            }
        }
        catch (OperationCanceledException) when (closed.IsCancellationRequested)
        {
            // The page is closed.
        }
        catch (ObjectDisposedException) when (closed.IsCancellationRequested)
        {
            // Closed while it was pulling.
        }
    }

    private async Task LoadAsync()
    {
        try
        {
            var seen = await campaigns.ViewAsync(Id, closed.Token);
            reasons = await CampaignFigures.ReasonsAsync(database, Id, closed.Token);
            results = seen.State == CampaignState.Draft ? null : (await read.RunAsync(Id, closed.Token)).Value;
            view = seen;
        }
        catch (KeyNotFoundException e)
        {
            missing = e.Message;
        }
    }
}
