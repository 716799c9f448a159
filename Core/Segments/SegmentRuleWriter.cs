using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Core.Segments;

/// <summary>Writes the rule of a segment as JSON.</summary>
internal static class SegmentRuleWriter
{
    // For addresses and the database, never into HTML as it is: > stays >.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(SegmentCondition condition) => Node(condition).ToJsonString(Plain);

    private static JsonObject Node(SegmentCondition condition) =>
        condition switch
        {
            SegmentCondition.All all => new() { ["all"] = List(all.Parts) },
            SegmentCondition.Any any => new() { ["any"] = List(any.Parts) },
            SegmentCondition.Not not => new() { ["not"] = Node(not.Part) },
            SegmentCondition.MemberOf member => new() { ["segment"] = member.SegmentId },
            SegmentCondition.Field field => Field(field),
            SegmentCondition.Did did => Did(did),
            _ => throw new InvalidOperationException($"Unknown condition {condition.GetType().Name}."),
        };

    private static JsonArray List(IReadOnlyList<SegmentCondition> parts) => new([.. parts.Select(p => (JsonNode)Node(p))]);

    private static JsonObject Field(SegmentCondition.Field field)
    {
        var node = new JsonObject { ["field"] = field.Name, ["op"] = field.Operator };
        if (field.Operator is "between" or "in")
        {
            node["value"] = new JsonArray([.. field.Values.Select(Value)]);
        }
        else if (field.Values.Count == 1)
        {
            node["value"] = Value(field.Values[0]);
        }
        return node;
    }

    private static JsonObject Did(SegmentCondition.Did did)
    {
        var node = new JsonObject { ["did"] = did.What };
        if (did.Event is not null)
        {
            node["event"] = did.Event;
        }
        if (did.ProductId is not null)
        {
            node["productId"] = did.ProductId;
        }
        if (did.CampaignId is { } campaign)
        {
            node["campaignId"] = campaign;
        }
        node["times"] = new JsonObject { ["op"] = did.TimesOperator, ["value"] = did.Times };
        if (did.WithinDays is { } days)
        {
            node["withinDays"] = days;
        }
        return node;
    }

    private static JsonNode? Value(JsonElement value) => JsonNode.Parse(value.GetRawText());
}
