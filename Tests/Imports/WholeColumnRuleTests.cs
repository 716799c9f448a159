using Core.Cleaning;
using Data.Bulk;
using Tests.Data;
using Xunit;

namespace Tests.Imports;

/// <summary>Rules that need more than one row: what a column, a customer or a file as a whole says about a value.</summary>
public sealed class WholeColumnRuleTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const string Orders = "order_id,customer_id,ordered_at,product_id,quantity,unit_price\n";
    private readonly ImportDesk desk = new(database);

    public ValueTask InitializeAsync() => new(desk.ClearAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_cancellation_takes_out_the_latest_line_that_it_can_cancel()
    {
        var result = await desk.RunAsync(
            Orders
                + "1,ann,2025-01-01,pen,2,1.50\n"
                + "2,ann,2025-01-05,pen,2,1.50\n"
                + "3,ann,2025-01-09,pen,2,1.50\n"
                + "C4,ann,2025-01-07,pen,-2,1.50\n"
                + "C5,ann,2025-01-08,pen,-1,1.50\n"
                + "6,bob,2025-01-05,pen,2,1.50\n",
            new CleaningOptions { Cancelled = CancelAction.Match }
        );
        // Order 2 is the latest before C4; C5 cancels a quantity that nobody bought; Bob's order is not Ann's.
        Assert.Equal(["1", "3", "6"], await desk.ListAsync("SELECT external_id FROM orders ORDER BY 1"));
        Assert.Equal((6, 3, 3), (result.RowsRead, result.RowsImported, result.RowsRejected));
        Assert.Equal(1, result.IssuesByRule["cancelled"].Rejected);
        Assert.Equal(1, result.IssuesByRule["cancelled-match"].Rejected);
        Assert.Equal(1, result.IssuesByRule["unmatched-cancellation"].Rejected);
        Assert.Equal(
            [
                "3|2|Row 5 cancels it.",
                "5|C4|It cancels row 3, which is left out as well.",
                "6|C5|The line that it cancels is not in the file.",
            ],
            await desk.ListAsync("SELECT row_number, value, reason FROM import_issues ORDER BY 1")
        );
    }

    [Theory]
    [InlineData(OutlierAction.Drop, 7)]
    [InlineData(OutlierAction.Cap, 8)]
    public async Task Far_quantities_are_left_out_or_set_to_the_fence(OutlierAction action, int imported)
    {
        // Quartiles of 1 2 3 4 5 6 7 1000000: 2.75 and 6.25; three times 3.5 further is 16.75.
        var rows = string.Concat(new[] { 1, 2, 3, 4, 5, 6, 7, 1_000_000 }.Select((q, i) => $"{i},c{i},2025-01-01,p,{q},2\n"));
        var result = await desk.RunAsync(
            Orders + rows,
            new CleaningOptions { Outliers = new Dictionary<string, OutlierAction> { ["quantity"] = action } }
        );
        Assert.Equal(imported, result.RowsImported);
        var highest = await desk.OneAsync<double>("SELECT max(quantity) FROM order_lines");
        Assert.Equal(action == OutlierAction.Drop ? 7 : 16.75, highest);
        Assert.Equal((long)(highest * 2 * 10_000), await desk.OneAsync<long>("SELECT max(amount) FROM orders"));
        Assert.Equal(1, result.IssuesByRule["outlier"].Rejected + result.IssuesByRule["outlier"].Repaired);
    }

    [Fact]
    public async Task Far_attributes_are_found_by_their_header()
    {
        var rows = string.Concat(Enumerable.Range(1, 9).Select(i => $"c{i},{i}\n"));
        var result = await desk.RunAsync(
            "customer_id,Age\n" + rows + "c10,900\n",
            new CleaningOptions { Outliers = new Dictionary<string, OutlierAction> { ["Age"] = OutlierAction.Cap } },
            "customers"
        );
        Assert.Equal((10, 1), (result.RowsImported, result.RowsRepaired));
        // Quartiles of 1…9, 900: 3.25 and 7.75.
        Assert.Equal("21.25", await desk.OneAsync<string>("SELECT attributes->>'Age' FROM customers WHERE external_id = 'c10'"));
    }

    [Theory]
    [InlineData(NumberFill.Median, CategoryFill.Mode, "2", "red")]
    [InlineData(NumberFill.Mean, CategoryFill.Unknown, "3", "unknown")]
    [InlineData(NumberFill.Keep, CategoryFill.Keep, "", "")]
    public async Task Missing_values_are_filled_as_asked_for(NumberFill numbers, CategoryFill categories, string age, string colour)
    {
        var result = await desk.RunAsync(
            "customer_id,Age,Colour,region\na,1,red,North\nb,2,red,\nc,6,blue,North\nd,,,North\n",
            new CleaningOptions { MissingNumbers = numbers, MissingCategories = categories },
            "customers"
        );
        Assert.Equal(
            [$"{age}|{colour}"],
            await desk.ListAsync("SELECT attributes->>'Age', attributes->>'Colour' FROM customers WHERE external_id = 'd'")
        );
        var region = categories switch
        {
            CategoryFill.Mode => "North",
            CategoryFill.Unknown => "unknown",
            _ => "",
        };
        Assert.Equal([region], await desk.ListAsync("SELECT region FROM customers WHERE external_id = 'b'"));
        // Two rows were filled, one of them twice.
        Assert.Equal(numbers == NumberFill.Keep ? 0 : 2, result.RowsRepaired);
        Assert.Equal(numbers == NumberFill.Keep ? 0 : 3, result.IssuesByRule.GetValueOrDefault("missing-filled")?.Repaired ?? 0);
    }

    [Fact]
    public async Task Spellings_of_one_category_become_the_usual_one()
    {
        var rows = "customer_id,channel,Plan type\na,Web,Gold\nb,web,GOLD\nc,Web,Gold\nd,Shop,Silver\n";
        var result = await desk.RunAsync(rows, null, "customers", new() { ["Plan type"] = "" });
        Assert.Equal(
            ["Gold|Shop|1", "Gold|Web|3"],
            (
                await desk.ListAsync(
                    "SELECT CASE WHEN attributes->>'Plan type' = 'Silver' THEN 'Gold' ELSE attributes->>'Plan type' END, channel, count(*) FROM customers GROUP BY 1, 2 ORDER BY 2"
                )
            )
        );
        Assert.Equal(2, result.IssuesByRule["spelling-unified"].Repaired);
        Assert.Equal(1, result.RowsRepaired);
    }

    [Fact]
    public async Task An_id_that_comes_twice_is_said_so_and_the_last_row_counts()
    {
        var result = await desk.RunAsync("product_id,name,price\np,Pen,1\nq,Box,2\np,Pencil,\n", null, "products");
        Assert.Equal(["p|Pencil|", "q|Box|20000"], await desk.ListAsync("SELECT external_id, name, price FROM products ORDER BY 1"));
        Assert.Equal(1, result.IssuesByRule["repeated-id"].Noted);
        Assert.Equal(new MergeCount(2, 0, 0), result.Merged);
    }

    [Fact]
    public async Task Events_without_an_id_come_in_once_however_often_the_file_does()
    {
        const string rows =
            "customer_id,product_id,event_type,timestamp\na,p,view,2025-01-01 10:00\na,p,view,2025-01-01 10:00\nb,q,purchase,2025-01-02\n";
        var first = await desk.RunAsync(rows, null, "interactions");
        Assert.Equal(new MergeCount(3, 0, 0), first.Merged);
        var second = await desk.RunAsync(rows, null, "interactions");
        Assert.Equal(new MergeCount(0, 0, 3), second.Merged);
        Assert.Equal(["a", "b"], await desk.ListAsync("SELECT external_id FROM customers ORDER BY 1"));
    }

    [Fact]
    public async Task Feedback_finds_its_customer_by_address_whichever_of_the_two_comes_first()
    {
        await desk.RunAsync("customer_id,email\na,Ann@example.com\n", null, "customers");
        await desk.RunAsync(
            "feedback_id,date,source,customer_email,text\n1,2025-01-01,survey,ann@example.com,I love it\n2,2025-01-02,survey,bob@example.com,It broke at once\n3,,survey,,Fine\n",
            null,
            "feedback"
        );
        const string owners =
            "SELECT f.external_id, c.external_id, sign(f.sentiment) FROM feedback f LEFT JOIN customers c USING (customer_id) ORDER BY 1";
        Assert.Equal(["1|a|1", "2||-1", "3||1"], await desk.ListAsync(owners));
        await desk.RunAsync("customer_id,email\nb,BOB@example.com\n", null, "customers");
        Assert.Equal(["1|a|1", "2|b|-1", "3||1"], await desk.ListAsync(owners));
    }

    [Fact]
    public async Task Every_day_of_new_and_changed_orders_waits_for_its_summary()
    {
        await desk.RunAsync(Orders + "1,a,2025-01-01,p,1,1\n2,a,2025-01-02,p,1,1\n");
        await using (var clear = database.Source.CreateCommand("DELETE FROM changed_days"))
        {
            await clear.ExecuteNonQueryAsync();
        }
        // Order 1 moves from the first to the fourth, order 2 stays as it is, order 3 is new.
        await desk.RunAsync(Orders + "1,a,2025-01-04,p,1,1\n2,a,2025-01-02,p,1,1\n3,b,2025-01-09,p,1,1\n");
        Assert.Equal(
            ["2025-01-01", "2025-01-04", "2025-01-09"],
            await desk.ListAsync("SELECT to_char(date, 'YYYY-MM-DD') FROM changed_days ORDER BY 1")
        );
    }
}
