using System.Globalization;

namespace Core.Simulation;

/// <summary>Files as a user would bring them: comma, quotes where needed (RFC 4180), a point for decimals, \n, times in UTC.</summary>
internal static class RetailShopCsv
{
    public static void Write(TextWriter writer, IEnumerable<SimulatedCustomer> customers)
    {
        Line(writer, "customer_id", "name", "email", "location", "country", "channel", "region", "signup_date");
        foreach (var c in customers)
        {
            var signup = c.SignupDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            Line(writer, c.Id, c.Name, c.Email, c.Location, c.Country, c.Channel, c.Region, signup);
        }
    }

    public static void Write(TextWriter writer, IEnumerable<SimulatedOrderLine> lines)
    {
        Line(writer, "order_id", "customer_id", "ordered_at", "product_id", "description", "quantity", "unit_price");
        foreach (var l in lines)
        {
            Line(
                writer,
                l.OrderId,
                l.CustomerId,
                l.OrderedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                l.ProductId,
                l.Description,
                l.Quantity.ToString(CultureInfo.InvariantCulture),
                l.UnitPrice.ToString("0.00", CultureInfo.InvariantCulture)
            );
        }
    }

    private static void Line(TextWriter writer, params ReadOnlySpan<string> fields)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (i > 0)
            {
                writer.Write(',');
            }
            var field = fields[i];
            writer.Write(field.AsSpan().ContainsAny(",\"\n\r") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field);
        }
        writer.Write('\n');
    }
}
