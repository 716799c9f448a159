using System.Text.Json;
using Core.Customers;
using Core.Segments;
using NpgsqlTypes;

namespace Data.Queries;

/// <summary>
/// Compiles a segment's rule to one SQL condition over a customers row with alias <c>c</c>. Field names are looked up in a fixed list
/// or bound as parameters, and values are always parameters: nothing that a person wrote becomes SQL text.
/// </summary>
public static class SegmentRuleSql
{
    // No more digits than a double precision can take in without an error.
    private const string PlainNumber = "^\\s*[-+]?[0-9]{1,100}(\\.[0-9]{0,100})?([eE][-+]?[0-9]{1,2})?\\s*$";

    private static readonly Dictionary<string, string> CustomerColumns = new(StringComparer.OrdinalIgnoreCase)
    {
        ["externalId"] = "c.external_id",
        ["customerId"] = "c.external_id",
        ["name"] = "c.name",
        ["email"] = "c.email",
        ["location"] = "c.location",
        ["country"] = "c.country",
        ["channel"] = "c.channel",
        ["region"] = "c.region",
        ["subscriptionId"] = "c.subscription_id",
        ["signupDate"] = "c.signup_date",
    };

    /// <exception cref="FormatException">The rule names an unknown field, or a value does not fit its field.</exception>
    public static string Compile(SegmentCondition condition, SqlParameterList parameters) =>
        condition switch
        {
            SegmentCondition.All all => Join(all.Parts, " AND ", "true", parameters),
            SegmentCondition.Any any => Join(any.Parts, " OR ", "false", parameters),
            SegmentCondition.Not not => $"(NOT COALESCE({Compile(not.Part, parameters)}, false))",
            SegmentCondition.Field field => Field(field, parameters),
            SegmentCondition.Did did => Did(did, parameters),
            _ => throw new InvalidOperationException($"Unknown condition {condition.GetType().Name}."),
        };

    private static string Join(IReadOnlyList<SegmentCondition> parts, string with, string empty, SqlParameterList parameters) =>
        parts.Count == 0 ? empty : "(" + string.Join(with, parts.Select(p => $"COALESCE({Compile(p, parameters)}, false)")) + ")";

    private static string Field(SegmentCondition.Field field, SqlParameterList parameters)
    {
        var name = field.Name.Replace("_", "", StringComparison.Ordinal);
        if (CustomerColumns.TryGetValue(name, out var column))
        {
            return column == "c.signup_date"
                ? Compare(column, field, v => parameters.Add(Date(field, v), NpgsqlDbType.Date), parameters)
                : Compare(column, field, v => parameters.Add(Text(v)), parameters);
        }
        if (CustomerFeatures.Find(field.Name) is { Source: not FeatureSource.Attributes } feature)
        {
            var scale = feature.Unit == FeatureUnit.Money ? Money.Scale : 1;
            var value = $"(SELECT f.{feature.Key} FROM customer_features f WHERE f.customer_id = c.customer_id)";
            // Money is whole units in the database; 0.29 times 10 000 is none in binary.
            return Compare(
                value,
                field,
                v => parameters.Add(scale == 1 ? Number(field, v) : Math.Round(Number(field, v) * scale)),
                parameters
            );
        }
        var key = parameters.Add(
            field.Name.StartsWith("attributes.", StringComparison.Ordinal) ? field.Name["attributes.".Length..] : field.Name
        );
        var numeric = field.Values.Count > 0 && field.Values.All(v => v.ValueKind == JsonValueKind.Number);
        var attribute = numeric
            ? $"CASE WHEN c.attributes->>{key} ~ '{PlainNumber}' THEN (c.attributes->>{key})::double precision END"
            : $"(c.attributes->>{key})";
        return Compare(attribute, field, v => numeric ? parameters.Add(v.GetDouble()) : parameters.Add(Text(v)), parameters);
    }

    private static string Compare(string left, SegmentCondition.Field field, Func<JsonElement, string> bind, SqlParameterList parameters) =>
        field.Operator switch
        {
            "isNull" => $"({left} IS NULL)",
            "isNotNull" => $"({left} IS NOT NULL)",
            "between" => $"({left} BETWEEN {bind(field.Values[0])} AND {bind(field.Values[1])})",
            "in" => $"({left} IN ({string.Join(", ", field.Values.Select(bind))}))",
            "!=" => $"({left} IS DISTINCT FROM {bind(field.Values[0])})",
            "startsWith" => $"starts_with(({left})::text, {parameters.Add(Text(field.Values[0]))})",
            "contains" => $"(strpos(lower(({left})::text), lower({parameters.Add(Text(field.Values[0]))})) > 0)",
            _ => $"({left} {field.Operator} {bind(field.Values[0])})",
        };

    private static string Did(SegmentCondition.Did did, SqlParameterList parameters)
    {
        var within = did.WithinDays is { } days
            ? " AND o.ordered_at >= ((SELECT max(f.as_of) FROM customer_features f)::timestamp "
                + $"- {parameters.Add(days)} * interval '1 day') AT TIME ZONE 'UTC'"
            : "";
        var product = did.ProductId is { } id
            ? " AND EXISTS (SELECT 1 FROM order_lines l WHERE l.customer_id = o.customer_id AND l.order_id = o.order_id "
                + $"AND l.product_id = {parameters.Add(ExternalId.Hash(id))})"
            : "";
        return $"((SELECT count(*) FROM orders o WHERE o.customer_id = c.customer_id{within}{product}) {did.TimesOperator} {parameters.Add(did.Times)})";
    }

    // As JSON writes it: true, not True.
    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static double Number(SegmentCondition.Field field, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number
            ? value.GetDouble()
            : throw new FormatException($"The value of '{field.Name}' must be a number. Got '{value}' instead.");

    private static DateOnly Date(SegmentCondition.Field field, JsonElement value) =>
        DateOnly.TryParseExact(value.ToString(), "yyyy-MM-dd", out var date)
            ? date
            : throw new FormatException($"The value of '{field.Name}' must be a date such as 2025-03-31. Got '{value}' instead.");
}
