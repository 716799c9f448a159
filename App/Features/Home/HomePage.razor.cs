using App.Jobs;
using App.Shell;
using Data;
using Data.Queries;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace App.Features.Home;

/// <summary>What was sold and to whom; fills and refreshes by itself.</summary>
public sealed partial class HomePage(
    ShowHome show,
    SegmentList segmentList,
    JobQueue jobs,
    FeatureStore features,
    DataSignal signal,
    IDbContextFactory<AppDb> databases,
    NavigationManager navigation,
    TimeProvider time
) : IDisposable
{
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource gone = new();
    private HomeState state = HomeState.Parse(null, null, null, null);
    private HomeView? view;
    private List<SalesBar> bars = [];
    private IReadOnlyList<SegmentSummary> segments = [];
    private List<long> beginning = [];
    private string? problem;
    private long customers;
    private bool byDay;
    private bool loaded;
    private bool hasCustomers;
    private Throttled? refresh;

    [SupplyParameterFromQuery(Name = "range")]
    private string? Range { get; set; }

    private string Unit => byDay ? "day" : "month";

    private string Finding
    {
        get
        {
            var totals = view!.Totals;
            var sold =
                $"{Format.Count(totals.Customers, "customer", "customers")} bought for {Format.Short((double)totals.Revenue)} in {Format.Count(totals.Orders, "order", "orders")} "
                + $"between {Format.Date(view.Window.From)} and {Format.Date(view.Window.To)}";
            if (view.Before is not { Revenue: > 0 } before)
            {
                return sold + ".";
            }
            var change = (double)(totals.Revenue / before.Revenue) - 1;
            return sold
                + $", {Format.Percent(Math.Abs(change))} {(change >= 0 ? "more" : "less")} revenue than in the {view.Window.Days} days before.";
        }
    }

    protected override void OnInitialized()
    {
        refresh = new Throttled(ReloadAsync, AtMostEvery, time, gone.Token);
        features.Changed += OnChanged;
        signal.Changed += OnDataChanged;
    }

    protected override Task OnParametersSetAsync()
    {
        state = HomeState.Parse(Range, From, To, Segment);
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        problem = null;
        beginning = [.. (await jobs.ListAsync(5, unfinishedOnly: true)).Where(j => j.Kind is "simulate" or "import").Select(j => j.Id)];
        try
        {
            view = await show.RunAsync(state, gone.Token);
        }
        catch (KeyNotFoundException exception)
        {
            problem = exception.Message + " Everybody is shown.";
            view = await show.RunAsync(state with { Segment = null }, gone.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        if (view is null)
        {
            await using var db = await databases.CreateDbContextAsync();
            customers = await db.Customers.LongCountAsync();
            hasCustomers = customers > 0;
            segments = hasCustomers ? await segmentList.AllAsync() : [];
        }
        else
        {
            segments = view.Segments;
            bars = HomeFigures.Bars(view);
            byDay = HomeFigures.ByDay(view.Window);
        }
        loaded = true;
    }

    private string Summary(string what) => $"{what} by {Unit} from {Format.Date(view!.Window.From)} to {Format.Date(view.Window.To)}.";

    private void Go(Dictionary<string, object?> query) => navigation.NavigateTo(navigation.GetUriWithQueryParameters(query));

    private void OnDataChanged(string what)
    {
        // Single events don't change the figures until their day has been added up.
        if (what != "interactions")
        {
            OnChanged();
        }
    }

    private void OnChanged() => InvokeAsync(refresh!.AskAsync);

    private async Task ReloadAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    public void Dispose()
    {
        features.Changed -= OnChanged;
        signal.Changed -= OnDataChanged;
        gone.Cancel();
        gone.Dispose();
    }
}
