namespace Core.Cleaning;

/// <content>What there is to buy, watch, subscribe to and hold.</content>
public sealed partial record ImportKind
{
    public static ImportKind Products { get; } =
        new(
            "products",
            "Products",
            [
                new("product_id", "Product", ColumnType.Id, true, "Sku", "StockCode", "ArticleId", "ProductCode", "ItemId", "Id"),
                new("name", "Name", ColumnType.Text, false, "ProductName", "Description", "ProductType", "Title", "ItemName"),
                new("category", "Category", ColumnType.Category, false, "ProductCategory", "Department", "ProductGroup"),
                new("price", "Price", ColumnType.Money, false, "UnitPrice", "ListPrice"),
            ],
            [],
            KeepsOtherColumns: true
        );

    public static ImportKind Movies { get; } =
        new(
            "movies",
            "Movies",
            [
                new("movie_id", "Movie", ColumnType.Id, true, "FilmId", "TitleId"),
                new("movie_name", "Name", ColumnType.Text, false, "MovieTitle", "Title", "Name"),
                new("movie_rating", "Rating", ColumnType.Category, false, "Rating", "AgeRating"),
                new("movie_duration", "Minutes", ColumnType.Number, false, "Duration", "Runtime", "DurationMinutes"),
                new("movie_genre", "Genre", ColumnType.Category, false, "Genre"),
                new("release_year", "Year of release", ColumnType.Number, false, "Year"),
            ],
            [],
            KeepsOtherColumns: true
        );

    public static ImportKind Subscriptions { get; } =
        new(
            "subscriptions",
            "Subscriptions",
            [
                new("subscription_id", "Subscription", ColumnType.Id, true, "PlanId", "PackageId"),
                new("subscription_name", "Plan", ColumnType.Text, false, "Plan", "PlanName", "PackageName", "Name"),
                new("price", "Price", ColumnType.Money, false, "SubscriptionPrice", "MonthlyPrice"),
            ],
            [],
            KeepsOtherColumns: true
        );

    public static ImportKind Devices { get; } =
        new(
            "devices",
            "Devices",
            [
                new("tac", "Type code (TAC)", ColumnType.Id, true, "TypeAllocationCode", "DeviceId"),
                new("model_name", "Model", ColumnType.Text, false, "Model", "DeviceModel", "MarketingName"),
                new("vendor_name", "Vendor", ColumnType.Category, false, "Vendor", "Brand", "Manufacturer"),
                new("release_date", "Release date", ColumnType.Date, false, "Released", "ReleasedAt", "LaunchDate"),
            ],
            [],
            KeepsOtherColumns: true
        );
}
