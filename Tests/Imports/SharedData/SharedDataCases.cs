using System.Globalization;
using System.Text.Json;
using Core.Cleaning;
using Xunit;

namespace Tests.Imports.SharedData;

/// <summary>
/// What a person tells the program about each file of the shared real data, and the counts and sums that pandas finds in it
/// (expected_counts.py beside this file).
/// </summary>
public static class SharedDataCases
{
    public sealed record Expectation(long Read, long Imported, Dictionary<string, double> Sums);

    /// <summary>What a person tells the wizard about a file, and how the database says each of the sums.</summary>
    public sealed record Case(
        string? Kind = null,
        string? Mapping = null,
        CleaningOptions? Options = null,
        params (string Column, string Sql)[] Sums
    );

    private const string OfCustomers = "SELECT sum((attributes->>'{0}')::double precision) FROM customers WHERE import_id = @import";

    private static readonly CleaningOptions Numbered = new() { RowIdPrefix = "row" };

    private static (string, string) Attribute(string column, string? header = null) =>
        (column, string.Format(CultureInfo.InvariantCulture, OfCustomers, header ?? column));

    private static readonly Dictionary<string, Case> Named = new()
    {
        ["online-retail/online-retail-dataset.csv.gz"] = new(
            Sums: (
                "Quantity",
                "SELECT sum(l.quantity) FROM order_lines l JOIN orders o USING (customer_id, order_id) WHERE o.import_id = @import"
            )
        ),
        ["cdnow/CDNOW_sample.txt"] = new(
            "orders",
            """{"Column 1": "customer_id", "Column 3": "ordered_at", "Column 4": "quantity", "Column 5": "amount"}""",
            null,
            ("3", "SELECT sum(quantity) FROM orders WHERE import_id = @import"),
            ("4", "SELECT sum(amount)::double precision / 10000 FROM orders WHERE import_id = @import")
        ),
        ["cdnow/cdnow_customers_summary.csv"] = new(Sums: [Attribute("frequency"), Attribute("recency"), Attribute("T")]),
        ["cdnow/cdnow_customers_summary_with_transactions.csv"] = new(
            Sums: [Attribute("x"), Attribute("t_x"), Attribute("T"), Attribute("zbar")]
        ),
        ["cdnow/donations.csv"] = new("customers", null, Numbered, Attribute("frequency"), Attribute("weights")),
        ["clothing-reviews/womens-clothing-reviews.csv.gz"] = new(
            "feedback",
            """{"Column 1": "feedback_id"}""",
            null,
            ("Rating", "SELECT sum(rating) FROM feedback WHERE import_id = @import"),
            ("Age", "SELECT sum((attributes->>'Age')::double precision) FROM feedback WHERE import_id = @import")
        ),
        ["completejourney/campaigns.csv.gz"] = new(),
        ["completejourney/coupon_redemptions.csv.gz"] = new(
            "interactions",
            null,
            new CleaningOptions { Constants = new Dictionary<string, string> { ["event_type"] = "coupon redemption" } }
        ),
        ["completejourney/coupons.csv.gz"] = new(),
        ["completejourney/demographics.csv.gz"] = new(),
        ["completejourney/products.csv.gz"] = new(),
        ["completejourney/transactions_sample.csv.gz"] = new(
            null,
            null,
            null,
            ("quantity", "SELECT sum(quantity) FROM orders WHERE import_id = @import"),
            ("sales_value", "SELECT sum(amount)::double precision / 10000 FROM orders WHERE import_id = @import")
        ),
        ["hillstrom/hillstrom.csv.gz"] = new("customers", null, Numbered, Attribute("history"), Attribute("visit"), Attribute("spend")),
        ["telco/Telco-Customer-Churn.csv.gz"] = new(Sums: [Attribute("tenure"), Attribute("MonthlyCharges"), Attribute("TotalCharges")]),
        ["vader/vader_lexicon.txt"] = new(
            "feedback",
            """{"Column 1": "text", "Column 2": "rating"}""",
            null,
            ("1", "SELECT sum(rating) FROM feedback WHERE import_id = @import")
        ),
        ["vader/emoji_utf8_lexicon.txt"] = new(
            "products",
            """{"Column 1": "product_id", "Column 2": "name"}""",
            new CleaningOptions { HeaderRow = false }
        ),
        ["vader/vader_compound_tweets.txt"] = new("customers", """{"Column 1": "customer_id"}""", null, Attribute("1", "Column 2")),
        ["vader/vader_gt_tweets.txt.gz"] = new(
            "feedback",
            """{"Column 1": "feedback_id", "Column 2": "rating", "Column 3": "text"}""",
            null,
            ("1", "SELECT sum(rating) FROM feedback WHERE import_id = @import")
        ),
        ["wholesale/wholesale-customers.csv"] = new(
            "customers",
            null,
            Numbered,
            Attribute("Fresh"),
            Attribute("Milk"),
            Attribute("Grocery"),
            Attribute("Delicassen")
        ),
    };

    public static readonly IReadOnlyDictionary<string, Expectation> Expected = JsonSerializer.Deserialize<Dictionary<string, Expectation>>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Imports/SharedData/expected-counts.json")),
        JsonSerializerOptions.Web
    )!;

    public static TheoryData<string> Files => [.. Expected.Keys];

    /// <summary>What is told of this file. Files without ids are numbered after their own name, so that two never meet in one customer.</summary>
    public static Case Of(string file)
    {
        var how = file.StartsWith("clustering/", StringComparison.Ordinal)
            ? new Case(
                "customers",
                null,
                Numbered,
                [.. Expected[file].Sums.Keys.Select(c => Attribute(c, $"Column {int.Parse(c, CultureInfo.InvariantCulture) + 1}"))]
            )
            : Named[file];
        return how.Options?.RowIdPrefix is null ? how : how with { Options = how.Options with { RowIdPrefix = Path.GetFileName(file) } };
    }
}
