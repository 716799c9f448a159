using System.Text;
using Core.Cleaning;
using Data.Sources;
using Tests.Data;
using Xunit;

namespace Tests.Imports;

/// <summary>A file that can't be imported says why, and writes nothing at all.</summary>
public sealed class BadFileTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Orders = "order_id,customer_id,ordered_at,product_id,description,quantity,unit_price\n";
    private static readonly string ManyRows =
        Orders + string.Concat(Enumerable.Range(1, 30_000).Select(i => $"{i},c{i},2011-04-19,p,\"Pen {i}\",1,2.50\n"));
    private readonly ImportDesk desk = new(database);

    public static TheoryData<string, byte[], string> Files =>
        new()
        {
            { "empty", [], "The file is empty." },
            { "only line breaks", "\n\n\n"u8.ToArray(), "The file has no rows." },
            { "header only", Encoding.UTF8.GetBytes(Orders), "The file has a header but no rows." },
            {
                "picture",
                [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49, 0x48, 0x44, 0x52, 0, 0, 2, 0],
                "it holds binary data"
            },
            { "zeros", new byte[5_000], "it holds binary data" },
            {
                "prose",
                "It was the best of times, it was the worst of times.\nIt was the age of wisdom.\n"u8.ToArray(),
                "The columns fit no kind of file. The file has: It was the best of times, it was the worst of times."
            },
            { "prose without end", Encoding.UTF8.GetBytes(new string('x', 100_000)), "The columns fit no kind of file. The file has: xxx" },
            { "web page", "<!DOCTYPE html>\n<html><body>Sign in</body></html>"u8.ToArray(), "This is a web page or XML, not a table." },
            { "json", "[{\"customer_id\": 1}]"u8.ToArray(), "This is JSON, not a table." },
            { "wrong columns", "a,b\n1,2\n"u8.ToArray(), "The columns fit no kind of file. The file has: a, b." },
            { "cut in a row", Encoding.UTF8.GetBytes(ManyRows[..^20]), "The file ends in the middle of row 30001: 4 of 7 columns" },
            { "cut inside quotes", Encoding.UTF8.GetBytes(ManyRows[..^12]), "is never closed. The file was probably cut off." },
            {
                "quotes never closed",
                Encoding.UTF8.GetBytes(Orders + "1,a,2011-04-19,p,\"Pen,1,2.50\n" + ManyRows[Orders.Length..].Replace("\"", "")),
                "quotation mark"
            },
            { "cut gzip", ImportDesk.Gzip(Encoding.UTF8.GetBytes(ManyRows))[..20_000], "damaged or was cut off" },
            { "gzip of nothing", ImportDesk.Gzip([]), "The file is empty." },
            { "cut zip", ImportDesk.Zip(("a.csv", Encoding.UTF8.GetBytes(ManyRows)))[..20_000], "damaged or was cut off" },
            {
                "zip of two",
                ImportDesk.Zip(("a.csv", [65]), ("b.csv", [66])),
                "A zip file must hold exactly one table. This one holds 2 files."
            },
            { "zip of none", ImportDesk.Zip(), "A zip file must hold exactly one table. This one holds 0 files." },
            {
                "word document",
                ImportDesk.Zip(("[Content_Types].xml", "<Types/>"u8.ToArray()), ("word/document.xml", "<w/>"u8.ToArray())),
                "The workbook is damaged or protected"
            },
            { "empty workbook", ImportDesk.Workbook(), "The first sheet of the workbook is empty." },
            {
                "too many columns",
                Encoding.UTF8.GetBytes("customer_id" + string.Concat(Enumerable.Range(1, 2_500).Select(i => $",x{i}")) + "\n"),
                "The file has 2501 columns; at most 2000 can be read."
            },
        };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Is_refused(string name, byte[] content, string message)
    {
        var error = await Assert.ThrowsAsync<ImportFileException>(() => desk.RunAsync(content));
        Assert.True(error.Message.Contains(message, StringComparison.Ordinal), $"{name}: {error.Message}");
        Assert.True(error.Message.Length < 3_000);
        Assert.Equal(0, await desk.RowsAsync());
    }

    [Fact]
    public async Task A_damaged_sheet_is_refused_wherever_the_damage_is()
    {
        string[] header = ["customer_id", "ordered_at", "amount"];
        var good = ImportDesk.Workbook([header, .. Enumerable.Range(1, 300).Select(i => new[] { $"c{i}", "2011-04-19", "1" })]);
        var cut = good.AsSpan(0, good.Length / 2).ToArray();
        Assert.Contains("damaged", (await Assert.ThrowsAsync<ImportFileException>(() => desk.RunAsync(cut))).Message);
        var sheet =
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\">"
            + "<c r=\"A1\" t=\"inlineStr\"><is><t>customer_id</t></is></c></row><row r=\"2\"><c r=\"A2\"";
        var damaged = ImportDesk.WithSheet(good, Encoding.UTF8.GetBytes(sheet));
        Assert.Contains("damaged", (await Assert.ThrowsAsync<ImportFileException>(() => desk.RunAsync(damaged))).Message);
        Assert.Equal(0, await desk.RowsAsync());
    }

    [Theory]
    [InlineData("recipes", "'recipes' is not a kind of file. Allowed: orders, customers, products, movies, subscriptions,")]
    [InlineData("orders", "A file of orders needs a column 'ordered_at'. The file has: customer_id, name.")]
    public async Task A_kind_that_does_not_fit_is_refused(string kind, string message)
    {
        var error = await Assert.ThrowsAsync<ImportFileException>(() => desk.RunAsync("customer_id,name\n1,Ann\n", kind: kind));
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public async Task A_mapping_that_does_not_fit_is_refused()
    {
        var mapping = new Dictionary<string, string> { ["Nobody"] = "name" };
        var error = await Assert.ThrowsAsync<ImportFileException>(() =>
            desk.RunAsync("customer_id\n1\n", kind: "customers", mapping: mapping)
        );
        Assert.Contains("The mapping names the column 'Nobody', which the file does not have.", error.Message);
    }

    [Fact]
    public async Task Rows_that_are_all_bad_are_listed_and_bring_nobody_in()
    {
        var result = await desk.RunAsync(Orders + "1,,2011-04-19,p,Pen,1,2.50\n", new CleaningOptions());
        Assert.Equal((1L, 0L, 1L), (result.RowsRead, result.RowsImported, result.RowsRejected));
        Assert.Equal(1, await desk.RowsAsync());
        await desk.ClearAsync();
    }
}
