using System.Globalization;
using System.Text;

namespace Core.Simulation;

/// <param name="Country">In English.</param>
/// <param name="Weight">Relative number of customers.</param>
/// <param name="Places">Town, region of each.</param>
internal sealed record Homeland(string Country, double Weight, (string Town, string Region)[] Places);

/// <summary>Names and places that simulated customers are made of; any likeness to a person is chance.</summary>
internal static class People
{
    public static readonly string[] FirstNames = (
        "Ada,Adam,Agnes,Ahmed,Aino,Alba,Alina,Amara,Amir,Anders,Anika,Anton,Aria,Arturo,Astrid,Aylin,Beatriz,Ben,Bianca,Björn,Bruno,Camille,"
        + "Carla,Casper,Chiara,Clara,Daan,Dario,Diana,Diego,Edith,Elif,Elena,Elias,Emil,Emma,Enzo,Eva,Farah,Felix,Fiona,Freya,Gaia,Greta,"
        + "Hana,Hannah,Hugo,Ida,Ines,Ingrid,Iris,Ivan,Jakub,Jana,Jasper,Joana,Jonas,Julia,Karim,Katja,Kofi,Lars,Laura,Leila,Lena,Leo,Lina,"
        + "Lotte,Luca,Lucía,Maja,Malik,Marek,Marta,Mateo,Maya,Mia,Mila,Nadia,Nils,Noah,Nora,Olga,Oscar,Paul,Petra,Pia,Rafael,Rosa,Ruth,"
        + "Samir,Sara,Sofia,Stefan,Tara,Theo,Tilda,Tomás,Vera,Viktor,Yara,Yusuf,Zoé,Zora"
    ).Split(',');

    public static readonly string[] LastNames = (
        "Abel,Adeyemi,Almeida,Andersen,Arslan,Bakker,Bauer,Becker,Berg,Bianchi,Blanc,Borg,Brandt,Castro,Chevalier,Costa,Dahl,Demir,Dubois,"
        + "Dvorak,Eklund,Engel,Esposito,Falk,Ferrari,Fischer,Fontaine,Garcia,Gomez,Greco,Haas,Hansen,Hartmann,Hoffmann,Holm,Horvat,Hughes,"
        + "Jansen,Janssens,Kaya,Keller,Khan,Klein,Kowalski,Kraus,Lambert,Lang,Larsen,Lehmann,Lindgren,Lopez,Marino,Martin,Meyer,Moreau,"
        + "Moretti,Müller,Murphy,Navarro,Nielsen,Novak,Nowak,Okafor,Olsen,Ortega,Park,Petit,Pinto,Popescu,Quinn,Ramos,Reyes,Ricci,Romano,"
        + "Roux,Ruiz,Santos,Schmidt,Schneider,Silva,Singh,Smit,Sørensen,Stein,Svensson,Taylor,Thomas,Torres,Urban,Vargas,Visser,Vogel,Wagner,"
        + "Walsh,Weber,White,Winter,Wójcik,Wolf,Young,Zeller,Zielinski"
    ).Split(',');

    public static readonly (string Name, double Weight)[] Channels =
    [
        ("organic search", 30),
        ("newsletter", 22),
        ("social media", 20),
        ("paid search", 16),
        ("marketplace", 8),
        ("shop", 4),
    ];

    public static readonly Homeland[] Homelands =
    [
        new("Germany", 34, [("Berlin", "Berlin"), ("Munich", "Bavaria"), ("Hamburg", "Hamburg"), ("Cologne", "North Rhine-Westphalia")]),
        new("France", 18, [("Paris", "Île-de-France"), ("Lyon", "Auvergne-Rhône-Alpes"), ("Toulouse", "Occitanie")]),
        new("Netherlands", 12, [("Amsterdam", "North Holland"), ("Utrecht", "Utrecht"), ("Eindhoven", "North Brabant")]),
        new("United Kingdom", 12, [("London", "England"), ("Leeds", "England"), ("Glasgow", "Scotland"), ("Cardiff", "Wales")]),
        new("Spain", 9, [("Madrid", "Madrid"), ("Barcelona", "Catalonia"), ("Seville", "Andalusia")]),
        new("Italy", 7, [("Milan", "Lombardy"), ("Rome", "Lazio"), ("Turin", "Piedmont")]),
        new("Poland", 5, [("Warsaw", "Masovia"), ("Kraków", "Lesser Poland")]),
        new("Sweden", 3, [("Stockholm", "Stockholm"), ("Gothenburg", "Västra Götaland")]),
    ];

    /// <summary>The name as the local part of an address: small letters a–z, a full stop between.</summary>
    public static string Mailbox(string first, string last)
    {
        var box = new StringBuilder();
        foreach (var letter in $"{first}.{last}".ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            _ = letter switch
            {
                'ø' => box.Append('o'),
                'ł' => box.Append('l'),
                _ when CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark => box,
                _ => box.Append(letter),
            };
        }
        return box.ToString();
    }
}
