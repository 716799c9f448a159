using System.Globalization;
using Data.Queries;
using Tests.Data;
using Tests.Report;
using Xunit;

namespace Tests.Customers;

/// <summary>10 000 people with many equal values and many unknown ones: every page, both ways round and both directions.</summary>
public sealed class TenThousandPeople(DatabaseServer server) : IAsyncLifetime
{
    public const int People = 10_000;

    public TestDatabase Database { get; } = new(server);

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        // Ids like hashes: in no order and negative too. One in four has no name, one in seven no features, one in five of the rest no revenue.
        await using var fill = Database.Source.CreateCommand(
            $"""
            INSERT INTO customers (customer_id, external_id, name, email, country, channel, attributes, created_at)
            SELECT hashtextextended(i::text, 0), 'c' || i, CASE WHEN i % 4 > 0 THEN 'Name ' || i % 97 END,
                   CASE i % 3 WHEN 0 THEN NULL WHEN 1 THEN '' ELSE 'p' || i || '@example.com' END, CASE WHEN i % 10 > 0 THEN 'Land ' || i % 5 END,
                   'web', '{"{}"}'::jsonb, now()
            FROM generate_series(1, {People}) i;
            INSERT INTO customer_features (customer_id, as_of, frequency, monetary, recency_days)
            SELECT hashtextextended(i::text, 0), '2026-01-01', CASE WHEN i % 5 > 0 THEN i % 13 END, CASE WHEN i % 5 > 0 THEN i % 101 * 10000 END,
                   CASE WHEN i % 5 > 0 THEN i % 400 END
            FROM generate_series(1, {People}) i WHERE i % 7 > 0
            """
        );
        await fill.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}

public sealed class CustomerListTests(TenThousandPeople people) : IClassFixture<TenThousandPeople>
{
    private readonly CustomerList list = new(new Contexts(people.Database), people.Database.Source);

    public static TheoryData<string, bool> Orders => [.. CustomerOrder.All.SelectMany(o => new[] { (o.Key, true), (o.Key, false) })];

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Paging_to_the_end_and_back_shows_everybody_once_in_one_order(string key, bool descending)
    {
        var order = CustomerOrder.Find(key)!;
        var expected = await ExpectedAsync(order, descending);
        List<CustomerRows> pages = [];
        for (ListPlace? place = null; pages.Count == 0 || place is not null; place = pages[^1].After)
        {
            pages.Add(await list.PageAsync(new CustomerFilter(), order, descending, Again(place, order), false, 997));
        }
        Assert.Equal(expected, pages.SelectMany(p => p.Items).Select(c => c.ExternalId));
        Assert.Null(pages[0].Before);

        // Back again: the same pages.
        for (var i = pages.Count - 1; i > 0; i--)
        {
            var before = await list.PageAsync(new CustomerFilter(), order, descending, Again(pages[i].Before, order), true, 997);
            Assert.Equal(pages[i - 1].Items, before.Items);
            Assert.Equal(pages[i - 1].After, before.After);
            Assert.Equal(i == 1, before.Before is null);
        }
    }

    [Fact]
    public async Task A_page_of_one_goes_through_equal_values_and_from_values_to_none()
    {
        var order = CustomerOrder.Find("name")!;
        var filter = new CustomerFilter("c99");
        var expected = (await list.PageAsync(filter, order, false, 0, 1000)).Items.Select(c => c.ExternalId).ToList();
        List<string> forwards = [],
            backwards = [];
        ListPlace? place = null;
        CustomerRows rows;
        do
        {
            rows = await list.PageAsync(filter, order, false, place, false, 1);
            forwards.AddRange(rows.Items.Select(c => c.ExternalId));
            place = rows.After;
        } while (place is not null);
        for (place = rows.Before; place is not null; place = rows.Before)
        {
            rows = await list.PageAsync(filter, order, false, place, true, 1);
            backwards.AddRange(rows.Items.Select(c => c.ExternalId));
        }
        Assert.Equal(111, expected.Count);
        Assert.Equal(expected, forwards);
        Assert.Equal(expected.AsEnumerable().Reverse().Skip(1), backwards);
    }

