using System.Globalization;

namespace Core.Simulation;

/// <param name="Id">HM-01, ….</param>
/// <param name="Name">Of the piece.</param>
/// <param name="Category">In words.</param>
/// <param name="Material">In words.</param>
/// <param name="Price">Two decimals.</param>
public sealed record HandmadeProduct(string Id, string Name, string Category, string Material, decimal Price);

/// <summary>What the handmade store sells: six categories of seven pieces.</summary>
public static class HandmadeCatalog
{
    private static readonly (string Category, string Material, string Products)[] Categories =
    [
        (
            "Ceramics",
            "clay",
            "Speckled mug 24.00|Breakfast bowl 29.00|Bud vase 34.00|Soap dish 16.50|Serving plate 48.00|Egg cups pair 19.00|Teapot 79.00"
        ),
        (
            "Jewellery",
            "silver",
            "Leaf earrings 38.00|Moon pendant 52.00|Twisted ring 44.00|Bead bracelet 27.00|Wave brooch 31.00|Hoop earrings 36.00|Name necklace 64.00"
        ),
        (
            "Knitwear",
            "wool",
            "Ribbed beanie 32.00|Chunky scarf 49.00|Fingerless gloves 28.00|Cable socks 24.50|Baby blanket 68.00|Headband 18.00|Moss cardigan 139.00"
        ),
        (
            "Candles",
            "beeswax",
            "Pillar candle 18.00|Citrus candle 22.00|Taper pair 14.00|Pine candle 22.00|Travel candle 12.50|Honeycomb candle 16.00|Gift box of three 46.00"
        ),
        (
            "Prints",
            "paper",
            "Linocut fern 28.00|Harbour print 35.00|Bird calendar 24.00|Set of cards 15.00|Map of stars 42.00|Fox postcard 3.50|Botanical poster 38.00"
        ),
        (
            "Woodwork",
            "oak",
            "Serving board 45.00|Spoon set 26.00|Phone stand 21.00|Ring box 33.00|Wall hook 17.50|Toy boat 29.50|Desk tray 52.00"
        ),
    ];

    /// <summary>All 42, category after category.</summary>
    public static IReadOnlyList<HandmadeProduct> Products { get; } =
    [
        .. Categories
            .SelectMany(c => c.Products.Split('|'), (category, text) => (category, text))
            .Select((p, i) => Parse(i + 1, p.category.Category, p.category.Material, p.text)),
    ];

    private static HandmadeProduct Parse(int number, string category, string material, string text)
    {
        var space = text.LastIndexOf(' ');
        return new HandmadeProduct(
            string.Create(CultureInfo.InvariantCulture, $"HM-{number:00}"),
            text[..space],
            category,
            material,
            decimal.Parse(text[(space + 1)..], CultureInfo.InvariantCulture)
        );
    }
}
