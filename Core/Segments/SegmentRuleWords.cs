using System.Globalization;
using System.Text.Json;
using Core.Customers;

namespace Core.Segments;

/// <summary>A rule as a sentence that a marketer reads: "Country is France and ordered at least 2 times in the last 60 days".</summary>
public static class SegmentRuleWords
{
    /// <param name="condition">The rule.</param>
    /// <param name="segmentName">The name of a segment that the rule names.</param>
    public static string Describe(SegmentCondition condition, Func<long, string> segmentName)
    {
        var text = Words(condition, segmentName, top: true);
        return text.Length == 0 ? "Everybody" : char.ToUpper(text[0], CultureInfo.InvariantCulture) + text[1..];
    }

    /// <summary>An operator in words, as it stands between a field and its value.</summary>
    public static string Operator(string op) =>
        op switch
        {
            "=" => "is",
            "!=" => "is not",
            "<" => "is less than",
            "<=" => "is at most",
            ">" => "is more than",
            ">=" => "is at least",
            "between" => "is between",
            "in" => "is one of",
            "startsWith" => "starts with",
            "contains" => "contains",
            "isNull" => "is unknown",
            "isNotNull" => "is known",
            _ => throw new ArgumentOutOfRangeException(nameof(op), op, "This is no operator of a rule."),
        };

    private static string Words(SegmentCondition condition, Func<long, string> name, bool top = false) =>
        condition switch
        {
            SegmentCondition.All { Parts.Count: 0 } => top ? "" : "everybody",
            SegmentCondition.Any { Parts.Count: 0 } => "nobody",
            SegmentCondition.All all => Join(all.Parts, " and ", name, top),
            SegmentCondition.Any any => Join(any.Parts, " or ", name, top),
            SegmentCondition.Not { Part: SegmentCondition.MemberOf m } => $"is not in “{name(m.SegmentId)}”",
            SegmentCondition.Not not => $"not ({Words(not.Part, name, top: true)})",
            SegmentCondition.MemberOf member => $"is in “{name(member.SegmentId)}”",
            SegmentCondition.Field field => Field(field),
            SegmentCondition.Did did => Did(did),
            _ => throw new InvalidOperationException($"Unknown condition {condition.GetType().Name}."),
        };

    private static string Join(IReadOnlyList<SegmentCondition> parts, string with, Func<long, string> name, bool top)
    {
        var text = string.Join(with, parts.Select(p => Words(p, name)));
        return top || parts.Count == 1 ? text : $"({text})";
    }

    private static string Field(SegmentCondition.Field field)
    {
        var label = CustomerFeatures.Find(field.Name) is { Source: not FeatureSource.Attributes } feature
            ? feature.Label
            : Bare(field.Name);
        var values = string.Join(field.Operator == "between" ? " and " : ", ", field.Values.Select(Value));
        return $"{char.ToLower(label[0], CultureInfo.InvariantCulture)}{label[1..]} {Operator(field.Operator)} {values}".TrimEnd();
    }

    private static string Did(SegmentCondition.Did did)
    {
        var behaviour = SegmentBehaviour.Find(did.What)!;
        var known = behaviour.Events.FirstOrDefault(e => e.Key == did.Event).Did;
        var what = did.Event is null ? behaviour.Did : known ?? $"did “{did.Event.Replace('_', ' ')}”";
        var text = (did.TimesOperator, did.Times) switch
        {
            ("=", 0) or ("<", 1) or ("<=", 0) => $"never {what}",
            (">=", 1) or (">", 0) => what,
            (">=", var n) => $"{what} at least {Times(n)}",
            (">", var n) => $"{what} more than {Times(n)}",
            ("<=", var n) => $"{what} at most {Times(n)}",
            ("<", var n) => $"{what} fewer than {Times(n)}",
            ("=", var n) => $"{what} exactly {Times(n)}",
            (_, var n) => $"{what}, but not exactly {Times(n)}",
        };
        return text
            + (did.ProductId is { } product ? $" with product {product}" : "")
            + (did.CampaignId is { } campaign ? string.Create(CultureInfo.InvariantCulture, $" of campaign {campaign}") : "")
            + (did.WithinDays is { } days ? string.Create(CultureInfo.InvariantCulture, $" in the last {days} days") : "");
    }

    private static string Times(int n) => string.Create(CultureInfo.InvariantCulture, $"{n} {(n == 1 ? "time" : "times")}");

    private static string Bare(string name)
    {
        var bare = name.StartsWith("attributes.", StringComparison.Ordinal) ? name["attributes.".Length..] : name;
        var spaced = string.Concat(
            bare.Select(
                (c, i) =>
                    i > 0 && char.IsUpper(c) && char.IsLower(bare[i - 1]) ? $" {char.ToLower(c, CultureInfo.InvariantCulture)}" : $"{c}"
            )
        );
        return spaced.Length == 0 ? "“”" : spaced.Replace('_', ' ');
    }

    private static string Value(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
