using Core.Customers;

namespace Data.Queries;

/// <summary>
/// The SQL that makes the features of all customers as of a date. Each part reads only what happened before the date, so a model can't
/// see the period that it is asked to predict. Parts without a row are left out.
/// </summary>
internal static class FeatureSql
{
    private sealed record Part(string Name, string Exists, string Select, string Columns);

    private const string Before = "< @asof::timestamp AT TIME ZONE 'UTC'";

    private static readonly Part[] Parts =
    [
        new(
            "o",
            "SELECT 1 FROM orders",
            $"""
            SELECT o.customer_id,
                   (@asof::date - max(o.ordered_at AT TIME ZONE 'UTC')::date) AS recency_days,
                   count(*)::int AS frequency,
                   sum(o.amount)::bigint AS monetary,
                   sum(o.amount)::double precision / count(*) AS average_order_value,
                   (@asof::date - min(o.ordered_at AT TIME ZONE 'UTC')::date) AS tenure_days,
                   CASE WHEN count(*) > 1
                        THEN extract(epoch FROM max(o.ordered_at) - min(o.ordered_at))::double precision / 86400 / (count(*) - 1) END
                       AS days_between_orders,
                   sum(o.quantity) AS items,
                   sum(o.quantity) / count(*) AS items_per_order,
                   max(o.amount) AS largest_order,
                   (count(*) FILTER (WHERE o.ordered_at >= @asof::timestamp AT TIME ZONE 'UTC' - interval '90 days'))::int
                       AS orders_last_90_days,
                   COALESCE(sum(o.amount) FILTER (WHERE o.ordered_at >= @asof::timestamp AT TIME ZONE 'UTC' - interval '90 days'), 0)::bigint
                       AS revenue_last_90_days,
                   count(DISTINCT date_trunc('month', o.ordered_at AT TIME ZONE 'UTC'))::int AS active_months,
                   (count(*) FILTER (WHERE extract(isodow FROM o.ordered_at AT TIME ZONE 'UTC') > 5))::double precision / count(*)
                       AS weekend_share
            FROM orders o WHERE o.ordered_at {Before} GROUP BY o.customer_id
            """,
            "recency_days, frequency, monetary, average_order_value, tenure_days, days_between_orders, items, items_per_order, largest_order, "
                + "orders_last_90_days, revenue_last_90_days, active_months, weekend_share"
        ),
        new(
            "p",
            "SELECT 1 FROM orders",
            // Who has orders without lines bought no product that is known: 0, not nothing.
            $"""
            SELECT o.customer_id, count(DISTINCT l.product_id)::int AS distinct_products
            FROM orders o LEFT JOIN order_lines l ON l.customer_id = o.customer_id AND l.order_id = o.order_id
            WHERE o.ordered_at {Before} GROUP BY o.customer_id
            """,
            "distinct_products"
        ),
        new(
            "e",
            "SELECT 1 FROM engagements",
            $"""
            SELECT customer_id, count(*)::int AS sessions, sum(minutes) AS session_minutes,
                   (@asof::date - max(session_at AT TIME ZONE 'UTC')::date) AS days_since_session,
                   avg(watched_fully::int)::double precision AS watched_fully_share,
                   (count(*) FILTER (WHERE like_status = 'liked'))::int AS likes,
                   (count(*) FILTER (WHERE like_status = 'disliked'))::int AS dislikes
            FROM engagements WHERE session_at {Before} GROUP BY customer_id
            """,
            "sessions, session_minutes, days_since_session, watched_fully_share, likes, dislikes"
        ),
        new(
            "i",
            "SELECT 1 FROM interactions",
            $"""
            SELECT customer_id, count(*)::int AS interactions,
                   (count(*) FILTER (WHERE occurred_at >= @asof::timestamp AT TIME ZONE 'UTC' - interval '30 days'))::int
                       AS interactions_last_30_days,
                   (@asof::date - max(occurred_at AT TIME ZONE 'UTC')::date) AS days_since_interaction,
                   (count(*) FILTER (WHERE event_type = 'purchase'))::double precision / count(*) AS purchases_per_interaction
            FROM interactions WHERE occurred_at {Before} GROUP BY customer_id
            """,
            "interactions, interactions_last_30_days, days_since_interaction, purchases_per_interaction"
        ),
        new(
            "t",
            "SELECT 1 FROM feedback WHERE customer_id <> 0",
            $"""
            SELECT customer_id, count(*)::int AS feedback_count, avg(sentiment) AS feedback_sentiment,
                   (@asof::date - max(written_at AT TIME ZONE 'UTC')::date) AS days_since_feedback
            FROM feedback WHERE customer_id <> 0 AND (written_at IS NULL OR written_at {Before}) GROUP BY customer_id
            """,
            "feedback_count, feedback_sentiment, days_since_feedback"
        ),
        new(
            "d",
            "SELECT 1 FROM device_uses",
            """
            SELECT customer_id, count(DISTINCT device_id)::int AS devices_used, (@asof::date - max(start_date)) AS days_on_device
            FROM device_uses WHERE start_date < @asof::date GROUP BY customer_id
            """,
            "devices_used, days_on_device"
        ),
        new("a", HasAttributes, $"SELECT customer_id FROM customers WHERE attributes <> '{"{}"}'::jsonb", ""),
        new("k", HasColumns, $"SELECT customer_id FROM customers WHERE {AnyColumn}", ""),
    ];

    public const string HasAttributes = "SELECT 1 FROM customers WHERE attributes <> '{}'::jsonb";

    private static string AnyColumn => string.Join(" OR ", AttributeFeature.Columns.Select(c => $"{c} <> ''"));

    /// <summary>Somebody has a country or the like.</summary>
    public static string HasColumns => $"SELECT 1 FROM customers WHERE {AnyColumn}";

    /// <summary>One row of booleans: which parts have any rows.</summary>
    public static string WhichPartsExist => "SELECT " + string.Join(", ", Parts.Select(p => $"EXISTS ({p.Exists})"));

    public static int PartCount => Parts.Length;

    /// <summary>Fills a table shaped like customer_features; null when there is nothing to fill it with.</summary>
    public static string? Fill(string target, IReadOnlyList<bool> exists)
    {
        // A country alone makes nobody one of those whose behaviour is looked at, unless there is nothing else to look at.
        var happened = exists.Take(Parts.Length - 1).Any(e => e);
        var parts = Parts.Where((p, i) => exists[i] && !(happened && i == Parts.Length - 1)).ToList();
        if (parts.Count == 0)
        {
            return null;
        }
        var columns = string.Concat(parts.Where(p => p.Columns.Length > 0).Select(p => ", " + p.Columns));
        var from = string.Join(" FULL JOIN ", parts.Select((p, i) => $"({p.Select}) {p.Name}" + (i > 0 ? " USING (customer_id)" : "")));
        return $"INSERT INTO {target} (customer_id, as_of{columns}) SELECT customer_id, @asof::date{columns} FROM {from}";
    }
}
