using Core.Estimators;

namespace Core.Simulation;

/// <summary>The files of the streaming service.</summary>
internal static class StreamingServiceCsv
{
    public static IReadOnlyList<SimulatedFile> Files(StreamingService service, SimulationNoise noise, SeededRandom random)
    {
        return
        [
            File("subscriptions", csv => Subscriptions(csv)),
            File("customers", csv => Customers(csv, service.Viewers)),
            File("movies", csv => Movies(csv, service.Catalog.Movies)),
            File("engagements", csv => Engagements(csv, service.Sessions)),
            File("interactions", csv => Interactions(csv, service.Interactions)),
        ];

        SimulatedFile File(string kind, Action<NoisyCsv> write) => new(kind, writer => write(NoisyCsv.For(kind, writer, noise, random)));
    }

    private static void Subscriptions(NoisyCsv csv)
    {
        csv.Header("subscription_id", "subscription_name", "price");
        foreach (var plan in StreamingService.Plans)
        {
            csv.Row(plan.Id, plan.Name, NoisyCsv.Price(plan.Price));
        }
    }

    private static void Customers(NoisyCsv csv, IEnumerable<Viewer> viewers)
    {
        csv.PersonHeader("subscription_id", "age", "main_device");
        foreach (var v in viewers)
        {
            csv.Person(v.Person, v.SubscriptionId, NoisyCsv.Number(v.Person.Age), v.MainDevice);
        }
    }

    private static void Movies(NoisyCsv csv, IReadOnlyList<Movie> movies)
    {
        csv.Header("movie_id", "movie_name", "movie_rating", "movie_duration", "movie_genre", "release_year");
        foreach (var m in movies)
        {
            csv.Row(
                m.Id,
                m.Name,
                NoisyCsv.Number(m.Rating, "0.0"),
                NoisyCsv.Number(m.Minutes),
                m.GenreName,
                NoisyCsv.Number(m.ReleaseYear)
            );
        }
    }

    private static void Engagements(NoisyCsv csv, IEnumerable<ViewingSession> sessions)
    {
        csv.Header("engagement_id", "customer_id", "movie_id", "session_date", "session_duration", "watched_fully", "like_status");
        foreach (var s in sessions)
        {
            csv.Row(
                s.Id,
                s.CustomerId,
                s.Movie.Id,
                csv.Time(s.StartedAt),
                NoisyCsv.Number(s.Minutes),
                NoisyCsv.YesNo(s.WatchedFully),
                s.Liked switch
                {
                    true => "liked",
                    false => "disliked",
                    null => "",
                }
            );
        }
    }

    public static void Interactions(NoisyCsv csv, IEnumerable<SimulatedInteraction> interactions)
    {
        csv.Header("interaction_id", "customer_id", "product_id", "event_type", "timestamp");
        foreach (var i in interactions)
        {
            csv.Row(i.Id, i.CustomerId, i.ProductId, i.Kind, csv.Time(i.At));
        }
    }
}
