using Core.Estimators;

namespace Core.Simulation;

/// <summary>The files of the handmade store.</summary>
internal static class HandmadeShopCsv
{
    public static IReadOnlyList<SimulatedFile> Files(HandmadeShop shop, SimulationNoise noise, SeededRandom random)
    {
        return
        [
            File("customers", csv => Customers(csv, shop.Customers)),
            File("products", csv => Products(csv)),
            File("orders", csv => RetailShopCsv.Write(csv, shop.OrderLines)),
            File("interactions", csv => StreamingServiceCsv.Interactions(csv, shop.Interactions)),
            File("feedback", csv => Feedback(csv, shop.Feedback)),
        ];

        SimulatedFile File(string kind, Action<NoisyCsv> write) => new(kind, writer => write(NoisyCsv.For(kind, writer, noise, random)));
    }

    private static void Customers(NoisyCsv csv, IEnumerable<HandmadeCustomer> customers)
    {
        csv.PersonHeader("age");
        foreach (var c in customers)
        {
            csv.Person(c.Person, NoisyCsv.Number(c.Person.Age));
        }
    }

    private static void Products(NoisyCsv csv)
    {
        csv.Header("product_id", "name", "category", "price", "material");
        foreach (var p in HandmadeCatalog.Products)
        {
            csv.Row(p.Id, p.Name, p.Category, NoisyCsv.Price(p.Price), p.Material);
        }
    }

    private static void Feedback(NoisyCsv csv, IEnumerable<SimulatedFeedback> feedback)
    {
        csv.Header("feedback_id", "date", "source", "customer_email", "text", "product_id", "rating");
        foreach (var f in feedback)
        {
            csv.Row(
                f.Id,
                csv.Time(f.At),
                f.Source,
                csv.Unless(csv.Noise.FeedbackWithoutAddress, f.Customer.Email),
                f.Text,
                f.ProductId,
                NoisyCsv.Number(f.Rating)
            );
        }
    }
}
