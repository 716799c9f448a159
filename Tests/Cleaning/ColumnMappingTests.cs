using Core.Cleaning;
using Xunit;

namespace Tests.Cleaning;

public sealed class ColumnMappingTests
{
    private static readonly string[] OnlineRetail =
    [
        "InvoiceNo",
        "StockCode",
        "Description",
        "Quantity",
        "InvoiceDate",
        "UnitPrice",
        "CustomerID",
        "Country",
    ];

    [Fact]
    public void Guesses_the_headers_of_Online_Retail()
    {
        Assert.Equal(ImportKind.Orders, ColumnMapping.GuessKind(OnlineRetail));
        var mapping = ColumnMapping.Guess(OnlineRetail, ImportKind.Orders);
        Assert.Equal(
            ["order_id", "product_id", "description", "quantity", "ordered_at", "unit_price", "customer_id", "country"],
            OnlineRetail.Select(h => mapping.ByHeader[h])
        );
        Assert.Empty(mapping.Problems(ImportKind.Orders, OnlineRetail));
        Assert.Equal(6, mapping.PositionOf("customer_id", OnlineRetail));
        Assert.Equal(-1, mapping.PositionOf("amount", OnlineRetail));
    }

    [Fact]
    public void Case_spaces_and_punctuation_do_not_matter()
    {
        var mapping = ColumnMapping.Guess(["CUSTOMER ID", "Ordered-At", "unit.price"], ImportKind.Orders);
        Assert.Equal(["customer_id", "ordered_at", "unit_price"], mapping.ByHeader.Values);
    }

    [Fact]
    public void An_exact_name_beats_a_synonym_that_comes_first()
    {
        var mapping = ColumnMapping.Guess(["UserId", "customer_id", "Date", "Price"], ImportKind.Orders);
        Assert.Equal("customer_id", mapping.ByHeader["customer_id"]);
        Assert.False(mapping.ByHeader.ContainsKey("UserId"));
    }

    [Theory]
    [InlineData("customer_id,name,email,created_at,total", "customers")]
    [InlineData("customer_id,date,amount", "orders")]
    [InlineData("id,plan", "customers")]
    [InlineData("a,b,c", null)]
    public void Guesses_the_kind(string headers, string? expected) =>
        Assert.Equal(expected, ColumnMapping.GuessKind(headers.Split(','))?.Key);

    [Fact]
    public void A_change_takes_the_column_from_the_header_that_was_guessed()
    {
        string[] headers = ["customer_id", "Kunde", "Date", "Price"];
        var mapping = ColumnMapping.Guess(headers, ImportKind.Orders).With(new Dictionary<string, string> { ["Kunde"] = "customer_id" });
        Assert.Equal(1, mapping.PositionOf("customer_id", headers));
        Assert.False(mapping.ByHeader.ContainsKey("customer_id"));
    }

    [Fact]
    public void The_name_externalId_stands_for_the_id_of_a_customer()
    {
        string[] headers = ["customer_id", "Kunde"];
        var mapping = ColumnMapping.Guess(headers, ImportKind.Customers).With(new Dictionary<string, string> { ["Kunde"] = "externalId" });
        Assert.Equal(new Dictionary<string, string> { ["Kunde"] = "customer_id" }, mapping.ByHeader);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public void An_empty_name_takes_a_column_out(string? nothing)
    {
        var mapping = ColumnMapping
            .Guess(["customer_id", "name"], ImportKind.Customers)
            .With(new Dictionary<string, string> { ["name"] = nothing! });
        Assert.Equal(["customer_id"], mapping.ByHeader.Keys);
    }

    [Fact]
    public void Problems_say_what_is_missing_and_what_is_there()
    {
        string[] headers = ["Kunde", "Datum"];
        var problems = ColumnMapping.Guess(headers, ImportKind.Orders).Problems(ImportKind.Orders, headers);
        Assert.Equal(
            [
                "A file of orders needs a column 'customer_id'. The file has: Kunde, Datum.",
                "A file of orders needs a column 'ordered_at'. The file has: Kunde, Datum.",
                "A file of orders needs one of unit_price, amount. The file has: Kunde, Datum.",
            ],
            problems
        );
    }

    [Fact]
    public void Problems_name_a_header_and_a_column_that_do_not_exist()
    {
        string[] headers = ["customer_id"];
        var changes = new Dictionary<string, string> { ["Nobody"] = "name", ["customer_id"] = "shoe_size" };
        var problems = ColumnMapping.Guess(headers, ImportKind.Customers).With(changes).Problems(ImportKind.Customers, headers);
        Assert.Contains("The mapping names the column 'Nobody', which the file does not have. It has: customer_id.", problems);
        Assert.Contains(
            problems,
            p => p.StartsWith("'shoe_size' is not a column of customers. Allowed: customer_id, name", StringComparison.Ordinal)
        );
    }
}
