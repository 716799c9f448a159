using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Data.Queries;

/// <summary>A column that people are ordered by, those without a value always last, ties by customer id.</summary>
/// <param name="Key">Its name in addresses and in the API.</param>
/// <param name="Sql">With alias <c>c</c> for the customer and <c>f</c> for the features, as its index has it.</param>
/// <param name="OfFeatures">Whether it stands in the features, which not everybody has.</param>
/// <param name="Descending">The way round that people mean when they say nothing.</param>
/// <param name="IsNumber">A whole number; else text.</param>
public sealed record CustomerOrder(string Key, string Sql, bool OfFeatures, bool Descending, bool IsNumber)
{
    /// <summary>Nothing else reaches a statement.</summary>
    public static IReadOnlyList<CustomerOrder> All { get; } =
    [
        new("revenue", "f.monetary", true, true, true),
        new("orders", "f.frequency", true, true, true),
        new("recency", "f.recency_days", true, false, true),
        new("name", "left(c.name, 100)", false, false, false),
        new("email", "left(c.email, 100)", false, false, false),
        new("country", "left(c.country, 100)", false, false, false),
        new("channel", "left(c.channel, 100)", false, false, false),
        new("id", "c.external_id", false, false, false),
    ];

    public static CustomerOrder? Find(string? key) => All.FirstOrDefault(o => o.Key == key);
}

/// <summary>A place in an ordered list, between two rows: just after, or just before, a customer.</summary>
/// <param name="Value">The customer's value of the column; null where there is none.</param>
/// <param name="CustomerId">Whose it is.</param>
public sealed record ListPlace(string? Value, long CustomerId)
{
    /// <summary>Goes into an address.</summary>
    public override string ToString() =>
        Convert
            .ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new[] { CustomerId.ToString(CultureInfo.InvariantCulture), Value }))
            .TrimEnd('=')
            .Replace('+', '-')
            .Replace('/', '_');

    /// <summary>Null for what is no place, or none in this order.</summary>
    public static ListPlace? Parse(string? text, CustomerOrder order)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }
        try
        {
            var base64 = text.Replace('-', '+').Replace('_', '/');
            var json = Encoding.UTF8.GetString(Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '=')));
            return
                JsonSerializer.Deserialize<string?[]>(json) is [{ } id, var value]
                && long.TryParse(id, CultureInfo.InvariantCulture, out var customer)
                && (value is null || !order.IsNumber || long.TryParse(value, CultureInfo.InvariantCulture, out _))
                && value?.Contains('\0', StringComparison.Ordinal) != true
                ? new ListPlace(value, customer)
                : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }
}
