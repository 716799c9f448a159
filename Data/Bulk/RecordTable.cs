using Core.Cleaning;
using NpgsqlTypes;

namespace Data.Bulk;

/// <summary>Where a column of a kind goes.</summary>
/// <param name="Source">The column's name in the kind.</param>
/// <param name="Target">The column of the table.</param>
internal abstract record TargetColumn(string Source, string Target);

/// <summary>
/// The row's own id, as a hash; the text goes to external_id where the table has it. A row without one is known by its content, so that
/// the same file can be imported again.
/// </summary>
internal sealed record OwnId(string Source, string Target, bool KeepsText) : TargetColumn(Source, Target);

/// <summary>The id of something in another table, as a hash; what is not there yet is added there by its id alone.</summary>
internal sealed record Reference(string Source, string Target, string Table) : TargetColumn(Source, Target);

/// <summary>A value as it is.</summary>
internal sealed record Plain(string Source, string Target, string SqlType, NpgsqlDbType Type, Func<object, object> Convert)
    : TargetColumn(Source, Target)
{
    public static Plain Text(string source, string target) =>
        new(source, target, "text", NpgsqlDbType.Text, v => CleanText.WithoutNul((string)v));

    public static Plain Number(string source, string target) => new(source, target, "double precision", NpgsqlDbType.Double, v => v);

    public static Plain Whole(string source, string target) => new(source, target, "integer", NpgsqlDbType.Integer, v => (int)(double)v);

    public static Plain Money(string source, string target) =>
        new(source, target, "bigint", NpgsqlDbType.Bigint, v => ((Core.Customers.Money)v).Units);

    public static Plain Date(string source, string target) =>
        new(source, target, "date", NpgsqlDbType.Date, v => DateOnly.FromDateTime((DateTime)v));

    public static Plain Time(string source, string target) => new(source, target, "timestamptz", NpgsqlDbType.TimestampTz, v => v);

    public static Plain YesNo(string source, string target) => new(source, target, "boolean", NpgsqlDbType.Boolean, v => v);
}

/// <summary>The table that a kind of file goes into.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Name">The table.</param>
/// <param name="Key">Its primary key.</param>
/// <param name="Columns">Which column goes where.</param>
internal sealed record RecordTable(ImportKind Kind, string Name, IReadOnlyList<string> Key, IReadOnlyList<TargetColumn> Columns)
{
    public bool HasAttributes => Kind.KeepsOtherColumns;

    public OwnId? Id => Columns.OfType<OwnId>().FirstOrDefault();

    /// <summary>The table of a kind; orders have a merge of their own.</summary>
    public static RecordTable Of(ImportKind kind) => All.Single(t => t.Kind == kind);

    public static IReadOnlyList<RecordTable> All { get; } =
    [
        new(
            ImportKind.Customers,
            "customers",
            ["customer_id"],
            [
                new OwnId("customer_id", "customer_id", KeepsText: true),
                Plain.Text("name", "name"),
                Plain.Text("email", "email"),
                Plain.Text("location", "location"),
                Plain.Text("country", "country"),
                Plain.Text("channel", "channel"),
                Plain.Text("region", "region"),
                Plain.Date("signup_date", "signup_date"),
                Plain.Text("subscription_id", "subscription_id"),
            ]
        ),
        new(
            ImportKind.Products,
            "products",
            ["product_id"],
            [
                new OwnId("product_id", "product_id", KeepsText: true),
                Plain.Text("name", "name"),
                Plain.Text("category", "category"),
                Plain.Money("price", "price"),
            ]
        ),
        new(
            ImportKind.Movies,
            "movies",
            ["movie_id"],
            [
                new OwnId("movie_id", "movie_id", KeepsText: true),
                Plain.Text("movie_name", "name"),
                Plain.Text("movie_rating", "rating"),
                Plain.Number("movie_duration", "duration_minutes"),
                Plain.Text("movie_genre", "genre"),
                Plain.Whole("release_year", "release_year"),
            ]
        ),
        new(
            ImportKind.Subscriptions,
            "subscriptions",
            ["subscription_id"],
            [
                new OwnId("subscription_id", "subscription_id", KeepsText: true),
                Plain.Text("subscription_name", "name"),
                Plain.Money("price", "price"),
            ]
        ),
        new(
            ImportKind.Devices,
            "devices",
            ["device_id"],
            [
                new OwnId("tac", "device_id", KeepsText: true),
                Plain.Text("model_name", "model_name"),
                Plain.Text("vendor_name", "vendor_name"),
                Plain.Date("release_date", "release_date"),
            ]
        ),
        new(
            ImportKind.Engagements,
            "engagements",
            ["customer_id", "engagement_id"],
            [
                new OwnId("engagement_id", "engagement_id", KeepsText: false),
                new Reference("customer_id", "customer_id", "customers"),
                new Reference("movie_id", "movie_id", "movies"),
                Plain.Time("session_date", "session_at"),
                Plain.Number("session_duration", "minutes"),
                Plain.YesNo("watched_fully", "watched_fully"),
                Plain.Text("like_status", "like_status"),
            ]
        ),
        new(
            ImportKind.Interactions,
            "interactions",
            ["customer_id", "interaction_id"],
            [
                new OwnId("interaction_id", "interaction_id", KeepsText: false),
                new Reference("customer_id", "customer_id", "customers"),
                new Reference("product_id", "product_id", "products"),
                Plain.Text("event_type", "event_type"),
                Plain.Time("timestamp", "occurred_at"),
                Plain.Money("value", "value"),
            ]
        ),
        new(
            ImportKind.DeviceUses,
            "device_uses",
            ["customer_id", "device_id", "start_date"],
            [
                new Reference("customer_id", "customer_id", "customers"),
                new Reference("tac", "device_id", "devices"),
                Plain.Date("start_date", "start_date"),
                Plain.Date("end_date", "end_date"),
            ]
        ),
        new(
            ImportKind.Feedback,
            "feedback",
            ["customer_id", "feedback_id"],
            [
                new OwnId("feedback_id", "feedback_id", KeepsText: true),
                new Reference("customer_id", "customer_id", "customers"),
                new Reference("product_id", "product_id", "products"),
                Plain.Time("date", "written_at"),
                Plain.Text("source", "source"),
                Plain.Text("source_type", "source_type"),
                Plain.Text("url", "url"),
                Plain.Text("customer_email", "customer_email"),
                Plain.Number("rating", "rating"),
                Plain.Text("label", "label"),
                Plain.Text("text", "text"),
            ]
        ),
    ];
}
