using App.Features.Customers;
using Data.Queries;
using Xunit;

namespace Tests.Customers;

public sealed class CustomersStateTests
{
    private static CustomersState Parse(params (string Key, string? Value)[] query) =>
        CustomersState.Parse(query.ToDictionary(q => q.Key, q => q.Value));

    [Fact]
    public void Without_a_query_everybody_is_shown_richest_first_and_the_address_stays_short()
    {
        var state = Parse();
        Assert.Equal(("revenue", true, false), (state.Order.Key, state.IsDescending, state.Filter.IsActive));
        Assert.All(state.Query().Values, Assert.Null);
    }

    [Fact]
    public void What_an_address_says_comes_back_in_the_address()
    {
        var place = new ListPlace("Ann/+ü", -5);
        var state = Parse(
            ("q", "ann"),
            ("segment", "7"),
            ("country", "France"),
            ("channel", "web"),
            ("subscription", "s1"),
            ("email", "with"),
            ("orders", "without"),
            ("sort", "name"),
            ("dir", "desc"),
            ("before", place.ToString())
        );
        Assert.Equal(new CustomerFilter("ann", 7, "France", "web", "s1", true, false), state.Filter);
        Assert.Equal((place, true), (state.Place, state.Backwards));
        var again = CustomersState.Parse(state.Query().ToDictionary(q => q.Key, q => q.Value?.ToString()));
        Assert.Equal(state, again);
    }

    [Fact]
    public void Another_filter_or_order_begins_at_the_first_page()
    {
        var state = Parse(("sort", "name"), ("after", new ListPlace(null, 3).ToString()));
        Assert.NotNull(state.Place);
        Assert.Null(state.Where(new CustomerFilter("x")).Place);
        var turned = state.By(state.Order);
        Assert.Equal((true, null), (turned.IsDescending, turned.Place));
        Assert.Equal(
            ("orders", true),
            (state.By(CustomerOrder.Find("orders")!).Order.Key, state.By(CustomerOrder.Find("orders")!).IsDescending)
        );
    }

    [Fact]
    public void What_can_not_be_read_is_as_usual() =>
        Assert.Equal(Parse(), Parse(("sort", "shoe"), ("dir", "up"), ("segment", "x"), ("email", "maybe"), ("after", "?")));
}
