using System.Collections.Frozen;
using Core.Customers;

namespace Core.Segments;

/// <summary>How people speak about one feature.</summary>
/// <param name="Key">Its name in a <see cref="Customers.FeatureMatrix"/>.</param>
/// <param name="Label">Its name in a sentence.</param>
/// <param name="Concept">Features of one concept say nearly the same; a name takes one adjective of each.</param>
/// <param name="High">Adjective of a segment high in it.</param>
/// <param name="Low">Adjective of a segment low in it.</param>
/// <param name="Phrase">What customers do; {0} stands for how much.</param>
/// <param name="As">"as much": after "3.2 times".</param>
/// <param name="More">"more": after "45 %".</param>
/// <param name="Less">"less": after "45 %".</param>
public sealed record FeatureWords(
    string Key,
    string Label,
    string Concept,
    string High,
    string Low,
    string Phrase,
    string As = "as much",
    string More = "more",
    string Less = "less"
);

/// <summary>The words for the features that the product computes, and for any other feature by its name.</summary>
public static class FeatureVocabulary
{
    private static readonly FeatureWords[] Known =
    [
        new("monetary", "revenue", "size", "big", "small", "spend {0}"),
        new(
            "largest_order",
            "largest order",
            "size",
            "big-order",
            "small-order",
            "place a largest order {0}",
            "as big",
            "bigger",
            "smaller"
        ),
        new("items", "items bought", "size", "high-volume", "low-volume", "buy {0}", "as many items", "more items", "fewer items"),
        new(
            "recency_days",
            "days since the last order",
            "recency",
            "lapsed",
            "recent",
            "last ordered {0}",
            "as long ago",
            "longer ago",
            "more recently"
        ),
        new(
            "orders_last_90_days",
            "orders in the last 90 days",
            "recency",
            "lately active",
            "lately quiet",
            "ordered {0} in the last 90 days",
            "as often",
            "more often",
            "less often"
        ),
        new(
            "revenue_last_90_days",
            "revenue in the last 90 days",
            "recency",
            "lately spending",
            "lately thrifty",
            "spent {0} in the last 90 days"
        ),
        new("frequency", "orders", "rhythm", "frequent", "infrequent", "order {0}", "as often", "more often", "less often"),
        new(
            "days_between_orders",
            "days between orders",
            "rhythm",
            "slow to reorder",
            "quick to reorder",
            "wait {0} between orders",
            "as long",
            "longer",
            "less long"
        ),
        new(
            "active_months",
            "months with an order",
            "rhythm",
            "steady",
            "occasional",
            "order in {0}",
            "as many months",
            "more months",
            "fewer months"
        ),
        new("average_order_value", "revenue per order", "basket", "big-basket", "small-basket", "spend {0} per order"),
        new(
            "items_per_order",
            "items per order",
            "basket",
            "full-basket",
            "light-basket",
            "buy {0} per order",
            "as many items",
            "more items",
            "fewer items"
        ),
        new(
            "distinct_products",
            "different products",
            "breadth",
            "wide-ranging",
            "focused",
            "buy {0}",
            "as many different products",
            "more different products",
            "fewer different products"
        ),
        new(
            "tenure_days",
            "days as a customer",
            "tenure",
            "long-standing",
            "new",
            "have been customers {0}",
            "as long",
            "longer",
            "less long"
        ),
        new(
            "weekend_share",
            "share of weekend orders",
            "weekend",
            "weekend",
            "weekday",
            "order {0} at weekends",
            "as often",
            "more often",
            "less often"
        ),
    ];

    private static readonly FrozenDictionary<string, (FeatureWords Words, int Order)> ByKey = Known
        .Select((words, order) => (words, order))
        .ToFrozenDictionary(k => k.words.Key, k => (k.words, k.order), StringComparer.Ordinal);

    /// <summary>The words of a feature; for one that is not known "high x" and "low x".</summary>
    public static FeatureWords Of(string feature)
    {
        if (ByKey.TryGetValue(feature, out var known))
        {
            return known.Words;
        }
        if (MissingValues.ColumnOfIndicator(feature) is { } lacked)
        {
            var of = Of(lacked).Label;
            return new FeatureWords(
                feature,
                $"{of} unknown",
                feature,
                $"{of} unknown",
                $"{of} known",
                $"have {of} unknown {{0}}",
                "as often",
                "more often",
                "less often"
            );
        }
        if (AttributeFeature.TryParse(feature) is { Kind: AttributeKind.Category, Value: { } value } category)
        {
            var name = category.Words;
            return new FeatureWords(
                feature,
                $"{name} {value}",
                feature,
                $"{name} {value}",
                $"not {name} {value}",
                $"have {name} {value} {{0}}",
                "as often",
                "more often",
                "less often"
            );
        }
        var label = LabelOf(feature);
        return new FeatureWords(
            feature,
            label,
            feature,
            $"high {label}",
            $"low {label}",
            $"have {label} {{0}}",
            "as high",
            "higher",
            "lower"
        );
    }

    // A feature that has a name says it; any other key is read as words.
    private static string LabelOf(string feature) =>
        AttributeFeature.TryParse(feature) is { Kind: AttributeKind.Number } number ? number.Words
        : CustomerFeatures.Find(feature)?.Label is { Length: > 0 } label ? char.ToLowerInvariant(label[0]) + label[1..]
        : feature.Replace('_', ' ').Replace('-', ' ').Trim();

    /// <summary>The place of a feature in a name: size first, then recency, rhythm, …; unknown ones last.</summary>
    internal static int Order(string feature) => ByKey.TryGetValue(feature, out var known) ? known.Order : Known.Length;
}
