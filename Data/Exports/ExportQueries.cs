using Core.Customers;
using Data.Queries;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Data.Exports;

/// <summary>
/// What can be taken out: the texts with what is known of who wrote them, one row per customer with all features and segments, and the
/// cleaned tables. Ids are those of the outside systems, money is currency units.
/// </summary>
public static class ExportQueries
{
    private static readonly IReadOnlyDictionary<string, string> Tables = new Dictionary<string, string>
    {
        ["orders"] = """
            SELECT o.external_id AS order_id, c.external_id AS customer_id, o.ordered_at, o.amount / 10000.0 AS amount, o.quantity, o.lines
            FROM orders o JOIN customers c USING (customer_id) ORDER BY o.customer_id, o.order_id
            """,
        ["order-lines"] = """
            SELECT o.external_id AS order_id, c.external_id AS customer_id, o.ordered_at, l.line_number, p.external_id AS product_id,
                   p.name AS description, l.quantity, l.unit_price / 10000.0 AS unit_price, l.amount / 10000.0 AS amount
            FROM order_lines l JOIN orders o USING (customer_id, order_id) JOIN customers c USING (customer_id)
            LEFT JOIN products p ON p.product_id = l.product_id ORDER BY l.customer_id, l.order_id, l.line_number
            """,
        ["products"] = """
            SELECT external_id AS product_id, name, category, price / 10000.0 AS price, attributes::text FROM products ORDER BY product_id
            """,
        ["movies"] = """
            SELECT external_id AS movie_id, name AS movie_name, rating AS movie_rating, duration_minutes AS movie_duration,
                   genre AS movie_genre, release_year, attributes::text FROM movies ORDER BY movie_id
            """,
        ["subscriptions"] = """
            SELECT external_id AS subscription_id, name AS subscription_name, price / 10000.0 AS price, attributes::text
            FROM subscriptions ORDER BY subscription_id
            """,
        ["engagements"] = """
            SELECT c.external_id AS customer_id, m.external_id AS movie_id, e.session_at AS session_date, e.minutes AS session_duration,
                   e.watched_fully, e.like_status
            FROM engagements e JOIN customers c USING (customer_id) LEFT JOIN movies m USING (movie_id)
            ORDER BY e.customer_id, e.engagement_id
            """,
        ["interactions"] = """
            SELECT c.external_id AS customer_id, p.external_id AS product_id, i.event_type, i.occurred_at AS timestamp,
                   i.value / 10000.0 AS value
            FROM interactions i JOIN customers c USING (customer_id) LEFT JOIN products p USING (product_id)
            ORDER BY i.customer_id, i.interaction_id
            """,
        ["device-uses"] = """
            SELECT c.external_id AS customer_id, d.external_id AS tac, d.model_name, d.vendor_name, u.start_date, u.end_date
            FROM device_uses u JOIN customers c USING (customer_id) LEFT JOIN devices d USING (device_id)
            ORDER BY u.customer_id, u.start_date
            """,
        ["daily-sales"] = """
            SELECT date, revenue / 10000.0 AS revenue, orders, unique_customers, units_sold FROM daily_sales ORDER BY date
            """,
    };

    /// <summary>The names of the cleaned tables.</summary>
    public static IReadOnlyList<string> TableNames { get; } = [.. Tables.Keys.Order(StringComparer.Ordinal)];

    /// <summary>A cleaned table; null when there is none of that name.</summary>
    public static NpgsqlCommand? Table(NpgsqlConnection connection, string name) =>
        Tables.TryGetValue(name, out var sql) ? new NpgsqlCommand(sql, connection) : null;

