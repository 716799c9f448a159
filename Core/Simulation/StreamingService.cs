using System.Globalization;
using Core.Estimators;

namespace Core.Simulation;

/// <summary>
/// A made-up streaming service with known truth: viewers of four types subscribe, watch films of the genres that they like, say what they
/// think, and leave with a constant hazard. The same options and seed give the same service. Everything but the catalogue is made while
/// it is read, customer by customer, so memory does not grow with the number of customers.
/// </summary>
public sealed class StreamingService
{
    private const int DaysBeforeStart = 365;
    private const double SignedUpBefore = 0.5;
    private const double TasteShape = 0.6;
    private const double DaysPerMonth = 30;
    private const double LooksFirst = 0.7;
    private const double BrowsesPerSession = 0.8;
    private const double AddsToList = 0.25;
    private static readonly string[] Devices = ["TV", "Phone", "Tablet", "Computer"];
    private static readonly double[] DeviceWeights = [5, 3, 1, 2];

    // Streams of a customer's own generator, so that reading sessions does not change the interactions.
    private enum Part : ulong
    {
        Person = 1,
        Sessions,
        Browsing,
    }

    private readonly StreamingServiceOptions options;
    private readonly SeededRandom random;

    private StreamingService(StreamingServiceOptions options, ulong seed)
    {
        this.options = options;
        random = new SeededRandom(seed);
        Catalog = new MovieCatalog(options.Movies, options.EndExclusive.AddDays(-1).Year, random.Fork(ulong.MaxValue));
    }

    /// <summary>What can be subscribed to: four plans at 5, 7, 9 and 12 a month.</summary>
    public static IReadOnlyList<SubscriptionPlan> Plans { get; } =
    [new("SUB-5", "Basic", 5), new("SUB-7", "Standard", 7), new("SUB-9", "Plus", 9), new("SUB-12", "Premium", 12)];

    /// <summary>The films.</summary>
    public MovieCatalog Catalog { get; }

    /// <summary>By number, not by time: everybody who was subscribed on the first day or came later.</summary>
    public IEnumerable<Viewer> Viewers => Enumerable.Range(0, options.Customers).Select(Viewer);

    /// <summary>Of all viewers, viewer by viewer, each by day.</summary>
    public IEnumerable<ViewingSession> Sessions => Enumerable.Range(0, options.Customers).SelectMany(i => SessionsOf(i, Viewer(i)));

    /// <summary>Looks at pages of films, and films put on the list; viewer by viewer.</summary>
    public IEnumerable<SimulatedInteraction> Interactions => Enumerable.Range(0, options.Customers).SelectMany(InteractionsOf);

    /// <summary>customers, subscriptions, movies, engagements, interactions.</summary>
    public IReadOnlyList<SimulatedFile> Files => StreamingServiceCsv.Files(this, options.Noise, random);

    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static StreamingService Generate(StreamingServiceOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return new StreamingService(options, seed);
    }

    private SeededRandom RandomOf(int index, Part part) => random.Fork((ulong)index).Fork((ulong)part);

    private Viewer Viewer(int index)
    {
        var own = RandomOf(index, Part.Person);
        var (start, end) = (options.Start.DayNumber, options.EndExclusive.DayNumber);
        var signup = own.NextDouble() < SignedUpBefore ? start - 1 - own.NextInt(DaysBeforeStart) : start + own.NextInt(end - start);
        var person = SimulatedPerson.Draw("STR", index + 1, DateOnly.FromDayNumber(signup), own);
        var type = (ViewerType)own.NextWeighted(ViewingHabits.Shares);
        var habits = ViewingHabits.Of(type);
        // Whoever is on the list was still there on the first day; a constant hazard does not know how long before.
        var hazard = -Math.Log(1 - habits.ChurnPerMonth) / DaysPerMonth;
        var churn = Math.Max(signup, start) + 1 + Math.Min(own.NextExponential() / hazard, int.MaxValue / 2);
        double[] taste = [.. MovieCatalog.Genres.Select(_ => own.NextGamma(TasteShape))];
        var sum = taste.Sum();
        return new Viewer(
            person,
            Plans[own.NextWeighted([.. habits.Plans])].Id,
            Devices[own.NextWeighted(DeviceWeights)],
            type,
            churn < end ? DateOnly.FromDayNumber((int)churn) : null,
            habits.SessionsPerWeek * own.NextGamma(habits.RateShape) / habits.RateShape,
            [.. taste.Select(t => t / sum)]
        );
    }

    private IEnumerable<ViewingSession> SessionsOf(int index, Viewer viewer)
    {
        var own = RandomOf(index, Part.Sessions);
        var habits = ViewingHabits.Of(viewer.Type);
        double[] taste = [.. viewer.Taste];
        var number = 0;
        foreach (var at in Times(viewer, own, viewer.SessionsPerWeek))
        {
            number++;
            var movie = Catalog.Choose(taste, own);
            var full = own.NextDouble() < habits.WatchedFully;
            var minutes = full ? movie.Minutes : 1 + own.NextInt(movie.Minutes * 4 / 5);
            var mood = own.NextDouble();
            var like = habits.LikeChance(movie, viewer.Taste);
            yield return new ViewingSession(
                string.Create(CultureInfo.InvariantCulture, $"ENG-{index + 1:000000}-{number:0000}"),
                viewer.Person.Id,
                movie,
                at,
                minutes,
                full,
                mood < like ? true
                    : mood < like + (1 - like) * habits.Disliked ? false
                    : null
            );
        }
    }

    private IEnumerable<SimulatedInteraction> InteractionsOf(int index)
    {
        var viewer = Viewer(index);
        var own = RandomOf(index, Part.Browsing);
        double[] taste = [.. viewer.Taste];
        var number = 0;
        foreach (var session in SessionsOf(index, viewer))
        {
            if (own.NextDouble() < LooksFirst)
            {
                yield return Event(session.Movie, "view", session.StartedAt.AddSeconds(-20 - own.NextInt(600)));
            }
        }
        foreach (var at in Times(viewer, own, viewer.SessionsPerWeek * BrowsesPerSession))
        {
            var movie = Catalog.Choose(taste, own);
            yield return Event(movie, "view", at);
            if (own.NextDouble() < AddsToList)
            {
                yield return Event(movie, "add_to_list", at.AddSeconds(5 + own.NextInt(60)));
            }
        }

        SimulatedInteraction Event(Movie movie, string kind, DateTimeOffset at) =>
            new(
                string.Create(CultureInfo.InvariantCulture, $"INT-{index + 1:000000}-{++number:0000}"),
                viewer.Person.Id,
                movie.Id,
                kind,
                at
            );
    }

    private IEnumerable<DateTimeOffset> Times(Viewer viewer, SeededRandom own, double perWeek) =>
        new ThinnedPoisson(
            own,
            Math.Max(viewer.Person.SignupDate.DayNumber, options.Start.DayNumber),
            (viewer.ChurnDate ?? options.EndExclusive).DayNumber,
            perWeek / 7,
            ViewingHabits.Intensity,
            ViewingHabits.MostIntensity,
            ThinnedPoisson.EveningHours
        ).Times();
}
