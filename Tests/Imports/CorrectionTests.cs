using Data.Bulk;
using Tests.Data;
using Xunit;

namespace Tests.Imports;

/// <summary>Importing again: the same file changes nothing, a corrected one corrects.</summary>
public sealed class CorrectionTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const string Header = "order_id,customer_id,ordered_at,product_id,description,quantity,unit_price,country\n";
    private const string First =
        Header
        + "1,ann,2011-04-19,p,Pen,2,2.50,\n1,ann,2011-04-19,q,Pad,1,4.00,France\n1,ann,2011-04-19,r,Cup,1,1.00,\n2,bob,2011-04-20,p,Pen,1,2.50,Spain\n";
    private readonly ImportDesk desk = new(database);

    public async ValueTask InitializeAsync()
    {
        await desk.ClearAsync();
        Assert.Equal(new MergeCount(4, 0, 0), (await desk.RunAsync(First)).Merged);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<List<string>> OrdersAsync() =>
        desk.ListAsync("SELECT external_id, amount, quantity, lines FROM orders ORDER BY external_id");

    [Fact]
    public async Task The_same_file_changes_nothing()
    {
        Assert.Equal(new MergeCount(0, 0, 4), (await desk.RunAsync(First)).Merged);
        Assert.Equal(["1|100000|4|3", "2|25000|1|1"], await OrdersAsync());
        Assert.Equal(["ann|France", "bob|Spain"], await desk.ListAsync("SELECT external_id, country FROM customers ORDER BY 1"));
    }

    [Fact]
    public async Task A_changed_quantity_is_changed()
    {
        var merged = (await desk.RunAsync(First.Replace("q,Pad,1", "q,Pad,3"))).Merged;
        Assert.Equal(new MergeCount(0, 1, 3), merged);
        Assert.Equal(["1|180000|6|3", "2|25000|1|1"], await OrdersAsync());
    }

    [Fact]
    public async Task Lines_that_an_order_no_longer_has_are_gone()
    {
        var merged = (await desk.RunAsync(Header + "1,ann,2011-04-19,p,Pen,2,2.50,\n")).Merged;
        Assert.Equal(new MergeCount(0, 2, 1), merged);
        Assert.Equal(["1|50000|2|1", "2|25000|1|1"], await OrdersAsync());
        Assert.Equal(2, await desk.OneAsync<long>("SELECT count(*) FROM order_lines"));
    }

    [Fact]
    public async Task Another_time_is_a_change()
    {
        Assert.Equal(new MergeCount(0, 1, 3), (await desk.RunAsync(First.Replace("2011-04-20", "2011-05-20"))).Merged);
        Assert.Equal(
            ["2011-05-20"],
            await desk.ListAsync("SELECT to_char(ordered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') FROM orders WHERE external_id = '2'")
        );
    }

    [Fact]
    public async Task A_new_line_and_a_new_order_are_added()
    {
        var merged = (await desk.RunAsync(First + "2,bob,2011-04-20,q,Pad,1,4.00,\n3,bob,2011-06-01,q,Pad,1,4.00,\n")).Merged;
        Assert.Equal(new MergeCount(2, 0, 4), merged);
        Assert.Equal(["1|100000|4|3", "2|65000|2|2", "3|40000|1|1"], await OrdersAsync());
    }

    [Fact]
    public async Task Orders_with_an_amount_need_no_lines_and_no_id()
    {
        await desk.ClearAsync();
        const string text = "customer_id,ordered_at,amount\nann,2011-04-19 10:00,12.50\nann,2011-04-19 10:00,2.50\nann,2011-04-20,7\n";
        Assert.Equal(new MergeCount(3, 0, 0), (await desk.RunAsync(text)).Merged);
        Assert.Equal(["ann|2011-04-19T10:00:00|150000|2|2", "ann|2011-04-20T00:00:00|70000|1|1"], await OrdersAsync());
        Assert.Equal(new MergeCount(0, 0, 3), (await desk.RunAsync(text)).Merged);
        Assert.Equal(0, await desk.OneAsync<long>("SELECT count(*) FROM products"));
    }

    [Fact]
    public async Task Customers_come_with_attributes_and_repaired_addresses()
    {
        var result = await desk.RunAsync(
            "customer_id,name,email,signup_date,age,code\nann,Ann,ann@example.com,2011-01-31,38,007\ncid,Cid,nobody,someday,4.5,x\n,Dan,,,,\n"
        );
        Assert.Equal((3L, 2L, 1L, 1L), (result.RowsRead, result.RowsImported, result.RowsRepaired, result.RowsRejected));
        Assert.Equal(new MergeCount(1, 1, 0), result.Merged);
        Assert.Equal(
            ["ann|Ann|ann@example.com|France|38|\"007\"", "bob|||Spain||", "cid|Cid|||4.5|\"x\""],
            await desk.ListAsync(
                "SELECT external_id, name, email, country, attributes->'age', attributes->'code' FROM customers ORDER BY 1"
            )
        );
        Assert.Equal(
            ["unreadable-address|repaired|email|nobody", "unreadable-date|repaired|signup_date|someday"],
            await desk.ListAsync("SELECT rule, outcome, \"column\", value FROM import_issues WHERE row_number = 3 ORDER BY rule")
        );
    }

    [Fact]
    public async Task Customers_imported_again_change_nothing_and_an_empty_field_wipes_nothing()
    {
        const string whole = "customer_id,name,email,location,signup_date,age\nann,Ann,ann@example.com,Lyon,2011-01-31,38\n";
        await desk.RunAsync(whole);
        Assert.Equal(new MergeCount(0, 0, 1), (await desk.RunAsync(whole)).Merged);
        Assert.Equal(new MergeCount(0, 0, 1), (await desk.RunAsync("customer_id,name,email,age\nann,,,\n", kind: "customers")).Merged);
        Assert.Equal(new MergeCount(0, 1, 0), (await desk.RunAsync("customer_id,name,shoe\nann,Anna,39\n", kind: "customers")).Merged);
        Assert.Equal(
            ["Anna|ann@example.com|Lyon|France|{\"age\": 38, \"shoe\": 39}"],
            await desk.ListAsync("SELECT name, email, location, country, attributes::text FROM customers WHERE external_id = 'ann'")
        );
    }

    [Fact]
    public async Task Of_two_rows_with_one_id_the_last_counts()
    {
        Assert.Equal(new MergeCount(1, 0, 0), (await desk.RunAsync("customer_id,name\neve,Eva\neve,Eve\n")).Merged);
        Assert.Equal(["Eve"], await desk.ListAsync("SELECT name FROM customers WHERE external_id = 'eve'"));
    }
}