    [Fact]
    public async Task Who_comes_or_goes_meanwhile_shifts_nobody_else()
    {
        var order = CustomerOrder.Find("id")!;
        var filter = new CustomerFilter("c12");
        var first = await list.PageAsync(filter, order, false, null, false, 50);
        var second = await list.PageAsync(filter, order, false, first.After, false, 50);
        await SqlAsync($"DELETE FROM customers WHERE external_id = '{first.Items[3].ExternalId}'");
        await SqlAsync(
            "INSERT INTO customers (customer_id, external_id, attributes, created_at) VALUES (5, 'c12', '{}', now()) ON CONFLICT DO NOTHING"
        );
        try
        {
            Assert.Equal(second.Items, (await list.PageAsync(filter, order, false, first.After, false, 50)).Items);
        }
        finally
        {
            var item = first.Items[3];
            await SqlAsync("DELETE FROM customers WHERE customer_id = 5");
            var i = item.ExternalId[1..];
            await SqlAsync(
                $"INSERT INTO customers (customer_id, external_id, name, email, country, channel, attributes, created_at) SELECT hashtextextended('{i}', 0), 'c{i}', {Quoted(item.Name)}, {Quoted(item.Email)}, {Quoted(item.Country)}, 'web', '{{}}', now()"
            );
        }
    }

    [Theory]
    [InlineData("country", "Land 3")]
    [InlineData("with-email", "")]
    [InlineData("without-email", "")]
    [InlineData("with-orders", "")]
    [InlineData("without-orders", "")]
    [InlineData("text", "name 13")]
    public async Task Filters_leave_the_people_that_fit_and_counts_agree(string kind, string value)
    {
        var (filter, sql) = kind switch
        {
            "country" => (new CustomerFilter(Country: value), "c.country = 'Land 3'"),
            "with-email" => (new CustomerFilter(HasEmail: true), "c.email LIKE '%@%'"),
            "without-email" => (new CustomerFilter(HasEmail: false), "c.email IS NULL OR c.email = ''"),
            "with-orders" => (new CustomerFilter(HasOrders: true), "f.frequency IS NOT NULL"),
            "without-orders" => (new CustomerFilter(HasOrders: false), "f.frequency IS NULL"),
            _ => (new CustomerFilter(value), "c.name = 'Name 13'"),
        };
        var expected = await NumberAsync($"SELECT count(*) FROM customers c LEFT JOIN customer_features f USING (customer_id) WHERE {sql}");
        Assert.InRange(expected, 50, 9_000);
        Assert.Equal((expected, false), await list.CountAsync(filter));
        Assert.Equal(expected, (await list.PageAsync(filter, CustomerOrder.All[0], true, 0, 1)).Total);
        Assert.Equal(expected, (await list.PageAsync(filter, CustomerOrder.All[0], true, null, false, 10_000)).Items.Count);
    }

    [Theory]
    [InlineData("revenue", "WyIxIiwieCJd")]
    [InlineData("name", "not a place")]
    [InlineData("name", "bnVsbA")]
    [InlineData("name", "WyJ4IiwiYSJd")]
    public void What_is_no_place_is_the_first_page(string order, string text) =>
        Assert.Null(ListPlace.Parse(text, CustomerOrder.Find(order)!));

    // Through the address, as a page does.
    private static ListPlace? Again(ListPlace? place, CustomerOrder order) => ListPlace.Parse(place?.ToString(), order);

    private async Task<List<string>> ExpectedAsync(CustomerOrder order, bool descending)
    {
        var way = descending ? "DESC" : "ASC";
        await using var command = people.Database.Source.CreateCommand(
            $"""
            SELECT c.external_id FROM customers c LEFT JOIN customer_features f USING (customer_id)
            ORDER BY {order.Sql} {way} NULLS LAST, c.customer_id {way}
            """
        );
        await using var reader = await command.ExecuteReaderAsync();
        List<string> ids = [];
        while (await reader.ReadAsync())
        {
            ids.Add(reader.GetString(0));
        }
        Assert.Equal(TenThousandPeople.People, ids.Count);
        return ids;
    }

    private static string Quoted(string? text) => text is null ? "NULL" : $"'{text}'";

    private async Task SqlAsync(string sql)
    {
        await using var command = people.Database.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<long> NumberAsync(string sql)
    {
        await using var command = people.Database.Source.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
