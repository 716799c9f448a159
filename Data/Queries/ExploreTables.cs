using Core.Customers;

namespace Data.Queries;

/// <summary>The tables that can be looked at. Fixed texts, so that nothing of a URL becomes SQL.</summary>
public static class ExploreTables
{
    private const string WithProduct = "LEFT JOIN products p ON p.product_id = x.product_id";
    private const string WithDevice = "LEFT JOIN devices d ON d.device_id = x.device_id";
    private const string WithCustomer = "LEFT JOIN customers k ON k.customer_id = x.customer_id";

    /// <summary>What a person reads of a product: its name, else its id.</summary>
    internal const string ProductSql = "COALESCE(p.name, p.external_id)";

    public static ExploreTable Feedback { get; } =
        new(
            "feedback",
            "Feedback",
            "text",
            "texts",
            "feedback",
            WithProduct,
            new("x.written_at", "Written"),
            "x.customer_id",
            "x.source",
            HasAttributes: true,
            "sentiment",
            "source",
            [
                Number("sentiment", "Sentiment", "x.sentiment"),
                Count("words", "Words", "x.words"),
                Count("length", "Characters", "x.length"),
                Number("rating", "Rating", "x.rating"),
                Share("positive", "Positive share", "x.positive"),
                Share("neutral", "Neutral share", "x.neutral"),
                Share("negative", "Negative share", "x.negative"),
                Count("positive_words", "Positive words", "x.positive_words"),
                Count("negative_words", "Negative words", "x.negative_words"),
                Count("emoji", "Emoji", "x.emoji"),
                Category("source", "Source", "x.source"),
                Category("source_type", "Kind of source", "x.source_type"),
                Category("label", "Label", "x.label"),
                Category("product", "Product", ProductSql),
                Category("product_category", "Product category", "p.category"),
            ]
        );

    public static ExploreTable Customers { get; } =
        new(
            "customers",
            "Customers",
            "customer",
            "customers",
            "customers",
            "LEFT JOIN customer_features f ON f.customer_id = x.customer_id",
            new("x.signup_date", "Signed up", IsDate: true),
            "x.customer_id",
            null,
            HasAttributes: true,
            "monetary",
            "country",
            [
                .. CustomerFeatures.All.Concat(CustomerFeatures.Behaviour).Select(Feature),
                Category("country", "Country", "x.country"),
                Category("channel", "Channel", "x.channel"),
                Category("region", "Region", "x.region"),
                Category("location", "Location", "x.location"),
                Category("subscription", "Subscription", "x.subscription_id"),
            ]
        );

    /// <summary>All of them, in the order of a picker.</summary>
    public static IReadOnlyList<ExploreTable> All { get; } =
    [
        Customers,
        new(
            "orders",
            "Orders",
            "order",
            "orders",
            "orders",
            WithCustomer,
            new("x.ordered_at", "Ordered"),
            "x.customer_id",
            null,
            HasAttributes: false,
            "amount",
            "country",
            [
                Money("amount", "Amount", "x.amount"),
                Count("quantity", "Items", "x.quantity"),
                Count("lines", "Lines", "x.lines"),
                Category("country", "Country", "k.country"),
                Category("channel", "Channel", "k.channel"),
                Category("region", "Region", "k.region"),
            ]
        ),
        new(
            "order-lines",
            "Order lines",
            "order line",
            "order lines",
            "order_lines",
            $"LEFT JOIN orders o ON o.customer_id = x.customer_id AND o.order_id = x.order_id {WithProduct}",
            new("o.ordered_at", "Ordered"),
            "x.customer_id",
            null,
            HasAttributes: false,
            "amount",
            "category",
            [
                Money("amount", "Amount", "x.amount"),
                Count("quantity", "Items", "x.quantity"),
                Money("unit_price", "Price of one", "x.unit_price"),
                Category("product", "Product", ProductSql),
                Category("category", "Product category", "p.category"),
            ]
        ),
        Catalog(
            "products",
            "Products",
            "product",
            "products",
            "price",
            "category",
            [Money("price", "Price", "x.price"), Category("category", "Category", "x.category")]
        ),
        Catalog(
            "movies",
            "Movies",
            "movie",
            "movies",
            "duration",
            "genre",
            [
                Number("duration", "Minutes", "x.duration_minutes"),
                Number("release_year", "Release year", "x.release_year"),
                Category("genre", "Genre", "x.genre"),
                // An age limit in some files, a score in others.
                Category("rating", "Rating", "x.rating"),
                Number("rating_score", "Rating as a number", "(CASE WHEN x.rating ~ '^[0-9]{1,9}([.][0-9]{1,9})?$' THEN x.rating END)"),
            ]
        ),
        Catalog(
            "subscriptions",
            "Subscriptions",
            "subscription",
            "subscriptions",
            "price",
            "name",
            [Money("price", "Price", "x.price"), Category("name", "Name", "x.name")]
        ),
        .. Behaviour,
        Feedback,
    ];

