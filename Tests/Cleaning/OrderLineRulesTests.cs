using System.Globalization;
using Core.Cleaning;
using Xunit;

namespace Tests.Cleaning;

public sealed class OrderLineRulesTests
{
    private static readonly string[] Lines =
    [
        "order_id",
        "customer_id",
        "ordered_at",
        "product_id",
        "description",
        "quantity",
        "unit_price",
    ];
    private static readonly string[] Amounts = ["customer_id", "ordered_at", "quantity", "amount"];
    private readonly List<ImportIssue> issues = [];

    private OrderLine? Read(string[] headers, string[] fields, CleaningOptions? options = null)
    {
        var columns = new FileColumns(headers, ColumnMapping.Guess(headers, ImportKind.Orders));
        var rules = new OrderLineRules(columns, options ?? new CleaningOptions(), DateOrder.MonthDayYear);
        return rules.TryRead(2, fields, issues, out var line) ? line : null;
    }

    private void OnlyIssue(CleaningRule rule, IssueOutcome outcome, string column, string value)
    {
        var issue = Assert.Single(issues);
        Assert.Equal((rule, outcome, column, value), (issue.Rule, issue.Outcome, issue.Column, issue.Value));
    }

    [Fact]
    public void A_good_line_is_read_and_trimmed()
    {
        var line = Read(Lines, [" 536365 ", " 17850", "12/1/2010 8:26", "85123A", "", "6", "2.55"])!.Value;
        Assert.Equal(("536365", "17850", "85123A"), (line.OrderId, line.CustomerId, line.ProductId));
        Assert.Equal(new DateTime(2010, 12, 1, 8, 26, 0, DateTimeKind.Utc), line.OrderedAt);
        Assert.Equal((6.0, 2.55m, 15.30m), (line.Quantity, line.UnitPrice.Amount, line.Amount.Amount));
        Assert.Null(line.Description);
        Assert.Empty(issues);
    }

    [Theory]
    [InlineData("", "1/2/2011", "1", "1", "missing-customer")]
    [InlineData("a", "soon", "1", "1", "unreadable-date")]
    [InlineData("a", "1/2/2011", "one", "1", "unreadable-number")]
    [InlineData("a", "1/2/2011", "1", "", "unreadable-number")]
    [InlineData("a", "1/2/2011", "0", "1", "non-positive-quantity")]
    [InlineData("a", "1/2/2011", "1", "0", "non-positive-price")]
    [InlineData("a", "1/2/2011", "2000000000", "1", "out-of-range")]
    [InlineData("a", "1/2/2011", "1", "9999999999999", "out-of-range")]
    [InlineData("a", "1/2/2011", "79228162514264337593543950335", "79228162514264337593543950335", "out-of-range")]
    public void A_bad_line_is_left_out_with_its_rule(string customer, string date, string quantity, string price, string rule)
    {
        Assert.Null(Read(Lines, ["o1", customer, date, "p", "d", quantity, price]));
        Assert.Equal(rule, Assert.Single(issues).Rule.Key);
        Assert.Equal(IssueOutcome.Rejected, issues[0].Outcome);
    }

    [Fact]
    public void Every_fault_of_a_line_is_named()
    {
        Assert.Null(Read(Lines, ["", "", "x", "p", "d", "-1", "0"]));
        Assert.Equal(
            ["missing-customer", "missing-id", "non-positive-price", "non-positive-quantity", "unreadable-date"],
            issues.Select(i => i.Rule.Key).Order()
        );
    }

    [Fact]
    public void A_cancellation_is_an_order_with_C_and_a_negative_figure()
    {
        Assert.Null(Read(Lines, ["C536379", "a", "1/2/2011", "D", "Discount", "-1", "27.50"]));
        Assert.Contains(issues, i => i.Rule == CleaningRule.Cancelled && i.Column == "order_id" && i.Value == "C536379");
        issues.Clear();
        Assert.NotNull(Read(Lines, ["C100", "a", "1/2/2011", "p", "d", "1", "1"]));
        Assert.Empty(issues);
    }

    [Fact]
    public void What_a_person_wants_to_keep_stays()
    {
        var keep = new CleaningOptions
        {
            Cancelled = CancelAction.Keep,
            NonPositiveQuantity = RuleAction.Keep,
            NonPositivePrice = RuleAction.Keep,
        };
        Assert.Equal(-27.5m, Read(Lines, ["C536379", "a", "1/2/2011", "p", "d", "-1", "27.50"], keep)!.Value.Amount.Amount);
        Assert.Equal(0m, Read(Lines, ["1", "a", "1/2/2011", "p", "d", "1", "0"], keep)!.Value.Amount.Amount);
    }

    [Fact]
    public void Postage_is_kept_and_noted()
    {
        Assert.NotNull(Read(Lines, ["1", "a", "1/2/2011", "post", "POSTAGE", "1", "18"]));
        OnlyIssue(CleaningRule.NotAProduct, IssueOutcome.Noted, "product_id", "post");
    }

    [Fact]
    public void Without_lines_the_amount_counts_and_the_time_makes_the_order()
    {
        var line = Read(Amounts, ["a", "2011-04-19 10:00", "", "12,50"])!.Value;
        Assert.Equal((1.0, 12.5m, 12.5m), (line.Quantity, line.UnitPrice.Amount, line.Amount.Amount));
        Assert.Equal("a|2011-04-19T10:00:00", line.OrderId);
        Assert.Equal(5m, Read(Amounts, ["a", "2011-04-19", "4", "20"])!.Value.UnitPrice.Amount);
    }

    [Theory]
    [InlineData("0.0000000000000000000000000001", "79228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001", "1")]
    [InlineData("0.00001", "1000000000000")]
    public void No_number_is_too_odd_to_be_judged(string quantity, string amount)
    {
        var line = Read(Amounts, ["a", "2011-04-19", quantity, amount]);
        Assert.True(line is null ? issues.Exists(i => i.Rule == CleaningRule.OutOfRange) : line.Value.Amount.Amount == 1m);
    }

    [Fact]
    public void A_long_value_is_shortened_in_the_list_of_issues()
    {
        Assert.Null(Read(Lines, ["1", "a", new string('x', 5_000), "p", "d", "1", "1"]));
        Assert.Equal(201, issues[0].Value.Length);
    }

    [Fact]
    public void Reading_does_not_hang_on_the_culture_of_the_machine()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal(2.55m, Read(Lines, ["1", "a", "1/2/2011", "p", "d", "1", "2.55"])!.Value.Amount.Amount);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