    /// <summary>
    /// All texts, from inside and outside, each with its text and time features and the aggregates of the customer who wrote it.
    /// </summary>
    public static NpgsqlCommand SingleSourceOfTruth(NpgsqlConnection connection) =>
        new(
            $"""
            SELECT f.external_id AS feedback_id, f.source_type, f.source, f.url, f.written_at,
                   extract(year FROM f.written_at AT TIME ZONE 'UTC')::int AS year,
                   extract(month FROM f.written_at AT TIME ZONE 'UTC')::int AS month,
                   extract(isodow FROM f.written_at AT TIME ZONE 'UTC')::int AS weekday,
                   CASE WHEN f.written_at IS NULL THEN NULL
                        WHEN extract(month FROM f.written_at AT TIME ZONE 'UTC') IN (12, 1, 2) THEN 'winter'
                        WHEN extract(month FROM f.written_at AT TIME ZONE 'UTC') <= 5 THEN 'spring'
                        WHEN extract(month FROM f.written_at AT TIME ZONE 'UTC') <= 8 THEN 'summer' ELSE 'autumn' END AS season,
                   f.text, f.label, f.rating, f.sentiment, f.positive, f.neutral, f.negative,
                   CASE WHEN f.sentiment >= 0.05 THEN 'positive' WHEN f.sentiment <= -0.05 THEN 'negative' ELSE 'neutral' END AS sentiment_label,
                   f.length, f.words, f.emoji, f.positive_words, f.negative_words,
                   p.external_id AS product_id, p.name AS product_name, c.external_id AS customer_id, f.customer_email,
                   c.country, c.channel, c.region, {Features("x")}
            FROM feedback f
            LEFT JOIN customers c ON c.customer_id = f.customer_id
            LEFT JOIN customer_features x ON x.customer_id = f.customer_id
            LEFT JOIN products p ON p.product_id = f.product_id
            ORDER BY f.customer_id, f.feedback_id
            """,
            connection
        );

    /// <summary>One row per customer with all features, attributes and the segments of every saved segmentation.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="segmentId">Only customers of this segment; null for everybody.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="KeyNotFoundException">There is no such segment.</exception>
    public static async Task<NpgsqlCommand> CustomersAsync(
        NpgsqlConnection connection,
        AppDb db,
        long? segmentId,
        CancellationToken cancellation = default
    )
    {
        SqlParameterList parameters = new();
        var condition = segmentId is { } id ? await SegmentFilter.ConditionAsync(db, id, parameters, cancellation) : "true";
        HashSet<string> taken =
        [
            "customer_id",
            "name",
            "email",
            "location",
            "country",
            "channel",
            "region",
            "signup_date",
            "subscription_id",
        ];
        var attributes = await db.CustomerAttributes.AsNoTracking().Where(a => !a.IsColumn).OrderBy(a => a.Name).ToListAsync(cancellation);
        var columns = attributes.Select(a => $"c.attributes->>{SqlLiteral.Of(a.Name)} AS {Name(taken, a.Name)}").ToList();
        var runs = await db.Segmentations.AsNoTracking().OrderByDescending(s => s.Automatic).ThenBy(s => s.Id).ToListAsync(cancellation);
        columns.AddRange(
            runs.Select(r =>
                $"(SELECT s.name FROM segmentation_assignments a JOIN segments s ON s.segmentation_id = a.segmentation_id AND s.cluster = a.cluster WHERE a.customer_id = c.customer_id AND a.segmentation_id = {parameters.Add(r.Id)}) AS {Name(taken, "segment " + r.Name)}"
            )
        );
        NpgsqlCommand command = new(
            $"""
            SELECT c.external_id AS customer_id, c.name, c.email, c.location, c.country, c.channel, c.region, c.signup_date,
                   c.subscription_id, {string.Join(", ", columns.Append(Features("x")))}
            FROM customers c LEFT JOIN customer_features x USING (customer_id)
            WHERE {condition} ORDER BY c.customer_id
            """,
            connection
        );
        parameters.CopyTo(command);
        return command;
    }

    private static string Features(string alias) =>
        string.Join(
            ", ",
            CustomerFeatures
                .All.Concat(CustomerFeatures.Behaviour)
                .Select(f => f.Unit == FeatureUnit.Money ? $"{alias}.{f.Key} / 10000.0 AS {f.Key}" : $"{alias}.{f.Key}")
        );

    // A name may be taken, and PostgreSQL cuts those of more than 63 bytes.
    private static string Name(HashSet<string> taken, string wanted)
    {
        var name = wanted.Length > 40 ? wanted[..40] : wanted;
        for (var i = 2; !taken.Add(name.ToLowerInvariant()); i++)
        {
            name = $"{(wanted.Length > 40 ? wanted[..40] : wanted)} {i}";
        }
        return "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}
