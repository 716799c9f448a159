using System.Globalization;
using System.Text.Json;
using Core.Cleaning;
using Data.Bulk;
using Tests.Data;
using Xunit;

namespace Tests.Imports.SharedData;

/// <summary>
/// Every file of the shared real data goes in, with no code for any of them: at most a person says which column is which. The counts
/// and sums are those that pandas finds (expected_counts.py beside this file).
/// </summary>
public sealed class SharedDataTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private sealed record Expectation(long Read, long Imported, Dictionary<string, double> Sums);

    /// <summary>What a person tells the wizard about a file, and how the database says each of the sums.</summary>
    private sealed record Case(
        string? Kind = null,
        string? Mapping = null,
        CleaningOptions? Options = null,
        params (string Column, string Sql)[] Sums
    );

    private const string OfCustomers = "SELECT sum((attributes->>'{0}')::double precision) FROM customers WHERE import_id = @import";

    private static readonly CleaningOptions Numbered = new() { RowIdPrefix = "row" };

    private static (string, string) Attribute(string column, string? header = null) =>
        (column, string.Format(CultureInfo.InvariantCulture, OfCustomers, header ?? column));

    private static readonly Dictionary<string, Case> Cases = new()
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

    private static readonly Dictionary<string, Expectation> Expected = JsonSerializer.Deserialize<Dictionary<string, Expectation>>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Imports/SharedData/expected-counts.json")),
        JsonSerializerOptions.Web
    )!;

    public static TheoryData<string> Files => [.. Expected.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_goes_in_with_the_counts_that_pandas_finds(string file)
    {
        var expected = Expected[file];
        var path = SharedFiles.Path("data/" + file);
        var shape = file.StartsWith("clustering/", StringComparison.Ordinal);
        var how = shape
            ? new Case(
                "customers",
                null,
                Numbered,
                [.. expected.Sums.Keys.Select(c => Attribute(c, $"Column {int.Parse(c, CultureInfo.InvariantCulture) + 1}"))]
            )
            : Cases[file];
        var mapping = how.Mapping is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(how.Mapping);
        var options = how.Options ?? new CleaningOptions();
        // Files without ids must not meet in one customer.
        options = options.RowIdPrefix is null ? options : options with { RowIdPrefix = Path.GetFileName(file) };
        var plan = ImportPlan.For(path, how.Kind, mapping, options);
        var desk = new ImportDesk(database);
        var import = await desk.NewImportAsync(plan.Kind.Key, "file");

        var result = await ImportRun.RunAsync(database.Source, import, path, plan);

        Assert.Equal((expected.Read, expected.Imported), (result.RowsRead, result.RowsImported));
        Assert.Equal(expected.Sums.Keys.Order(), how.Sums.Select(s => s.Column).Order());
        foreach (var (column, sql) in how.Sums)
        {
            Assert.Equal(
                expected.Sums[column],
                Math.Round(await desk.OneAsync<double>(sql.Replace("@import", import.ToString(CultureInfo.InvariantCulture))), 4),
                3
            );
        }
        var again = await ImportRun.RunAsync(database.Source, await desk.NewImportAsync(plan.Kind.Key, "file"), path, plan);
        Assert.Equal((0, 0), (again.Merged.Inserted, again.Merged.Updated));
    }

    [Fact]
    public void No_file_of_data_is_left_out()
    {
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(SharedFiles.Path("data/cdnow/CDNOW_sample.txt")))!;
        var files = Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))
            // Descriptions for people.
            .Where(f => !Path.GetFileName(f).StartsWith("README", StringComparison.Ordinal))
            .Where(f => !(f.StartsWith("clustering/", StringComparison.Ordinal) && f.EndsWith(".txt", StringComparison.Ordinal)));
        Assert.Equal(files.Order(StringComparer.Ordinal), Expected.Keys.Order(StringComparer.Ordinal));
    }
}
