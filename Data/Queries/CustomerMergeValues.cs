using System.Globalization;
using Core.Customers;
using Npgsql;

namespace Data.Queries;

/// <summary>The values of the merge fields of one customer, as they stand in a mail.</summary>
public static class CustomerMergeValues
{
    // Dates and money travel as text in their final form; the order is the order of Names.
    internal const string Columns = """
        c.name, c.email, c.external_id, c.location, c.country, c.region, c.channel, c.subscription_id,
        c.signup_date, f.as_of - f.recency_days, f.recency_days, f.frequency, f.monetary, f.average_order_value, f.largest_order,
        f.items, f.distinct_products, f.orders_last_90_days, f.revenue_last_90_days, f.tenure_days
        """;

    internal const int ColumnCount = 20;

    internal const string From = "customers c LEFT JOIN customer_features f ON f.customer_id = c.customer_id";

    private static readonly string[] Texts =
    [
        "name",
        "email",
        "external_id",
        "location",
        "country",
        "region",
        "channel",
        "subscription_id",
    ];

    /// <summary>The values of one customer, or null when there is none of that number.</summary>
    public static async Task<Dictionary<string, string>?> FindAsync(
        NpgsqlDataSource database,
        long customerId,
        CancellationToken cancellation = default
    )
    {
        await using var command = database.CreateCommand($"SELECT {Columns} FROM {From} WHERE c.customer_id = @id");
        command.Parameters.AddWithValue("id", customerId);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? Read(reader, 0) : null;
    }

    internal static Dictionary<string, string> Read(NpgsqlDataReader reader, int at)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < Texts.Length; i++)
        {
            Set(Texts[i], i, o => (string)o);
        }
        if (values.TryGetValue("name", out var name))
        {
            values["first_name"] = name.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault("");
        }
        Set("signup_date", 8, Date);
        Set("last_order_date", 9, Date);
        Set("recency_days", 10, Whole);
        Set("frequency", 11, Whole);
        Set("monetary", 12, Amount);
        Set("average_order_value", 13, o => Amount(Convert.ToInt64((double)o)));
        Set("largest_order", 14, Amount);
        Set("items", 15, o => ((double)o).ToString("0.##", CultureInfo.InvariantCulture));
        Set("distinct_products", 16, Whole);
        Set("orders_last_90_days", 17, Whole);
        Set("revenue_last_90_days", 18, Amount);
        Set("tenure_days", 19, Whole);
        return values;

        void Set(string field, int column, Func<object, string> write)
        {
            if (!reader.IsDBNull(at + column))
            {
                values[field] = write(reader.GetValue(at + column));
            }
        }
    }

    private static string Date(object value)
    {
        var date = value is DateOnly day ? day : DateOnly.FromDateTime((DateTime)value);
        return date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
    }

    private static string Whole(object value) =>
        Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);

    private static string Amount(object units) => new Money((long)units).Amount.ToString("N2", CultureInfo.InvariantCulture);
}
