using System.Globalization;
using Data.Queries;

namespace App.Features.Customers;

/// <summary>What the list shows; it lives in the URL, so that a view can be shared and come back to.</summary>
/// <param name="Filter">Who.</param>
/// <param name="Order">By which column.</param>
/// <param name="IsDescending">Largest first.</param>
/// <param name="Place">Where the page begins or ends; null for the first page.</param>
/// <param name="Backwards">The rows just before the place; else those just after it.</param>
public sealed record CustomersState(CustomerFilter Filter, CustomerOrder Order, bool IsDescending, ListPlace? Place, bool Backwards)
{
    public const string Ascending = "asc";
    public const string Descending = "desc";
    private const string With = "with";
    private const string Without = "without";

    /// <summary>Reads the query of an address; what can't be read falls back to everybody, richest first.</summary>
    public static CustomersState Parse(IReadOnlyDictionary<string, string?> query)
    {
        var order = CustomerOrder.Find(Get("sort")) ?? CustomerOrder.All[0];
        var backwards = Get("after") is null && Get("before") is not null;
        return new CustomersState(
            new CustomerFilter(
                Get("q"),
                long.TryParse(Get("segment"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null,
                Get("country"),
                Get("channel"),
                Get("subscription"),
                Has(Get("email")),
                Has(Get("orders"))
            ),
            order,
            Get("dir") switch
            {
                Ascending => false,
                Descending => true,
                _ => order.Descending,
            },
            ListPlace.Parse(Get("after") ?? Get("before"), order),
            backwards
        );

        string? Get(string key) => query.GetValueOrDefault(key) is { Length: > 0 } value ? value : null;
    }

    /// <summary>The query of the address; null where it is as usual.</summary>
    public Dictionary<string, object?> Query() =>
        new()
        {
            ["q"] = string.IsNullOrWhiteSpace(Filter.Text) ? null : Filter.Text,
            ["segment"] = Filter.SegmentId,
            ["country"] = Filter.Country,
            ["channel"] = Filter.Channel,
            ["subscription"] = Filter.SubscriptionId,
            ["email"] = Word(Filter.HasEmail),
            ["orders"] = Word(Filter.HasOrders),
            ["sort"] = Order == CustomerOrder.All[0] ? null : Order.Key,
            ["dir"] =
                IsDescending == Order.Descending ? null
                : IsDescending ? Descending
                : Ascending,
            ["after"] = Backwards ? null : Place?.ToString(),
            ["before"] = Backwards ? Place?.ToString() : null,
        };

    /// <summary>Another filter begins at the first page.</summary>
    public CustomersState Where(CustomerFilter filter) => this with { Filter = filter, Place = null, Backwards = false };

    /// <summary>By another column, the way round that people mean; by the same one, the other way round. Begins at the first page.</summary>
    public CustomersState By(CustomerOrder order) =>
        this with
        {
            Order = order,
            IsDescending = order == Order ? !IsDescending : order.Descending,
            Place = null,
            Backwards = false,
        };

    public static string? Word(bool? has) =>
        has switch
        {
            true => With,
            false => Without,
            _ => null,
        };

    public static bool? Has(string? word) =>
        word switch
        {
            With => true,
            Without => false,
            _ => null,
        };
}
