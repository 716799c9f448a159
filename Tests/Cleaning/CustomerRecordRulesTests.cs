using System.Text.Json;
using Core.Cleaning;
using Xunit;

namespace Tests.Cleaning;

public sealed class CustomerRecordRulesTests
{
    private static readonly string[] Headers = ["customer_id", "name", "email", "signup_date", "Shoe size", "Code"];
    private readonly List<ImportIssue> issues = [];

    private CustomerRecord? Read(params string[] fields)
    {
        var columns = new FileColumns(Headers, ColumnMapping.Guess(Headers, ImportKind.Customers));
        return new CustomerRecordRules(columns, DateOrder.DayMonthYear).Read(2, fields, issues);
    }

    private JsonElement Attributes(string size, string code) =>
        JsonDocument.Parse(Read("1", "", "", "", size, code)!.Attributes).RootElement;

    [Fact]
    public void A_good_row_is_read_and_trimmed()
    {
        var customer = Read(" 7 ", " Ann ", "ann@example.com", "3/4/2011", "38", "x")!;
        Assert.Equal(("7", "Ann", "ann@example.com"), (customer.CustomerId, customer.Name, customer.Email));
        Assert.Equal(new DateOnly(2011, 4, 3), customer.SignupDate);
        Assert.Null(customer.Country);
        Assert.Equal("""{"Shoe size":38,"Code":"x"}""", customer.Attributes);
        Assert.Empty(issues);
    }

    [Fact]
    public void Without_an_id_a_row_is_nobody()
    {
        Assert.Null(Read(" ", "Ann", "", "", "", ""));
        Assert.Equal((CleaningRule.MissingId, IssueOutcome.Rejected), (issues[0].Rule, issues[0].Outcome));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("a@b")]
    [InlineData("a b@example.com")]
    [InlineData("a@example.com\nBcc: b@example.com")]
    public void An_address_that_reaches_nobody_is_left_empty(string address)
    {
        Assert.Null(Read("1", "", address, "", "", "")!.Email);
        Assert.Equal(
            (CleaningRule.UnreadableAddress, IssueOutcome.Repaired, address),
            (issues[0].Rule, issues[0].Outcome, issues[0].Value)
        );
    }

    [Fact]
    public void A_date_that_cannot_be_read_is_left_empty()
    {
        Assert.Null(Read("1", "", "", "31/2/2011", "", "")!.SignupDate);
        Assert.Equal((CleaningRule.UnreadableDate, IssueOutcome.Repaired), (issues[0].Rule, issues[0].Outcome));
    }

    [Theory]
    [InlineData("38", "38")]
    [InlineData("38.5", "38.5")]
    [InlineData("-3", "-3")]
    [InlineData("0", "0")]
    [InlineData("0.5", "0.5")]
    public void Numbers_stay_numbers(string text, string json) =>
        Assert.Equal(json, Attributes(text, "").GetProperty("Shoe size").GetRawText());

    [Theory]
    [InlineData("007")]
    [InlineData("1e5")]
    [InlineData("+49")]
    [InlineData("12-")]
    [InlineData("2011-04-19")]
    [InlineData("192.168.100.200")]
    [InlineData("1,5")]
    [InlineData("\\u0000")]
    [InlineData("\"; DROP TABLE customers; --")]
    public void Codes_stay_texts(string text)
    {
        var code = Attributes("", text).GetProperty("Code");
        Assert.Equal((JsonValueKind.String, text), (code.ValueKind, code.GetString()));
    }

    [Fact]
    public void The_character_NUL_does_not_reach_the_database() =>
        Assert.Equal("a\uFFFDb", Attributes("", "a\0b").GetProperty("Code").GetString());

    [Fact]
    public void Empty_fields_are_no_attributes() => Assert.Equal("{}", Read("1", "", "", "", " ", "")!.Attributes);
}
