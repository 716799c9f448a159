namespace Core.Simulation;

/// <summary>How viewers of one type behave; the parameters that an analysis of the files should find again.</summary>
/// <param name="Share">Of all viewers.</param>
/// <param name="SessionsPerWeek">Mean rate; rates vary between viewers as a gamma with <paramref name="RateShape"/>.</param>
/// <param name="RateShape">Smaller: viewers differ more.</param>
/// <param name="ChurnPerMonth">Chance to leave within 30 days, the same at any time.</param>
/// <param name="WatchedFully">Share of sessions that go to the film's end.</param>
/// <param name="Liked">Chance to like a film of average rating in a genre of average taste.</param>
/// <param name="Disliked">Share of the other sessions that end with a dislike.</param>
/// <param name="Plans">Weights of <see cref="StreamingService.Plans"/>.</param>
public sealed record ViewingHabits(
    double Share,
    double SessionsPerWeek,
    double RateShape,
    double ChurnPerMonth,
    double WatchedFully,
    double Liked,
    double Disliked,
    IReadOnlyList<double> Plans
)
{
    private static readonly double[] Months = [1.2, 1.1, 1, 0.95, 0.9, 0.85, 0.8, 0.85, 0.95, 1.05, 1.15, 1.25];
    internal const double MostIntensity = 1.25 * 1.35;

    private static readonly ViewingHabits[] All =
    [
        new(0.25, 0.15, 1, 0.12, 0.25, 0.05, 0.15, [6, 2, 1, 1]),
        new(0.3, 0.7, 1.5, 0.06, 0.45, 0.1, 0.15, [3, 3, 2, 1]),
        new(0.25, 2.5, 2, 0.02, 0.65, 0.2, 0.06, [8, 2, 0.5, 0.2]),
        new(0.2, 4, 3, 0.008, 0.8, 0.35, 0.04, [0.5, 2, 4, 4]),
    ];

    /// <summary>The habits of a type.</summary>
    public static ViewingHabits Of(ViewerType type) => All[(int)type];

    internal static double[] Shares { get; } = [.. All.Select(h => h.Share)];

    /// <summary>Relative number of sessions on that day: more in winter and at weekends.</summary>
    internal static double Intensity(DateOnly day) =>
        Months[day.Month - 1] * (day.DayOfWeek is DayOfWeek.Friday or DayOfWeek.Saturday or DayOfWeek.Sunday ? 1.35 : 0.85);

    /// <summary>The chance that a viewer with this taste likes this film.</summary>
    /// <param name="movie">The film; its rating counts in proportion.</param>
    /// <param name="taste">Chance of each genre.</param>
    public double LikeChance(Movie movie, IReadOnlyList<double> taste) =>
        Math.Clamp(Liked * (movie.Rating / MovieCatalog.MeanRating) * (0.5 + 0.5 * taste[movie.Genre] * taste.Count), 0, 0.95);
}
