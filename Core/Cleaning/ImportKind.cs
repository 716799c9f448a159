namespace Core.Cleaning;

/// <summary>What the values of a column are.</summary>
public enum ColumnType
{
    Text,
    Date,
    Number,
    Money,
}

/// <summary>A column that a kind of file may have.</summary>
/// <param name="Name">Its name here and in the API's mapping.</param>
/// <param name="Label">What a person reads.</param>
/// <param name="Type">What its values are.</param>
/// <param name="Required">Whether a file without it can't be imported.</param>
/// <param name="Synonyms">Header names that mean the same; compared without case, spaces and punctuation.</param>
public sealed record ImportColumn(string Name, string Label, ColumnType Type, bool Required, params string[] Synonyms);

/// <summary>A kind of file: its columns as data, so that a new kind is a new entry here and not a copy of code.</summary>
/// <param name="Key">Its name in the API.</param>
/// <param name="Label">What a person reads.</param>
/// <param name="Columns">Every column that means something.</param>
/// <param name="OneOf">Groups of columns of which at least one must be there.</param>
/// <param name="KeepsOtherColumns">Whether further columns are kept as attributes.</param>
public sealed record ImportKind(
    string Key,
    string Label,
    IReadOnlyList<ImportColumn> Columns,
    IReadOnlyList<IReadOnlyList<string>> OneOf,
    bool KeepsOtherColumns
)
{
    public static ImportKind Orders { get; } =
        new(
            "orders",
            "Orders",
            [
                new(
                    "order_id",
                    "Order",
                    ColumnType.Text,
                    false,
                    "InvoiceNo",
                    "Invoice",
                    "OrderNo",
                    "OrderNumber",
                    "BasketId",
                    "TransactionId"
                ),
                new(
                    "customer_id",
                    "Customer",
                    ColumnType.Text,
                    true,
                    "CustomerID",
                    "Customer",
                    "ClientId",
                    "HouseholdId",
                    "UserId",
                    "BuyerId"
                ),
                new(
                    "ordered_at",
                    "Time of the order",
                    ColumnType.Date,
                    true,
                    "InvoiceDate",
                    "OrderDate",
                    "Date",
                    "TransactionTimestamp",
                    "PurchaseDate",
                    "Timestamp",
                    "CreatedAt"
                ),
                new("product_id", "Product", ColumnType.Text, false, "StockCode", "Sku", "ItemId", "ArticleId", "ProductCode"),
                new("description", "Product name", ColumnType.Text, false, "ProductName", "Item", "ItemName"),
                new("quantity", "Quantity", ColumnType.Number, false, "Qty", "Units", "Pieces", "Count"),
                new("unit_price", "Unit price", ColumnType.Money, false, "UnitPrice", "Price", "PricePerUnit", "ItemPrice"),
                new(
                    "amount",
                    "Amount",
                    ColumnType.Money,
                    false,
                    "SalesValue",
                    "Total",
                    "Revenue",
                    "OrderTotal",
                    "Value",
                    "Dollars",
                    "Spend"
                ),
                new("country", "Country of the customer", ColumnType.Text, false, "CustomerCountry"),
            ],
            [
                ["unit_price", "amount"],
            ],
            KeepsOtherColumns: false
        );

    public static ImportKind Customers { get; } =
        new(
            "customers",
            "Customers",
            [
                new(
                    "customer_id",
                    "Customer",
                    ColumnType.Text,
                    true,
                    "ExternalId",
                    "CustomerID",
                    "ClientId",
                    "HouseholdId",
                    "UserId",
                    "Id"
                ),
                new("name", "Name", ColumnType.Text, false, "FullName", "CustomerName"),
                new("email", "E-mail", ColumnType.Text, false, "EmailAddress", "Mail", "E-mail"),
                new("location", "Location", ColumnType.Text, false, "City", "Town", "Address"),
                new("country", "Country", ColumnType.Text, false),
                new("channel", "Channel", ColumnType.Text, false, "AcquisitionChannel", "Source"),
                new("region", "Region", ColumnType.Text, false, "State", "Area"),
                new("signup_date", "Sign-up date", ColumnType.Date, false, "SignupDate", "RegisteredAt", "CreatedAt", "JoinDate"),
                new("subscription_id", "Subscription", ColumnType.Text, false, "SubscriptionId", "Plan"),
            ],
            [],
            KeepsOtherColumns: true
        );

    /// <summary>Every kind that can be imported.</summary>
    public static IReadOnlyList<ImportKind> All { get; } = [Orders, Customers];

    /// <summary>The kind of that key, or null.</summary>
    public static ImportKind? Find(string key) => All.FirstOrDefault(k => string.Equals(k.Key, key, StringComparison.OrdinalIgnoreCase));

    public ImportColumn? Column(string name) => Columns.FirstOrDefault(c => c.Name == name);
}
