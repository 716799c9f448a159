using System.Text.Json;

namespace Core.Segments;

/// <summary>
/// The rule of a segment as a tree, read from JSON: <c>{"all": […]}</c>, <c>{"any": […]}</c>, <c>{"not": …}</c> around conditions
/// <c>{"field": "country", "op": "=", "value": "France"}</c>, behaviour
/// <c>{"did": "order", "productId": …, "times": {"op": "&gt;=", "value": 2}, "withinDays": 60}</c> and other segments
/// <c>{"segment": 12}</c>.
/// </summary>
public abstract record SegmentCondition
{
    /// <summary>Every operator that a field condition may have.</summary>
    public static IReadOnlyList<string> Operators { get; } =
    ["=", "!=", "<", "<=", ">", ">=", "between", "in", "startsWith", "contains", "isNull", "isNotNull"];

    /// <summary>Every operator that a count may have.</summary>
    public static IReadOnlyList<string> CountOperators { get; } = ["=", "!=", "<", "<=", ">", ">="];

    /// <summary>All parts hold (an empty list always holds).</summary>
    public sealed record All(IReadOnlyList<SegmentCondition> Parts) : SegmentCondition;

    /// <summary>At least one part holds (an empty list never holds).</summary>
    public sealed record Any(IReadOnlyList<SegmentCondition> Parts) : SegmentCondition;

    /// <summary>The part does not hold.</summary>
    public sealed record Not(SegmentCondition Part) : SegmentCondition;

    /// <summary>A column, attribute or feature compared with values: none for isNull, two for between, any number for in, else one.</summary>
    public sealed record Field(string Name, string Operator, IReadOnlyList<JsonElement> Values) : SegmentCondition;

    /// <summary>How often something was done. What is not named does not matter.</summary>
    /// <param name="What">A key of <see cref="SegmentBehaviour"/>.</param>
    /// <param name="ProductId">Only with this product (by its external id).</param>
    /// <param name="TimesOperator">One of <see cref="CountOperators"/>.</param>
    /// <param name="Times">How often, 0 or more.</param>
    /// <param name="WithinDays">Only within this many days before the features' as-of date; for mail, before now.</param>
    /// <param name="Event">Which of the behaviour's events; for interactions any word.</param>
    /// <param name="CampaignId">Only mail of this campaign.</param>
    public sealed record Did(
        string What,
        string? ProductId,
        string TimesOperator,
        int Times,
        int? WithinDays,
        string? Event = null,
        long? CampaignId = null
    ) : SegmentCondition;

    /// <summary>Is in another segment.</summary>
    public sealed record MemberOf(long SegmentId) : SegmentCondition;

    /// <summary>Reads a rule.</summary>
    /// <exception cref="FormatException">The JSON is not a rule; the message says where and what is allowed.</exception>
    public static SegmentCondition Parse(string json) => SegmentRuleReader.Read(json);

    /// <summary>The rule as JSON that <see cref="Parse"/> reads.</summary>
    public string ToJson() => SegmentRuleWriter.Write(this);

    /// <summary>The segments that the rule names.</summary>
    public IEnumerable<long> Segments() =>
        this switch
        {
            All all => all.Parts.SelectMany(p => p.Segments()),
            Any any => any.Parts.SelectMany(p => p.Segments()),
            Not not => not.Part.Segments(),
            MemberOf member => [member.SegmentId],
            _ => [],
        };
}
