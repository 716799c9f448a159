using System.Globalization;
using App.Shell;
using Data.Queries;
using Microsoft.AspNetCore.Components;

namespace App.Features.Customers;

/// <summary>The list; what is searched and sorted lives in the URL.</summary>
public sealed partial class CustomersPage(CustomerDirectory directory, SegmentList segmentList, NavigationManager navigation)
{
    private const int PageSize = 50;
    private Page<CustomerListItem>? page;
    private List<SegmentSummary> segments = [];

    [SupplyParameterFromQuery(Name = "q")]
    private string? Query { get; set; }

    [SupplyParameterFromQuery(Name = "segment")]
    private string? SegmentId { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    private string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "skip")]
    private int? Skip { get; set; }

    protected override async Task OnInitializedAsync() => segments = await segmentList.AllAsync();

    protected override async Task OnParametersSetAsync()
    {
        var segment =
            long.TryParse(SegmentId, CultureInfo.InvariantCulture, out var id) && segments.Exists(s => s.Id == id) ? id : (long?)null;
        page = await directory.ListAsync(Math.Max(0, Skip ?? 0), PageSize, Query, segment, Sort ?? "revenue");
    }

    private void Go(string? query, string? segment, string? sort, int skip) =>
        navigation.NavigateTo(
            navigation.GetUriWithQueryParameters(
                new Dictionary<string, object?>
                {
                    ["q"] = string.IsNullOrWhiteSpace(query) ? null : query,
                    ["segment"] = string.IsNullOrEmpty(segment) ? null : segment,
                    ["sort"] = sort,
                    ["skip"] = skip <= 0 ? null : skip,
                }
            )
        );
}
