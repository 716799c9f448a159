using System.Text.Json;
using Core.Cleaning;
using Core.Customers;
using Xunit;

namespace Tests.Cleaning;

public sealed class RecordRulesTests
{
    private static readonly string[] CustomerHeaders = ["customer_id", "name", "email", "signup_date", "Shoe size", "Code"];
    private readonly List<ImportIssue> issues = [];
    private string attributes = "";

    private Dictionary<string, object?>? Read(ImportKind kind, string[] headers, CleaningOptions options, params string[] fields)
    {
        var columns = new FileColumns(headers, ColumnMapping.Guess(headers, kind));
        var rules = new RecordRules(kind, columns, options, new Dictionary<string, ColumnReading>());
        var values = new object?[kind.Columns.Count];
        if (!rules.TryRead(2, fields, issues, values))
        {
            return null;
        }
        attributes = rules.Attributes(fields);
        return kind.Columns.Select((c, i) => (c.Name, values[i])).ToDictionary(x => x.Name, x => x.Item2);
    }

    private Dictionary<string, object?>? Customer(params string[] fields) =>
        Read(ImportKind.Customers, CustomerHeaders, new CleaningOptions { DateOrder = DateOrder.DayMonthYear }, fields);

    private JsonElement Attributes(string size, string code)
    {
        Assert.NotNull(Customer("1", "", "", "", size, code));
        return JsonDocument.Parse(attributes).RootElement;
    }

    private Dictionary<string, object?>? Of(ImportKind kind, string headers, string fields, CleaningOptions? options = null) =>
        Read(kind, headers.Split(','), options ?? new CleaningOptions(), fields.Split(','));

    [Fact]
    public void A_good_row_is_read_and_trimmed()
    {
        var customer = Customer(" 7 ", " Ann ", "ann@example.com", "3/4/2011", "38", "x")!;
        Assert.Equal(("7", "Ann", "ann@example.com"), (customer["customer_id"], customer["name"], customer["email"]));
        Assert.Equal(new DateTime(2011, 4, 3), customer["signup_date"]);
        Assert.Null(customer["country"]);
        Assert.Equal("""{"Shoe size":38,"Code":"x"}""", attributes);
        Assert.Empty(issues);
    }

    [Fact]
    public void Without_an_id_a_row_is_nobody()
    {
        Assert.Null(Customer(" ", "Ann", "ann@example.com", "", "", ""));
        Assert.Equal((CleaningRule.MissingCustomer, IssueOutcome.Rejected), (issues[0].Rule, issues[0].Outcome));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("a@b")]
    [InlineData("a b@example.com")]
    [InlineData("a@example.com\nBcc: b@example.com")]
    public void An_address_that_reaches_nobody_is_left_empty(string address)
    {
        Assert.Null(Customer("1", "", address, "", "", "")!["email"]);
        Assert.Equal(
            (CleaningRule.UnreadableAddress, IssueOutcome.Repaired, address),
            (issues[0].Rule, issues[0].Outcome, issues[0].Value)
        );
    }

