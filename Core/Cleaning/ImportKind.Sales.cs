namespace Core.Cleaning;

/// <content>Who buys, and what was bought.</content>
public sealed partial record ImportKind
{
    public static ImportKind Orders { get; } =
        new(
            "orders",
            "Orders",
            [
                new(
                    "order_id",
                    "Order",
                    ColumnType.Id,
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
                    ColumnType.Id,
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
                new("product_id", "Product", ColumnType.Id, false, "StockCode", "Sku", "ItemId", "ArticleId", "ProductCode"),
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
                new("country", "Country of the customer", ColumnType.Category, false, "CustomerCountry"),
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
                new("customer_id", "Customer", ColumnType.Id, true, "ExternalId", "CustomerID", "ClientId", "HouseholdId", "UserId", "Id"),
                new("name", "Name", ColumnType.Text, false, "FullName", "CustomerName"),
                new("email", "E-mail", ColumnType.Email, false, "EmailAddress", "Mail", "E-mail") { IsKey = true },
                new("location", "Location", ColumnType.Text, false, "City", "Town", "Address"),
                new("country", "Country", ColumnType.Category, false),
                new("channel", "Channel", ColumnType.Category, false, "AcquisitionChannel", "Source"),
                new("region", "Region", ColumnType.Category, false, "State", "Area"),
                new("signup_date", "Sign-up date", ColumnType.Date, false, "SignupDate", "RegisteredAt", "CreatedAt", "JoinDate"),
                new("subscription_id", "Subscription", ColumnType.Id, false, "SubscriptionId", "Plan"),
            ],
            [],
            KeepsOtherColumns: true
        );
}
