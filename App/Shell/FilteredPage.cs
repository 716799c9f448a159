using Data.Queries;
using Microsoft.AspNetCore.Components;

namespace App.Shell;

/// <summary>A page that looks at the rows of some days, one segment or one source; which ones stands in its address.</summary>
public abstract class FilteredPage : ComponentBase
{
    [SupplyParameterFromQuery(Name = "from")]
    protected string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    protected string? To { get; set; }

    [SupplyParameterFromQuery(Name = "segment")]
    protected long? Segment { get; set; }

    [SupplyParameterFromQuery(Name = "source")]
    protected string? Source { get; set; }

    /// <summary>What the address says now.</summary>
    protected ExploreFilter AddressFilter => FilterQuery.Parse(From, To, Segment, Source);
}
