using System.Globalization;
using Core.Estimators;

namespace Core.Simulation;

/// <param name="Id">MOV-0001, ….</param>
/// <param name="Name">Made up, once in the catalogue.</param>
/// <param name="Rating">1 … 10, one decimal.</param>
/// <param name="Minutes">Duration.</param>
/// <param name="Genre">Position in <see cref="MovieCatalog.Genres"/>.</param>
/// <param name="ReleaseYear">1960 … the service's last year.</param>
public sealed record Movie(string Id, string Name, double Rating, int Minutes, int Genre, int ReleaseYear)
{
    /// <summary>In words.</summary>
    public string GenreName => MovieCatalog.Genres[Genre];
}

/// <summary>The films of a simulated streaming service, made from the seed.</summary>
public sealed class MovieCatalog
{
    internal const double MeanRating = 6.5;
    private const int OldestYear = 1960;

    private static readonly (string Name, int Minutes)[] GenreMinutes =
    [
        ("Drama", 118),
        ("Comedy", 98),
        ("Thriller", 108),
        ("Action", 115),
        ("Documentary", 82),
        ("Family", 92),
        ("Romance", 104),
        ("Science fiction", 122),
    ];

    private static readonly string[] First = (
        "Silent,Crooked,Paper,Northern,Borrowed,Velvet,Distant,Iron,Amber,Hollow,Midnight,Painted,Wandering,Second,Broken,Golden,Quiet,"
        + "Restless,Salt,Winter,Electric,Forgotten,Hidden,Burning,Glass,Lonely,Scarlet,Bitter,Gentle,Wild,Empty,Frozen,Lucky,Secret,Stolen,"
        + "Tender,Thirteenth,Upside-down,Vanishing,Endless"
    ).Split(',');

    private static readonly string[] Second = (
        "Harbour,Orchard,Letters,Summer,Clockmaker,Bridge,Garden,Passenger,Lighthouse,Kitchen,Waltz,Mountain,Neighbour,River,Detective,"
        + "Carnival,Island,Promise,Sparrow,Engine,Cinema,Village,Planet,Daughter,Journey,Balcony,Desert,Mirror,Signal,Teacher,Voyage,"
        + "Bakery,Comet,Forest,Hotel,Inheritance,Juggler,Kingdom,Melody,Notebook,Ocean,Piano,Queue,Railway,Storm,Theatre,Umbrella,Valley,"
        + "Wedding,Yard"
    ).Split(',');

    private readonly Movie[][] byGenre;
    private readonly double[][] popularity;

    /// <param name="count">Of films; at most as many as names can be made.</param>
    /// <param name="lastYear">The newest release year.</param>
    /// <param name="random">Of the catalogue alone.</param>
    internal MovieCatalog(int count, int lastYear, SeededRandom random)
    {
        var names = random.Sample(First.Length * Second.Length, count);
        Movies =
        [
            .. names.Select(
                (name, i) =>
                {
                    var genre = i % GenreMinutes.Length;
                    return new Movie(
                        string.Create(CultureInfo.InvariantCulture, $"MOV-{i + 1:0000}"),
                        $"The {First[name / Second.Length]} {Second[name % Second.Length]}",
                        Math.Round(Math.Clamp(MeanRating + 1.2 * random.NextNormal(), 1, 10), 1),
                        Math.Max(45, (int)(GenreMinutes[genre].Minutes + 14 * random.NextNormal())),
                        genre,
                        Math.Max(OldestYear, lastYear - (int)(9 * random.NextExponential()))
                    );
                }
            ),
        ];
        byGenre = [.. Enumerable.Range(0, GenreMinutes.Length).Select(g => Movies.Where(m => m.Genre == g).ToArray())];
        // Zipf's law with exponent 0.8 over films in the order of the catalogue.
        popularity = [.. byGenre.Select(films => films.Select((_, i) => Math.Pow(i + 1, -0.8)).ToArray())];
    }

    /// <summary>Names of the genres, in the order of a viewer's taste.</summary>
    public static IReadOnlyList<string> Genres { get; } = [.. GenreMinutes.Select(g => g.Name)];

    /// <summary>All films.</summary>
    public IReadOnlyList<Movie> Movies { get; }

    /// <summary>A film for a viewer with this taste: a genre by taste, then a film by popularity.</summary>
    internal Movie Choose(double[] taste, SeededRandom random)
    {
        var genre = random.NextWeighted(taste);
        return byGenre[genre][random.NextWeighted(popularity[genre])];
    }
}
