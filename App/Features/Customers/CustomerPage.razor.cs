using App.Shell;
using Core.Customers;
using Microsoft.AspNetCore.Components;

namespace App.Features.Customers;

/// <summary>Everything known of one person.</summary>
public sealed partial class CustomerPage(CustomerProfile profile, CustomerDirectory directory, NavigationManager navigation)
{
    private CustomerView? view;
    private Dictionary<string, int>? erased;
    private (string? Id, long? Segment) shown;
    private long customerId;
    private bool missing;

    [Parameter]
    public string Id { get; set; } = "";

    [SupplyParameterFromQuery(Name = "segment")]
    private long? Segment { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    private string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = "skip")]
    private int? Skip { get; set; }

    private string Escaped => Uri.EscapeDataString(view!.ExternalId);

    private string Sentence =>
        view!.Orders.Count == 0
            ? "Has not ordered yet."
            : $"{Format.Count(view.Orders.Count, "order", "orders")} for {Format.Money(view.Orders.Sum(o => o.Amount))} in all; the last on {Format.Date(view.Orders[0].OrderedAt)}.";

    private IEnumerable<(string Label, string Value)> Person =>
        new (string Label, string? Value)[]
        {
            ("Id", view!.ExternalId),
            ("E-mail", view.Email),
            ("Location", view.Location),
            ("Country", view.Country),
            ("Region", view.Region),
            ("Channel", view.Channel),
            ("Subscription", view.SubscriptionId),
            ("Signed up", view.SignupDate is { } day ? Format.Date(day) : null),
        }
            .Concat(view.Attributes.EnumerateObject().Select(a => (Label: a.Name, Value: (string?)a.Value.ToString())))
            .Where(p => !string.IsNullOrEmpty(p.Value))
            .Select(p => (p.Label, p.Value!));

    private string ErasedWords =>
        string.Join(", ", erased!.Where(e => e.Value > 0).Select(e => $"{Format.Count(e.Value)} of {e.Key.Replace('_', ' ')}"));

    protected override async Task OnParametersSetAsync()
    {
        if (shown == (Id, Segment))
        {
            return;
        }
        shown = (Id, Segment);
        erased = null;
        customerId = ExternalId.Hash(Id);
        view = await profile.FindAsync(Id, Segment);
        missing = view is null;
    }

    private async Task EraseAsync()
    {
        erased = await directory.EraseAsync(Id);
        missing = erased is null;
    }

    private void Compare(long segment) => Go("segment", segment);

    private void Turn((string? Kind, int Skip) to) =>
        navigation.NavigateTo(
            navigation.GetUriWithQueryParameters(
                new Dictionary<string, object?> { ["kind"] = to.Kind, ["skip"] = to.Skip == 0 ? null : to.Skip }
            )
        );

    private void Go(string key, object? value) =>
        navigation.NavigateTo(navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { [key] = value }));
}
