using System.Text.Json;

namespace Core.Segments;

/// <summary>Reads the rule of a segment from JSON.</summary>
internal static class SegmentRuleReader
{
    private const int MaxDepth = 32;
    private const int MostDays = 36_500;

    public static SegmentCondition Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement.Clone(), "rule", 0);
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The rule is not valid JSON: {exception.Message}", exception);
        }
        catch (InvalidOperationException exception)
        {
            // Half of a surrogate pair: valid JSON, but no text.
            throw new FormatException("The rule holds a text that is not valid Unicode.", exception);
        }
    }

    private static SegmentCondition Read(JsonElement element, string at, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new FormatException($"{at} is nested more than {MaxDepth} deep.");
        }
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"{at} must be an object such as {{\"field\": \"country\", \"op\": \"=\", \"value\": \"France\"}}.");
        }
        if (element.TryGetProperty("all", out var all))
        {
            return new SegmentCondition.All(ReadList(all, at + ".all", depth));
        }
        if (element.TryGetProperty("any", out var any))
        {
            return new SegmentCondition.Any(ReadList(any, at + ".any", depth));
        }
        if (element.TryGetProperty("not", out var not))
        {
            return new SegmentCondition.Not(Read(not, at + ".not", depth + 1));
        }
        if (element.TryGetProperty("did", out var did))
        {
            return ReadDid(element, did, at);
        }
        if (element.TryGetProperty("segment", out var segment))
        {
            return segment.ValueKind == JsonValueKind.Number && segment.TryGetInt64(out var id) && id > 0
                ? new SegmentCondition.MemberOf(id)
                : throw new FormatException($"{at}.segment must be the id of a segment.");
        }
        return element.TryGetProperty("field", out var field)
            ? ReadField(element, field, at)
            : throw new FormatException($"{at} must have one of all, any, not, field, did, segment.");
    }

    private static List<SegmentCondition> ReadList(JsonElement list, string at, int depth) =>
        list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select((part, i) => Read(part, $"{at}[{i}]", depth + 1))]
            : throw new FormatException($"{at} must be a list of conditions.");

    private static SegmentCondition.Field ReadField(JsonElement element, JsonElement field, string at)
    {
        var name = Text(field, at + ".field") ?? throw new FormatException($"{at}.field must be a text.");
        var op = element.TryGetProperty("op", out var o) && o.ValueKind == JsonValueKind.String ? o.GetString()! : "";
        if (!SegmentCondition.Operators.Contains(op))
        {
            throw new FormatException($"{at}.op must be one of {string.Join(' ', SegmentCondition.Operators)}. Got '{op}' instead.");
        }
        List<JsonElement> values = [];
        if (element.TryGetProperty("value", out var value) && value.ValueKind != JsonValueKind.Null)
        {
            values = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        }
        var wanted = op switch
        {
            "isNull" or "isNotNull" => values.Count == 0,
            "between" => values.Count == 2,
            "in" => values.Count > 0,
            _ => values.Count == 1,
        };
        values.ForEach(v => Text(v, at + ".value"));
        return !wanted ? throw new FormatException($"{at}.value does not fit '{op}': got {values.Count} values.")
            : values.Exists(v =>
                v.ValueKind is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
            )
                ? throw new FormatException($"{at}.value must be a text, a number, true or false.")
            : new SegmentCondition.Field(name, op, values);
    }

    private static SegmentCondition.Did ReadDid(JsonElement element, JsonElement did, string at)
    {
        var what = did.ValueKind == JsonValueKind.String ? did.GetString()! : "";
        if (SegmentBehaviour.Find(what) is not { } behaviour)
        {
            throw new FormatException(
                $"{at}.did must be one of {string.Join(' ', SegmentBehaviour.All.Select(b => b.Key))}. Got '{what}' instead."
            );
        }
        var (op, times) = (">=", 1);
        if (element.TryGetProperty("times", out var t))
        {
            if (t.ValueKind != JsonValueKind.Object)
            {
                throw new FormatException($"{at}.times must be an object such as {{\"op\": \">=\", \"value\": 2}}.");
            }
            op = t.TryGetProperty("op", out var o) ? o.ToString() : ">=";
            times =
                t.TryGetProperty("value", out var n) && Whole(n) is { } number and >= 0
                    ? number
                    : throw new FormatException($"{at}.times.value must be a whole number, 0 or more.");
            if (!SegmentCondition.CountOperators.Contains(op))
            {
                throw new FormatException(
                    $"{at}.times.op must be one of {string.Join(' ', SegmentCondition.CountOperators)}. Got '{op}' instead."
                );
            }
        }
        int? within = null;
        if (element.TryGetProperty("withinDays", out var w))
        {
            within = Whole(w) is { } days and > 0 and <= MostDays
                ? days
                : throw new FormatException($"{at}.withinDays must be a whole number between 1 and {MostDays}.");
        }
        var product =
            !element.TryGetProperty("productId", out var p) || p.ValueKind == JsonValueKind.Null ? null
            : p.ValueKind is JsonValueKind.String or JsonValueKind.Number ? Text(p, at + ".productId") ?? p.GetRawText()
            : throw new FormatException($"{at}.productId must be a text.");
        if (product is not null && !behaviour.HasProduct)
        {
            throw new FormatException($"{at}.productId does not go with '{what}'.");
        }
        var which =
            !element.TryGetProperty("event", out var e) || e.ValueKind == JsonValueKind.Null ? null
            : e.ValueKind == JsonValueKind.String ? behaviour.ReadEvent(Text(e, at + ".event")!, at)
            : throw new FormatException($"{at}.event must be a text.");
        long? campaign = null;
        if (element.TryGetProperty("campaignId", out var c) && c.ValueKind != JsonValueKind.Null)
        {
            campaign =
                !behaviour.HasCampaign ? throw new FormatException($"{at}.campaignId does not go with '{what}'.")
                : c.ValueKind == JsonValueKind.Number && c.TryGetInt64(out var id) && id > 0 ? id
                : throw new FormatException($"{at}.campaignId must be the id of a campaign.");
        }
        return new SegmentCondition.Did(what, product, op, times, within, which, campaign);
    }

    private static int? Whole(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    // Null when it is no text. The database's text can't hold the character NUL.
    private static string? Text(JsonElement value, string at) =>
        value.ValueKind != JsonValueKind.String ? null
        : value.GetString()!.Contains('\0', StringComparison.Ordinal) ? throw new FormatException($"{at} must not hold the character NUL.")
        : value.GetString();
}
