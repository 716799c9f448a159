using App.Jobs;
using App.Shell;
using Data.Queries;

namespace App.Features.Home;

public sealed partial class HomePage(SalesSummary sales, JobQueue jobs, FeatureStore features) : IDisposable
{
    private SalesTotals? totals;
    private SalesTotals? recent;
    private SalesTotals? before;
    private List<SalesPeriod> months = [];
    private List<long> beginning = [];
    private bool lastMonthIsPart;

    private string Finding =>
        $"{Format.Count(totals!.Customers)} customers bought for {Format.Short((double)totals.Revenue)} in {Format.Count(totals.Orders)} orders "
        + $"between {Format.Date(totals.FirstDay!.Value)} and {Format.Date(totals.LastDay!.Value)}.";

    private string Change
    {
        get
        {
            if (before!.Customers == 0)
            {
                return "nothing to compare with yet";
            }
            var change = recent!.Customers / (double)before.Customers - 1;
            return $"{(change >= 0 ? "▲ +" : "▼ \u2212")}{Format.Percent(Math.Abs(change))} against the 90 days before";
        }
    }

    protected override async Task OnInitializedAsync()
    {
        features.Changed += OnChanged;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        beginning = [.. (await jobs.ListAsync(5, unfinishedOnly: true)).Where(j => j.Kind is "simulate" or "import").Select(j => j.Id)];
        var all = await sales.TotalsAsync();
        if (all.LastDay is { } last)
        {
            recent = await sales.TotalsAsync(last.AddDays(-89), last);
            before = await sales.TotalsAsync(last.AddDays(-179), last.AddDays(-90));
            months = await sales.ByAsync("month");
            lastMonthIsPart = last.AddDays(1).Day != 1;
        }
        totals = all;
    }

    private void OnChanged() =>
        InvokeAsync(async () =>
        {
            await LoadAsync();
            StateHasChanged();
        });

    public void Dispose() => features.Changed -= OnChanged;
}
