using System.Globalization;
using System.Text.Json;
using Core.Segments;
using Data.Queries;

namespace App.Features.Segments.Builder;

/// <summary>Turns the rule in the form into a condition and back.</summary>
public static class RuleForm
{
    /// <exception cref="FormatException">A box is empty or holds what does not fit; the message says which.</exception>
    public static SegmentCondition Read(RuleNode node, IReadOnlyList<RuleField> fields)
    {
        SegmentCondition condition = node switch
        {
            RuleGroup { MatchAll: true } all => new SegmentCondition.All([.. Filled(all).Select(p => Read(p, fields))]),
            // Nothing asked, nobody left out: also of a group that is still empty.
            RuleGroup { Negated: false } empty when !Filled(empty).Any() => new SegmentCondition.All([]),
            RuleGroup any => new SegmentCondition.Any([.. Filled(any).Select(p => Read(p, fields))]),
            FieldPart field => Field(field, fields),
            BehaviourPart did => Did(did),
            SegmentPart { SegmentId: > 0 } member => new SegmentCondition.MemberOf(member.SegmentId),
            SegmentPart => throw new FormatException("Choose a segment."),
            _ => throw new InvalidOperationException($"Unknown part {node.GetType().Name}."),
        };
        return node.Negated ? new SegmentCondition.Not(condition) : condition;
    }

    private static IEnumerable<RuleNode> Filled(RuleGroup group) => group.Parts.Where(p => p is not RuleGroup inner || Filled(inner).Any());

    /// <summary>The form for a rule; its outermost part is a group.</summary>
    public static RuleGroup Write(SegmentCondition condition) =>
        Node(condition) is RuleGroup group ? group : new RuleGroup { Parts = [Node(condition)] };

    private static RuleNode Node(SegmentCondition condition)
    {
        switch (condition)
        {
            case SegmentCondition.All all:
                return new RuleGroup { Parts = [.. all.Parts.Select(Node)] };
            case SegmentCondition.Any any:
                return new RuleGroup { MatchAll = false, Parts = [.. any.Parts.Select(Node)] };
            case SegmentCondition.Not { Part: SegmentCondition.Not twice }:
                return Node(twice.Part);
            case SegmentCondition.Not not:
                var node = Node(not.Part);
                node.Negated = true;
                return node;
            case SegmentCondition.MemberOf member:
                return new SegmentPart { SegmentId = member.SegmentId };
            case SegmentCondition.Field field:
                return new FieldPart
                {
                    Field = field.Name,
                    Operator = field.Operator,
                    Values =
                        field.Operator == "in"
                            ? [string.Join(", ", field.Values), ""]
                            : [.. field.Values.Select(v => v.ToString()), "", ""],
                };
            case SegmentCondition.Did did:
                return new BehaviourPart
                {
                    What = did.What,
                    Event = did.Event,
                    Operator = did.TimesOperator,
                    Times = did.Times.ToString(CultureInfo.InvariantCulture),
                    Days = did.WithinDays?.ToString(CultureInfo.InvariantCulture) ?? "",
                    Product = did.ProductId ?? "",
                    Campaign = did.CampaignId?.ToString(CultureInfo.InvariantCulture) ?? "",
                };
            default:
                throw new InvalidOperationException($"Unknown condition {condition.GetType().Name}.");
        }
    }

    private static SegmentCondition.Field Field(FieldPart part, IReadOnlyList<RuleField> fields)
    {
        var field = fields.FirstOrDefault(f => f.Key == part.Field);
        var label = field?.Label ?? part.Field;
        if (part.Field.Length == 0)
        {
            throw new FormatException("Choose what to ask for.");
        }
        string[] texts = part.Operator switch
        {
            "isNull" or "isNotNull" => [],
            "between" => [part.Values[0], part.Values[1]],
            "in" => part.Values[0].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            _ => [part.Values[0]],
        };
        if (texts.Any(string.IsNullOrWhiteSpace) || (part.Operator == "in" && texts.Length == 0))
        {
            throw new FormatException($"{label}: fill in the value.");
        }
        var numeric = field?.Kind == RuleFieldKind.Number && part.Operator is not ("contains" or "startsWith");
        return new SegmentCondition.Field(part.Field, part.Operator, [.. texts.Select(t => numeric ? Number(t, label) : Text(t.Trim()))]);
    }

    private static JsonElement Number(string text, string label) =>
        double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? JsonSerializer.SerializeToElement(number)
            : throw new FormatException($"{label}: “{text}” is not a number.");

    private static JsonElement Text(string text) => JsonSerializer.SerializeToElement(text);

    private static SegmentCondition.Did Did(BehaviourPart part)
    {
        var behaviour = SegmentBehaviour.Find(part.What)!;
        return new SegmentCondition.Did(
            part.What,
            behaviour.HasProduct && part.Product.Trim() is { Length: > 0 } product ? product : null,
            part.Operator,
            Whole(part.Times, 0, "How often") ?? throw new FormatException("How often: fill in a number."),
            Whole(part.Days, 1, "Days"),
            string.IsNullOrEmpty(part.Event) ? null : part.Event,
            behaviour.HasCampaign ? Whole(part.Campaign, 1, "Campaign") : null
        );
    }

    private static int? Whole(string text, int least, string label) =>
        string.IsNullOrWhiteSpace(text) ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= 36_500
            ? number
        : throw new FormatException($"{label}: “{text}” must be a whole number from {least} to 36500.");
}
