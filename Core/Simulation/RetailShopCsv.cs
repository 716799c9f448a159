namespace Core.Simulation;

/// <summary>The files of the retail shop.</summary>
internal static class RetailShopCsv
{
    public static void Write(NoisyCsv csv, IEnumerable<SimulatedCustomer> customers)
    {
        csv.Header("customer_id", "name", "email", "location", "country", "channel", "region", "signup_date");
        foreach (var c in customers)
        {
            csv.Row(
                c.Id,
                c.Name,
                c.Email,
                c.Location,
                c.Country,
                csv.Unless(csv.Noise.MissingChannel, c.Channel),
                csv.Unless(csv.Noise.MissingRegion, c.Region),
                csv.Day(c.SignupDate)
            );
        }
    }

    public static void Write(NoisyCsv csv, IEnumerable<SimulatedOrderLine> lines)
    {
        csv.Header("order_id", "customer_id", "ordered_at", "product_id", "description", "quantity", "unit_price");
        var order = "";
        var known = true;
        foreach (var l in lines)
        {
            if (l.OrderId != order)
            {
                order = l.OrderId;
                known = !csv.Happens(csv.Noise.OrdersWithoutCustomer);
            }
            csv.Row(
                l.OrderId,
                known ? l.CustomerId : "",
                csv.Time(l.OrderedAt),
                l.ProductId,
                l.Description,
                NoisyCsv.Number(l.Quantity),
                NoisyCsv.Price(l.UnitPrice)
            );
        }
    }
}
