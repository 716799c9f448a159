using System.Text;
using Core.Cleaning;
using Tests.Data;
using Xunit;

namespace Tests.Imports;

/// <summary>What people have: separators, encodings, packings, workbooks, and the odd things that stand in them.</summary>
public sealed class FileFormatTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const string Orders = "order_id,customer_id,ordered_at,product_id,description,quantity,unit_price\n";
    private const string Zoe = Orders + "1,Zoë,2011-04-19,p,Café £,2,2.50\n2,Zoë,2011-04-20,p,Café £,1,3.00\n";
    private readonly ImportDesk desk = new(database);

    public async ValueTask InitializeAsync() => await desk.ClearAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task IsZoeAsync(byte[] content)
    {
        var result = await desk.RunAsync(content);
        Assert.Equal((2L, 2L, 0L), (result.RowsRead, result.RowsImported, result.RowsRejected));
        Assert.Equal(["Zoë"], await desk.ListAsync("SELECT external_id FROM customers"));
        Assert.Equal(["Café £"], await desk.ListAsync("SELECT name FROM products"));
        Assert.Equal(["1|50000", "2|30000"], await desk.ListAsync("SELECT external_id, amount FROM orders ORDER BY 1"));
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public Task Any_separator(char separator) => IsZoeAsync(Encoding.UTF8.GetBytes(Zoe.Replace(',', separator)));

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    [InlineData("latin1", false)]
    public Task Any_encoding(string name, bool mark)
    {
        var encoding = Encoding.GetEncoding(name);
        return IsZoeAsync([.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(Zoe)]);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public Task Any_line_break(string lineBreak) => IsZoeAsync(Encoding.UTF8.GetBytes(Zoe.Replace("\n", lineBreak)));

    [Fact]
    public Task Without_a_line_break_at_the_end() => IsZoeAsync(Encoding.UTF8.GetBytes(Zoe.TrimEnd()));

    [Fact]
    public Task With_empty_lines() => IsZoeAsync(Encoding.UTF8.GetBytes(Zoe.Replace("\n", "\n\n") + "\n\n"));

    [Fact]
    public Task Gzipped() => IsZoeAsync(ImportDesk.Gzip(Encoding.UTF8.GetBytes(Zoe)));

    [Fact]
    public Task Zipped() => IsZoeAsync(ImportDesk.Zip(("orders.csv", Encoding.UTF8.GetBytes(Zoe)), ("__MACOSX/._orders.csv", [1])));

    [Fact]
    public Task A_workbook() => IsZoeAsync(Workbook());

    [Fact]
    public Task A_zipped_workbook() => IsZoeAsync(ImportDesk.Zip(("Online Retail.xlsx", Workbook())));

    private static byte[] Workbook() => ImportDesk.Workbook([.. Zoe.TrimEnd().Split('\n').Select(l => l.Split(','))]);

    [Fact]
    public async Task Numbers_of_a_workbook_are_written_as_people_write_them()
    {
        await desk.RunAsync(
            ImportDesk.Workbook(["CustomerID", "InvoiceDate", "Amount"], ["17850", "2011-04-19", "0.1"], ["17850", "2011-04-20", "1E3"])
        );
        Assert.Equal(["17850"], await desk.ListAsync("SELECT external_id FROM customers"));
        Assert.Equal(["1000", "10000000"], await desk.ListAsync("SELECT amount FROM orders ORDER BY amount"));
    }

    [Fact]
    public async Task Old_programs_write_Latin_1_far_down_in_the_file()
    {
        var text = new StringBuilder(Orders);
        for (var i = 0; i < 5_000; i++)
        {
            text.Append("1,plain,2011-04-19,p,Pen,1,2.50\n");
        }
        text.Append("2,Müller,2011-04-19,q,Café £,1,2.50\n");
        await desk.RunAsync(Encoding.Latin1.GetBytes(text.ToString()));
        Assert.Equal(["Müller", "plain"], await desk.ListAsync("SELECT external_id FROM customers ORDER BY 1"));
        Assert.Equal(["Café £", "Pen"], await desk.ListAsync("SELECT name FROM products ORDER BY 1"));
        await desk.ClearAsync();
        await desk.RunAsync(Encoding.UTF8.GetBytes(text.ToString()));
        Assert.Equal(["Müller", "plain"], await desk.ListAsync("SELECT external_id FROM customers ORDER BY 1"));
    }

    [Fact]
    public async Task Quoted_fields_hold_separators_quotes_and_line_breaks()
    {
        await desk.RunAsync(Orders + "1,a,2011-04-19,p,\"Box, \"\"large\"\"\r\nblue\",1,2.50\n2,b,2011-04-19,q,Pen,1,1\n");
        // The line break inside the name is one space afterwards, as every run of them.
        Assert.Equal(["Box, \"large\" blue", "Pen"], await desk.ListAsync("SELECT name FROM products ORDER BY 1"));
    }

    [Fact]
    public async Task Stray_quotes_are_letters()
    {
        var result = await desk.RunAsync(
            Orders + "1,a,2011-04-19,p,5\" nails,1,2.50\n2,b,2011-04-19,q,2\" or 3\",1,1\n3,c,2011-04-19,r,Pen,1,1\n"
        );
        Assert.Equal(3, result.RowsImported);
        Assert.Equal(["2\" or 3\"", "5\" nails", "Pen"], await desk.ListAsync("SELECT name FROM products ORDER BY 1"));
    }

    [Fact]
    public async Task Rows_with_too_few_or_too_many_columns_are_left_out_and_listed()
    {
        var result = await desk.RunAsync(Orders + "1,a,2011-04-19\n2,b,2011-04-19,q,Pen,1,1,extra\n3,c,2011-04-19,r,Pen,1,1\n");
        Assert.Equal((3L, 1L, 2L), (result.RowsRead, result.RowsImported, result.RowsRejected));
        Assert.Equal(2, result.IssuesByRule["wrong-column-count"].Rejected);
        Assert.Equal(
            [
                "2|rejected|1 | a | 2011-04-19|The row has 3 columns, the header has 7.",
                "3|rejected|2 | b | 2011-04-19 | q | Pen | 1 | 1 | extra|The row has 8 columns, the header has 7.",
            ],
            await desk.ListAsync("SELECT row_number, outcome, value, reason FROM import_issues ORDER BY id")
        );
    }

    [Fact]
    public async Task The_character_NUL_is_replaced()
    {
        var result = await desk.RunAsync(Orders + "1,a\0b,2011-04-19,p,P\0en,1,2.50\n2,c,so\0on,q,Pen,1,1\n");
        Assert.Equal(1, result.RowsImported);
        Assert.Equal(["a\uFFFDb"], await desk.ListAsync("SELECT external_id FROM customers"));
        await desk.RunAsync("customer_id,no\0te,fine\n1,x\0y,\\u0000\n");
        Assert.Equal(
            ["x\uFFFDy|\\u0000"],
            await desk.ListAsync("SELECT attributes->>'no\uFFFDte', attributes->>'fine' FROM customers WHERE external_id = '1'")
        );
    }

    [Fact]
    public async Task Very_long_fields_are_kept()
    {
        var text = new string('x', 300_000);
        await desk.RunAsync(Orders + $"1,a,2011-04-19,p,{text},1,2.50\n");
        Assert.Equal(300_000, await desk.OneAsync<int>("SELECT length(name) FROM products"));
    }

    [Fact]
    public async Task Ids_longer_than_an_id_can_be_are_left_out()
    {
        var id = new string('x', 201);
        var orders = await desk.RunAsync(
            Orders + $"{id},a,2011-04-19,p,Pen,1,1\n1,{id},2011-04-19,p,Pen,1,1\n1,a,2011-04-19,{id},Pen,1,1\n"
        );
        Assert.Equal((0L, 3L), (orders.RowsImported, orders.IssuesByRule["out-of-range"].Rejected));
        var customers = await desk.RunAsync($"customer_id,name\n{id},Ann\n{id[1..]},Bob\n");
        Assert.Equal((1L, 1L), (customers.RowsImported, customers.IssuesByRule["out-of-range"].Rejected));
    }

    [Fact]
    public Task Gzip_files_put_one_after_the_other() =>
        IsZoeAsync([.. ImportDesk.Gzip(Encoding.UTF8.GetBytes(Orders)), .. ImportDesk.Gzip(Encoding.UTF8.GetBytes(Zoe[Orders.Length..]))]);

    [Fact]
    public async Task Many_columns_become_attributes()
    {
        var headers = string.Join(',', Enumerable.Range(1, 1_499).Select(i => $"x{i}"));
        var values = string.Join(',', Enumerable.Range(1, 1_499));
        await desk.RunAsync($"customer_id,{headers}\n1,{values}\n", kind: "customers");
        Assert.Equal(1_499L, await desk.OneAsync<long>("SELECT count(*) FROM customers, jsonb_object_keys(attributes)"));
        Assert.Equal("number", await desk.OneAsync<string>("SELECT jsonb_typeof(attributes->'x1499') FROM customers"));
    }

    [Fact]
    public async Task Columns_without_a_name_and_with_the_same_name_are_told_apart()
    {
        await desk.RunAsync("customer_id,,note,note\n1,a,b,c\n", kind: "customers");
        Assert.Equal(
            ["""{"note": "b", "Column 2": "a", "Column 4": "c"}"""],
            await desk.ListAsync("SELECT attributes::text FROM customers")
        );
    }

    [Theory]
    [InlineData(RuleAction.Keep, 3, 0, 1)]
    [InlineData(RuleAction.Drop, 2, 1, 0)]
    public async Task Duplicates_are_kept_or_dropped(RuleAction action, int imported, int rejected, int noted)
    {
        var result = await desk.RunAsync(
            Orders + "1,a,2011-04-19,p,Pen,1,2.50\n1,a,2011-04-19,p,Pen,1,2.50\n1,a,2011-04-19,pP,en,1,2.50\n",
            new CleaningOptions { ExactDuplicates = action }
        );
        Assert.Equal(imported, result.RowsImported);
        Assert.Equal(new global::Data.Bulk.RuleCount(rejected, 0, noted), result.IssuesByRule["exact-duplicate"]);
        Assert.Equal(imported, await desk.OneAsync<long>("SELECT count(*) FROM order_lines"));
    }
}