    [Fact]
    public void A_date_that_cannot_be_read_is_left_empty_where_it_is_not_needed_and_rejects_the_row_where_it_is()
    {
        Assert.Null(Customer("1", "", "", "31/2/2011", "", "")!["signup_date"]);
        Assert.Equal((CleaningRule.UnreadableDate, IssueOutcome.Repaired), (issues[0].Rule, issues[0].Outcome));
        Assert.Null(Of(ImportKind.Interactions, "customer_id,event_type,timestamp", "7,view,soon"));
        Assert.Equal((CleaningRule.UnreadableDate, IssueOutcome.Rejected), (issues[1].Rule, issues[1].Outcome));
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
    public void Empty_fields_are_no_attributes()
    {
        Assert.NotNull(Customer("1", "", "", "", " ", ""));
        Assert.Equal("{}", attributes);
    }

    [Fact]
    public void A_row_with_too_few_key_columns_is_left_out()
    {
        // Of the two key columns, id and address, one is half.
        Assert.NotNull(Customer("1", "", "", "", "", ""));
        var strict = new CleaningOptions { KeyShare = 0.6 };
        Assert.Null(Read(ImportKind.Customers, CustomerHeaders, strict, "1", "Ann", "", "", "", ""));
        Assert.Equal(CleaningRule.TooEmpty, issues[^1].Rule);
        Assert.Equal("1 of 2 key columns are filled; at least 60% must be.", issues[^1].Reason);
    }

    [Fact]
    public void Customers_without_an_id_are_numbered_when_it_is_asked_for()
    {
        string[] headers = ["age", "city"];
        var options = new CleaningOptions { RowIdPrefix = "list" };
        // The header is row 1, so row 2 is the first.
        Assert.Equal("list-1", Read(ImportKind.Customers, headers, options, "33", "Graz")!["customer_id"]);
    }

    [Fact]
    public void A_value_that_is_the_same_for_all_rows_stands_for_a_column()
    {
        var options = new CleaningOptions { Constants = new Dictionary<string, string> { ["event_type"] = "Coupon redemption" } };
        var row = Of(ImportKind.Interactions, "customer_id,redemption_date", "7,2017-01-01", options)!;
        Assert.Equal("coupon_redemption", row["event_type"]);
    }

    [Theory]
    [InlineData("Add to Cart", "add_to_cart")]
    [InlineData("PURCHASE", "purchase")]
    [InlineData("", "event")]
    public void What_was_done_has_one_spelling(string text, string expected) =>
        Assert.Equal(expected, Of(ImportKind.Interactions, "customer_id,event_type,timestamp", $"7,{text},2025-01-01")!["event_type"]);

    [Theory]
    [InlineData("Liked", "liked")]
    [InlineData("-1", "disliked")]
    [InlineData("meh", "none")]
    public void Likes_have_one_spelling(string text, string expected) =>
        Assert.Equal(expected, Of(ImportKind.Engagements, "customer_id,session_date,like_status", $"7,2025-01-01,{text}")!["like_status"]);

    [Fact]
    public void A_session_of_negative_length_has_an_unknown_length()
    {
        var row = Of(ImportKind.Engagements, "customer_id,session_date,session_duration,watched_fully", "7,2025-01-01,-5,Yes")!;
        Assert.Null(row["session_duration"]);
        Assert.Equal(true, row["watched_fully"]);
        Assert.Equal((CleaningRule.OutOfRange, "session_duration"), (issues[0].Rule, issues[0].Column));
    }

    [Fact]
    public void A_use_that_ends_before_it_starts_is_left_out_and_an_open_one_stays()
    {
        const string headers = "customer_id,tac,start_date,end_date";
        Assert.Null(Of(ImportKind.DeviceUses, headers, "7,35000000,2025-03-02,2025-03-01"));
        Assert.Equal(CleaningRule.EndBeforeStart, issues[0].Rule);
        Assert.Null(Of(ImportKind.DeviceUses, headers, "7,35000000,2025-03-02,")!["end_date"]);
    }

    [Fact]
    public void Feedback_needs_a_text_and_one_of_the_known_kinds_of_source()
    {
        const string headers = "date,customer_email,text,source_type,rating";
        Assert.Null(Of(ImportKind.Feedback, headers, "2025-01-01,ann@example.com, ,reddit,5"));
        Assert.Equal(CleaningRule.MissingValue, issues[0].Rule);
        Assert.Equal("reddit", Of(ImportKind.Feedback, headers, "2025-01-01,,Nice,reddit,4.5")!["source_type"]);
        Assert.Equal("internal_feedback", Of(ImportKind.Feedback, headers, "2025-01-01,,Nice,blog,5")!["source_type"]);
        Assert.Equal((CleaningRule.UnreadableValue, IssueOutcome.Repaired), (issues[^1].Rule, issues[^1].Outcome));
    }

    [Fact]
    public void Prices_are_money_and_texts_are_written_in_one_way()
    {
        var product = Of(ImportKind.Products, "product_id,name,price", "p1,Cafe\u0301  au\u00A0lait,$12.50")!;
        Assert.Equal(("Caf\u00E9 au lait", Money.FromDecimal(12.5m)), (product["name"], product["price"]));
        Assert.Equal(CleaningRule.TextNormalised, issues[0].Rule);
    }
}
