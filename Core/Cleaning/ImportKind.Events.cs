namespace Core.Cleaning;

/// <content>What people did and said, each row at a time.</content>
public sealed partial record ImportKind
{
    public static ImportKind Engagements { get; } =
        new(
            "engagements",
            "Engagements (sessions)",
            [
                new("engagement_id", "Engagement", ColumnType.Id, false, "SessionId"),
                new("customer_id", "Customer", ColumnType.Id, true, "CustomerID", "UserId", "SubscriberId", "MemberId"),
                new("movie_id", "Movie", ColumnType.Id, false, "FilmId", "TitleId"),
                new("session_date", "Time of the session", ColumnType.Date, true, "SessionStart", "WatchedAt", "Date", "Timestamp"),
                new("session_duration", "Minutes", ColumnType.Number, false, "Duration", "Minutes", "SessionMinutes", "WatchTime"),
                new("watched_fully", "Watched to the end", ColumnType.YesNo, false, "Completed", "Finished"),
                new("like_status", "Liked or disliked", ColumnType.Category, false, "Liked", "Like", "Reaction"),
            ],
            [],
            KeepsOtherColumns: false
        );

    public static ImportKind Interactions { get; } =
        new(
            "interactions",
            "Interactions (views, carts, purchases)",
            [
                new("interaction_id", "Interaction", ColumnType.Id, false, "EventId"),
                new("customer_id", "Customer", ColumnType.Id, true, "CustomerID", "UserId", "VisitorId", "HouseholdId"),
                new("product_id", "Product", ColumnType.Id, false, "ItemId", "Sku", "StockCode", "CouponUpc"),
                new("event_type", "What was done", ColumnType.Category, false, "Event", "Kind", "Action", "InteractionType"),
                new("timestamp", "Time", ColumnType.Date, true, "OccurredAt", "EventTime", "Time", "RedemptionDate", "Date"),
                new("value", "Value", ColumnType.Money, false, "Amount", "Revenue"),
            ],
            [],
            KeepsOtherColumns: false
        );

    public static ImportKind DeviceUses { get; } =
        new(
            "device-uses",
            "Device uses",
            [
                new("customer_id", "Customer", ColumnType.Id, true, "CustomerID", "UserId", "SubscriberId", "Msisdn"),
                new("tac", "Device type code (TAC)", ColumnType.Id, true, "TypeAllocationCode", "DeviceId"),
                new("start_date", "First day of use", ColumnType.Date, true, "StartedAt", "FirstSeen", "From"),
                new("end_date", "Last day of use", ColumnType.Date, false, "EndedAt", "LastSeen", "To", "Until"),
            ],
            [],
            KeepsOtherColumns: false
        );

    public static ImportKind Feedback { get; } =
        new(
            "feedback",
            "Feedback and texts",
            [
                new("feedback_id", "Feedback", ColumnType.Id, false, "ReviewId", "CommentId", "PostId"),
                new("date", "Time", ColumnType.Date, false, "WrittenAt", "CreatedAt", "ReviewDate", "Timestamp"),
                new("source", "Source", ColumnType.Category, false, "Channel", "Origin", "Platform"),
                new("customer_email", "E-mail of the customer", ColumnType.Email, false, "Email", "EmailAddress", "Mail"),
                new("customer_id", "Customer", ColumnType.Id, false, "CustomerID", "UserId"),
                new("product_id", "Product", ColumnType.Id, false, "ClothingId", "ItemId", "Sku", "StockCode"),
                new("rating", "Rating", ColumnType.Number, false, "Stars", "Score"),
                new(
                    "text",
                    "Text",
                    ColumnType.Text,
                    true,
                    "ReviewText",
                    "Review",
                    "Comment",
                    "Feedback",
                    "Message",
                    "Body",
                    "Content",
                    "Tweet"
                ),
                new("label", "Label", ColumnType.Category, false, "Sentiment", "Class"),
                new("source_type", "Kind of source", ColumnType.Category, false),
                new("url", "Address of the page", ColumnType.Text, false, "Link", "PageUrl"),
            ],
            [],
            KeepsOtherColumns: true
        );
}
