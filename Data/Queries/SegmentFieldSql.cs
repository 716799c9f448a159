using System.Text.Json;
using Core.Customers;
using Core.Segments;
using NpgsqlTypes;

namespace Data.Queries;

/// <summary>A comparison with a customer's column, feature or attribute.</summary>
internal static class SegmentFieldSql
{
    // No more digits than a double precision can take in without an error.
    private const string PlainNumber = "^\\s*[-+]?[0-9]{1,100}(\\.[0-9]{0,100})?([eE][-+]?[0-9]{1,2})?\\s*$";

    private static readonly Dictionary<string, string> CustomerColumns = new(StringComparer.OrdinalIgnoreCase)
    {
        ["externalId"] = "external_id",
        ["customerId"] = "external_id",
        ["name"] = "name",
        ["email"] = "email",
        ["location"] = "location",
        ["country"] = "country",
        ["channel"] = "channel",
        ["region"] = "region",
        ["subscriptionId"] = "subscription_id",
        ["signupDate"] = "signup_date",
    };

    public static string Compile(SegmentCondition.Field field, SegmentRuleQuery query, bool required)
    {
        var parameters = query.Parameters;
        var name = field.Name.Replace("_", "", StringComparison.Ordinal);
        if (CustomerColumns.TryGetValue(name, out var known))
        {
            var column = query.Column(known);
            return known == "signup_date"
                ? Compare(column, field, v => parameters.Add(Date(field, v), NpgsqlDbType.Date), parameters)
                : Compare(column, field, v => parameters.Add(Text(v)), parameters);
        }
        if (CustomerFeatures.Find(field.Name) is { Source: not FeatureSource.Attributes } feature)
        {
            var scale = feature.Unit == FeatureUnit.Money ? Money.Scale : 1;
            // Who has no row has nothing known, which only these two find.
            var value = $"{query.Features(required && field.Operator is not ("isNull" or "!="))}.{feature.Key}";
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
        var held = $"{query.Column("attributes")}->>{key}";
        var attribute = numeric ? $"CASE WHEN {held} ~ '{PlainNumber}' THEN ({held})::double precision END" : $"({held})";
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