    private static ExploreTable[] Behaviour =>
        [
            new(
                "engagements",
                "Engagements",
                "session",
                "sessions",
                "engagements",
                "LEFT JOIN movies m ON m.movie_id = x.movie_id",
                new("x.session_at", "Session"),
                "x.customer_id",
                null,
                HasAttributes: false,
                "minutes",
                "genre",
                [
                    Number("minutes", "Minutes", "x.minutes"),
                    Share("watched_fully", "Watched to the end", "x.watched_fully::int"),
                    Category("like_status", "Liked", "x.like_status"),
                    Category("genre", "Genre", "m.genre"),
                    Category("movie", "Movie", "COALESCE(m.name, m.external_id)"),
                ]
            ),
            new(
                "interactions",
                "Interactions",
                "interaction",
                "interactions",
                "interactions",
                WithProduct,
                new("x.occurred_at", "Happened"),
                "x.customer_id",
                null,
                HasAttributes: false,
                "event_type",
                "event_type",
                [
                    Category("event_type", "What happened", "x.event_type"),
                    Money("value", "Value", "x.value"),
                    Category("product", "Product", ProductSql),
                    Category("category", "Product category", "p.category"),
                ]
            ),
            new(
                "device-uses",
                "Device uses",
                "use of a device",
                "uses of devices",
                "device_uses",
                WithDevice,
                new("x.start_date", "First day of use", IsDate: true),
                "x.customer_id",
                null,
                HasAttributes: false,
                "days",
                "vendor",
                [
                    new("days", "Days in use", ExploreKind.Number, "(x.end_date - x.start_date)::double precision", FeatureUnit.Days),
                    Category("vendor", "Vendor", "d.vendor_name"),
                    Category("model", "Model", "COALESCE(d.model_name, d.external_id)"),
                ]
            ),
            Catalog(
                "devices",
                "Devices",
                "device",
                "devices",
                "vendor",
                "vendor",
                [Category("vendor", "Vendor", "x.vendor_name"), Category("model", "Model", "x.model_name")]
            ) with
            {
                Time = new("x.release_date", "Released", IsDate: true),
            },
        ];

    /// <summary>The table of that name; null when there is none.</summary>
    public static ExploreTable? Find(string? key) => All.FirstOrDefault(t => t.Key == key);

    private static ExploreTable Catalog(
        string table,
        string label,
        string row,
        string rows,
        string column,
        string split,
        IReadOnlyList<ExploreColumn> columns
    ) => new(table, label, row, rows, table, "", null, null, null, HasAttributes: true, column, split, columns);

    private static ExploreColumn Feature(CustomerFeature feature) =>
        feature.Unit == FeatureUnit.Money
            ? Money(feature.Key, feature.Label, $"f.{feature.Key}")
            : Number(feature.Key, feature.Label, $"f.{feature.Key}") with
            {
                Unit = feature.Unit,
            };

    private static ExploreColumn Money(string key, string label, string sql) =>
        new(key, label, ExploreKind.Number, $"({sql}::double precision / {Core.Customers.Money.Scale})", FeatureUnit.Money);

    private static ExploreColumn Number(string key, string label, string sql) =>
        new(key, label, ExploreKind.Number, $"{sql}::double precision");

    private static ExploreColumn Count(string key, string label, string sql) => Number(key, label, sql) with { Unit = FeatureUnit.Count };

    private static ExploreColumn Share(string key, string label, string sql) => Number(key, label, sql) with { Unit = FeatureUnit.Share };

    private static ExploreColumn Category(string key, string label, string sql) => new(key, label, ExploreKind.Category, sql);
}
