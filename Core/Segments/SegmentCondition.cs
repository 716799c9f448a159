using System.Text.Json;

namespace Core.Segments;

/// <summary>
/// The rule of a segment as a tree, read from JSON: <c>{"all": […]}</c>, <c>{"any": […]}</c>, <c>{"not": …}</c> around conditions
/// <c>{"field": "country", "op": "=", "value": "France"}</c> and behaviour
/// <c>{"did": "order", "productId": …, "times": {"op": "&gt;=", "value": 2}, "withinDays": 60}</c>.
/// </summary>
public abstract record SegmentCondition
{
    /// <summary>Every operator that a field condition may have.</summary>
    public static IReadOnlyList<string> Operators { get; } =
    ["=", "!=", "<", "<=", ">", ">=", "between", "in", "startsWith", "contains", "isNull", "isNotNull"];

    private const int MaxDepth = 32;
    private const int MostDays = 36_500;

    /// <summary>All parts hold (an empty list always holds).</summary>
    public sealed record All(IReadOnlyList<SegmentCondition> Parts) : SegmentCondition;

    /// <summary>At least one part holds (an empty list never holds).</summary>
    public sealed record Any(IReadOnlyList<SegmentCondition> Parts) : SegmentCondition;

    /// <summary>The part does not hold.</summary>
    public sealed record Not(SegmentCondition Part) : SegmentCondition;

    /// <summary>A column, attribute or feature compared with values: none for isNull, two for between, any number for in, else one.</summary>
    public sealed record Field(string Name, string Operator, IReadOnlyList<JsonElement> Values) : SegmentCondition;

    /// <summary>How often something was done, optionally with one product and within the last days before the as-of date.</summary>
    public sealed record Did(string What, string? ProductId, string TimesOperator, int Times, int? WithinDays) : SegmentCondition;

    /// <summary>Reads a rule.</summary>
    /// <exception cref="FormatException">The JSON is not a rule; the message says where and what is allowed.</exception>
    public static SegmentCondition Parse(string json)
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
            return new All(ReadList(all, at + ".all", depth));
        }
        if (element.TryGetProperty("any", out var any))
        {
            return new Any(ReadList(any, at + ".any", depth));
        }
        if (element.TryGetProperty("not", out var not))
        {
            return new Not(Read(not, at + ".not", depth + 1));
        }
        if (element.TryGetProperty("did", out var did))
        {
            return ReadDid(element, did, at);
        }
        return element.TryGetProperty("field", out var field)
            ? ReadField(element, field, at)
            : throw new FormatException($"{at} must have one of all, any, not, field, did.");
    }

    private static List<SegmentCondition> ReadList(JsonElement list, string at, int depth) =>
        list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select((part, i) => Read(part, $"{at}[{i}]", depth + 1))]
            : throw new FormatException($"{at} must be a list of conditions.");

    private static Field ReadField(JsonElement element, JsonElement field, string at)
    {
        var name = Text(field, at + ".field") ?? throw new FormatException($"{at}.field must be a text.");
        var op = element.TryGetProperty("op", out var o) && o.ValueKind == JsonValueKind.String ? o.GetString()! : "";
        if (!Operators.Contains(op))
        {
            throw new FormatException($"{at}.op must be one of {string.Join(' ', Operators)}. Got '{op}' instead.");
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
            : new Field(name, op, values);
    }

    private static Did ReadDid(JsonElement element, JsonElement did, string at)
    {
        var what = did.ValueKind == JsonValueKind.String ? did.GetString()! : "";
        if (what != "order")
        {
            throw new FormatException($"{at}.did must be 'order'. Got '{what}' instead.");
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
            if (op is not ("=" or "!=" or "<" or "<=" or ">" or ">="))
            {
                throw new FormatException($"{at}.times.op must be one of = != < <= > >=. Got '{op}' instead.");
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
        return new Did(what, product, op, times, within);
    }

    private static int? Whole(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    // Null when it is no text. The database's text can't hold the character NUL.
    private static string? Text(JsonElement value, string at) =>
        value.ValueKind != JsonValueKind.String ? null
        : value.GetString()!.Contains('\0', StringComparison.Ordinal) ? throw new FormatException($"{at} must not hold the character NUL.")
        : value.GetString();
}
