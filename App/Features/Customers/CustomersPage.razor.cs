using App.Shell;
using Data.Queries;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace App.Features.Customers;

/// <summary>The list; what is searched, filtered and sorted, and the place in it, live in the URL.</summary>
public sealed partial class CustomersPage(CustomerList list, CustomerChoices lookup, SegmentList segmentList, NavigationManager navigation)
    : IDisposable
{
    private const int PageSize = 50;
    private readonly CancellationTokenSource gone = new();
    private CustomersState state = CustomersState.Parse(new Dictionary<string, string?>());
    private CustomerRows? rows;
    private (long Count, bool IsMore) total;
    private CustomerFilter? counted;
    private List<SegmentSummary> segments = [];
    private CustomerChoiceLists choices = new([], [], []);
    private string? problem;

    private string Finding =>
        rows is null
            ? "Looking them up…"
            : $"{(total.IsMore ? "More than " : "")}{Format.Count(total.Count, "customer", "customers")}{(state.Filter.IsActive ? total.Count == 1 && !total.IsMore ? " fits" : " fit" : "")}.";

    protected override async Task OnInitializedAsync()
    {
        navigation.LocationChanged += OnLocationChanged;
        await LoadAsync();
        segments = await segmentList.AllAsync(gone.Token);
        choices = await lookup.ListAsync(gone.Token);
    }

    private void OnLocationChanged(object? sender, Microsoft.AspNetCore.Components.Routing.LocationChangedEventArgs e)
    {
        if (new Uri(e.Location).AbsolutePath.EndsWith("/customers", StringComparison.Ordinal))
        {
            InvokeAsync(async () =>
            {
                await LoadAsync();
                StateHasChanged();
            });
        }
    }

    private async Task LoadAsync()
    {
        var query = QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query);
        state = CustomersState.Parse(query.ToDictionary(q => q.Key, q => q.Value.FirstOrDefault()));
        problem = null;
        try
        {
            await ReadAsync();
        }
        catch (KeyNotFoundException exception)
        {
            problem = exception.Message + " Everybody is shown.";
            state = state.Where(state.Filter with { SegmentId = null });
            await ReadAsync();
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The person left the page.
        }
    }

    private async Task ReadAsync()
    {
        rows = await list.PageAsync(state.Filter, state.Order, state.IsDescending, state.Place, state.Backwards, PageSize, gone.Token);
        // Turning a page changes no count.
        if (counted != state.Filter || state.Place is null)
        {
            total = await list.CountAsync(state.Filter, gone.Token);
            counted = state.Filter;
        }
    }

    private string Address(CustomersState to) =>
        navigation.GetUriWithQueryParameters(navigation.ToAbsoluteUri("customers").ToString(), to.Query());

    private void Go(CustomersState to) => navigation.NavigateTo(Address(to));

    public void Dispose()
    {
        navigation.LocationChanged -= OnLocationChanged;
        gone.Cancel();
        gone.Dispose();
    }
}
