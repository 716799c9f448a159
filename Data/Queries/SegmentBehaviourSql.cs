using Core.Customers;
using Core.Segments;

namespace Data.Queries;

/// <summary>How often customers did something, counted once for all of them and joined.</summary>
internal static class SegmentBehaviourSql
{
    // Rows of the table e; those that nobody known wrote have customer 0.
    private static (string Table, string Time, string Only) Source(SegmentCondition.Did did) =>
        (did.What, did.Event) switch
        {
            ("order", _) => ("orders", "e.ordered_at", ""),
            ("interaction", _) => ("interactions", "e.occurred_at", ""),
            ("session", "finished") => ("engagements", "e.session_at", " AND e.watched_fully"),
            ("session", "liked" or "disliked") => ("engagements", "e.session_at", $" AND e.like_status = '{did.Event}'"),
            ("session", _) => ("engagements", "e.session_at", ""),
            ("feedback", _) => ("feedback", "e.written_at", " AND e.customer_id <> 0"),
            ("mail", "opened") => ("deliveries", "e.first_opened_at", " AND e.first_opened_at IS NOT NULL"),
            ("mail", "clicked") => ("deliveries", "e.first_clicked_at", " AND e.first_clicked_at IS NOT NULL"),
            ("mail", _) => ("deliveries", "e.sent_at", " AND e.state = 'sent'"),
            _ => throw new InvalidOperationException($"Unknown behaviour {did.What}."),
        };

    public static string Compile(SegmentCondition.Did did, SegmentRuleQuery query, bool required)
    {
        // Where nobody can fit who never did it, nobody else needs to be looked at.
        var atLeastOnce = (did.TimesOperator, did.Times) is (">=", >= 1) or (">", >= 0) or ("=", >= 1);
        var alias = query.Join(
            $"did {did with { TimesOperator = "", Times = 0 }}",
            () => $"({Counts(did, query.Parameters)})",
            _ => "",
            SegmentRuleQuery.Cost.Behaviour,
            required && atLeastOnce
        );
        var times = query.Parameters.Add(did.Times);
        return atLeastOnce ? $"({alias}.times {did.TimesOperator} {times})" : $"(COALESCE({alias}.times, 0) {did.TimesOperator} {times})";
    }

    private static string Counts(SegmentCondition.Did did, SqlParameterList parameters)
    {
        var (table, time, only) = Source(did);
        if (did.What == "interaction" && did.Event is { } word)
        {
            only += $" AND e.event_type = {parameters.Add(word)}";
        }
        if (did.CampaignId is { } campaign)
        {
            only += $" AND e.campaign_id = {parameters.Add(campaign)}";
        }
        if (did.ProductId is { } product)
        {
            var hash = parameters.Add(ExternalId.Hash(product));
            only +=
                did.What == "order"
                    ? $" AND (e.customer_id, e.order_id) IN (SELECT l.customer_id, l.order_id FROM order_lines l WHERE l.product_id = {hash})"
                    : $" AND e.product_id = {hash}";
        }
        if (did.WithinDays is { } days)
        {
            only += $" AND {time} >= {Now(did)} - {parameters.Add(days)} * interval '1 day'";
        }
        return $"SELECT e.customer_id, count(*) AS times FROM {table} e WHERE true{only} GROUP BY e.customer_id";
    }

    // Customers' behaviour is looked at as of the date of their features, so that a file of last year has its "last 60 days"; mail is
    // sent by this program, now.
    private static string Now(SegmentCondition.Did did) =>
        did.What == "mail" ? "now()" : "COALESCE((SELECT f.as_of::timestamp AT TIME ZONE 'UTC' FROM customer_features f LIMIT 1), now())";
}
