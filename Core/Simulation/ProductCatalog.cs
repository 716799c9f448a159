using System.Globalization;

namespace Core.Simulation;

/// <param name="Id">Prefix of the category and a number.</param>
/// <param name="Description">Of one unit.</param>
/// <param name="Category">Position in <see cref="ProductCatalog.Categories"/>.</param>
/// <param name="Price">List price.</param>
/// <param name="Popularity">Relative; the first product of a category sells most.</param>
internal sealed record Product(string Id, string Description, int Category, decimal Price, double Popularity);

/// <param name="Name">For people.</param>
/// <param name="Prefix">Of the ids of its products.</param>
/// <param name="Months">Factor of each month of the year.</param>
/// <param name="Products">Descriptions and list prices: "Mug 9.50|Pan 34.00".</param>
internal sealed record Category(string Name, string Prefix, double[] Months, string Products);

/// <summary>What the simulated shop sells: eight categories of fifteen products for home and garden.</summary>
internal static class ProductCatalog
{
    private static readonly double[] AllYear = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
    private static readonly double[] Summer = [0.3, 0.5, 1.2, 2, 2.4, 2, 1.6, 1.1, 0.7, 0.4, 0.2, 0.2];
    private static readonly double[] Winter = [0.3, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.1, 0.5, 1.6, 6, 8];
    private static readonly double[] Cosy = [1.3, 1.2, 1, 0.8, 0.7, 0.6, 0.6, 0.7, 1, 1.3, 1.6, 1.7];

    public static IReadOnlyList<Category> Categories { get; } =
    [
        new(
            "Kitchen",
            "KIT",
            AllYear,
            "Stoneware mug 9.50|Beech chopping board 18.90|Linen tea towel 7.90|Enamel saucepan 34.00|Glass storage jar 6.50|"
                + "Ceramic mixing bowl 16.50|Paring knife 12.90|Olive wood spoon 8.40|Salt and pepper mills 29.00|Cast iron pan 54.00|"
                + "Baking tin 14.20|Measuring cups 11.80|Bread bin 39.50|Espresso cups 22.00|Apron with pockets 24.90"
        ),
        new(
            "Garden",
            "GAR",
            Summer,
            "Seed mix for bees 3.90|Zinc watering can 27.50|Terracotta pot 8.90|Hand trowel 13.50|Garden gloves 9.90|Bird feeder 19.90|"
                + "Herb planter 24.00|Solar lantern 17.50|Folding stool 32.00|Picnic blanket 36.00|Plant labels 4.50|Pruning shears 26.90|"
                + "Hanging basket 15.80|Rain gauge 7.20|Hammock 69.00"
        ),
        new(
            "Candles and scents",
            "CAN",
            Cosy,
            "Tealights pack of 20 4.90|Beeswax candle 11.50|Lavender sachet 5.20|Room spray 14.90|Soy candle in a tin 12.80|"
                + "Incense cones 6.90|Brass candlestick 21.00|Storm lantern 28.50|Scented candle large 32.00|Match jar 9.80|"
                + "Oil diffuser 44.00|Essential oil 8.90|Floating candles 7.50|Candle snuffer 10.90|Reed diffuser 23.50"
        ),
        new(
            "Stationery",
            "STA",
            AllYear,
            "Greeting card 3.20|Dotted notebook 12.50|Gel pens set 8.90|Wrapping paper roll 4.80|Desk calendar 11.90|Washi tape 3.90|"
                + "Fountain pen 36.00|Letter set 14.50|Sticky notes 4.20|Pencil case 13.90|Photo album 27.00|Wax seal kit 22.50|"
                + "Wall planner 9.90|Bookmark set 5.50|Leather journal 41.00"
        ),
        new(
            "Toys",
            "TOY",
            Cosy,
            "Wooden animal 7.90|Jigsaw puzzle 16.90|Card game 11.50|Building blocks 29.00|Plush rabbit 18.50|Kite 15.90|Spinning top 6.20|"
                + "Marble run 42.00|Finger puppets 9.90|Colouring book 5.90|Toy train 34.50|Skipping rope 8.50|Memory game 13.50|"
                + "Magic set 26.00|Doll's house 89.00"
        ),
        new(
            "Textiles",
            "TEX",
            Cosy,
            "Cotton cushion cover 14.90|Wool blanket 79.00|Bath towel 19.50|Tote bag 9.90|Linen napkins 21.00|Knitted throw 49.00|"
                + "Table runner 23.50|Pillowcase 16.50|Oven glove 11.90|Bathrobe 59.00|Curtain panel 38.00|Floor cushion 44.50|"
                + "Laundry bag 13.20|Bed linen set 84.00|Doormat 25.90"
        ),
        new(
            "Christmas",
            "XMS",
            Winter,
            "Glass bauble 4.50|Paper star 12.90|Advent calendar 24.00|Felt stocking 16.50|Fairy lights 18.90|Gift tags 3.50|"
                + "Wooden nativity 64.00|Wreath 32.50|Snow globe 21.50|Tree skirt 36.00|Straw stars 6.90|Cookie cutters 9.50|"
                + "Christmas crackers 19.00|Candle arch 58.00|Reindeer figure 27.50"
        ),
        new(
            "Coffee and tea",
            "COF",
            AllYear,
            "House blend coffee 250 g 7.90|Green tea 6.50|Herbal tea 5.90|Espresso beans 1 kg 24.50|Earl Grey 6.90|Teapot 33.00|"
                + "French press 29.90|Hot chocolate 8.50|Tea tin 10.50|Hand grinder 46.00|Filter papers 3.80|Chai mix 9.20|"
                + "Milk frother 19.90|Tea infuser 7.40|Tasting set 28.00"
        ),
    ];

    /// <summary>All 120, category after category.</summary>
    public static IReadOnlyList<Product> Products { get; } = [.. Categories.SelectMany(Parse)];

    private static IEnumerable<Product> Parse(Category category, int index) =>
        category
            .Products.Split('|')
            .Select(
                (text, i) =>
                {
                    var space = text.LastIndexOf(' ');
                    var price = decimal.Parse(text[(space + 1)..], CultureInfo.InvariantCulture);
                    // Zipf's law with exponent 0.7: a few sell much, many sell a little.
                    return new Product($"{category.Prefix}-{i + 1:00}", text[..space], index, price, Math.Pow(i + 1, -0.7));
                }
            );
}
