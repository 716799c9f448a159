using Core.Simulation;
using Xunit;

namespace Tests.Simulation;

public sealed class StreamingServiceTests
{
    private static readonly StreamingServiceOptions Options = new(new DateOnly(2025, 1, 1), new DateOnly(2026, 1, 1), 6_000);
    private static readonly StreamingService Service = StreamingService.Generate(Options, 7);
    private static readonly Lazy<List<Viewer>> AllViewers = new(() => [.. Service.Viewers]);
    private static readonly Lazy<List<ViewingSession>> AllSessions = new(() => [.. Service.Sessions]);

    private static List<Viewer> Viewers => AllViewers.Value;

    private static List<ViewingSession> Sessions => AllSessions.Value;

    [Fact]
    public void Sessions_lie_within_the_subscription_and_make_sense()
    {
        var viewers = Viewers.ToDictionary(v => v.Person.Id);

        Assert.Equal(Options.Customers, viewers.Count);
        Assert.Equal(Sessions.Count, Sessions.Select(s => s.Id).Distinct().Count());
        Assert.All(
            Sessions,
            s =>
            {
                var (day, viewer) = (DateOnly.FromDateTime(s.StartedAt.UtcDateTime), viewers[s.CustomerId]);
                Assert.True(day >= Options.Start && day < Options.EndExclusive && day >= viewer.Person.SignupDate);
                Assert.True(viewer.ChurnDate is null || day < viewer.ChurnDate);
                Assert.InRange(s.Minutes, 1, s.Movie.Minutes);
                Assert.True(!s.WatchedFully || s.Minutes == s.Movie.Minutes);
            }
        );
    }

    [Theory]
    [InlineData(ViewerType.LostCause)]
    [InlineData(ViewerType.Vulnerable)]
    [InlineData(ViewerType.FreeRider)]
    [InlineData(ViewerType.Star)]
    public void The_habits_of_a_type_are_found_in_what_it_did(ViewerType type)
    {
        var habits = ViewingHabits.Of(type);
        var viewers = Viewers.Where(v => v.Type == type).ToList();
        var ids = viewers.Select(v => v.Person.Id).ToHashSet();
        var sessions = Sessions.Where(s => ids.Contains(s.CustomerId)).ToList();
        var daysSubscribed = viewers.Sum(v =>
            (v.ChurnDate ?? Options.EndExclusive).DayNumber - Math.Max(v.Person.SignupDate.DayNumber, Options.Start.DayNumber)
        );
        var churned = viewers.Count(v => v.ChurnDate is not null);
        var perMonth = 1 - Math.Exp(-30.0 * churned / daysSubscribed);

        // Six standard errors each: a true simulator fails once in a billion.
        Assert.Equal(habits.Share, viewers.Count / (double)Viewers.Count, 6 * Math.Sqrt(habits.Share / Viewers.Count));
        Assert.Equal(habits.ChurnPerMonth, perMonth, 6 * habits.ChurnPerMonth / Math.Sqrt(churned));
        Assert.Equal(habits.WatchedFully, sessions.Share(s => s.WatchedFully), 6 * 0.5 / Math.Sqrt(sessions.Count));
        var spread = Math.Sqrt(1 / habits.RateShape / viewers.Count + 1.0 / sessions.Count);
        Assert.Equal(habits.SessionsPerWeek, 7.0 * sessions.Count / daysSubscribed, 6 * spread * 1.5 * habits.SessionsPerWeek);
    }

    [Fact]
    public void Viewers_watch_by_their_taste_and_like_by_the_stated_chance()
    {
        var viewers = Viewers.ToDictionary(v => v.Person.Id);
        var expected = Sessions.Sum(s => ViewingHabits.Of(viewers[s.CustomerId].Type).LikeChance(s.Movie, viewers[s.CustomerId].Taste));
        var likes = Sessions.Count(s => s.Liked == true);
        var own = Sessions.Sum(s => viewers[s.CustomerId].Taste[s.Movie.Genre]);
        var expectedOwn = Sessions.Sum(s => viewers[s.CustomerId].Taste.Sum(t => t * t));

        Assert.Equal(expected, likes, 6 * Math.Sqrt(expected));
        Assert.Equal(expectedOwn, own, 6 * 0.5 * Math.Sqrt(Sessions.Count));
        Assert.All(Viewers, v => Assert.Equal(1, v.Taste.Sum(), 1e-9));
    }

    [Fact]
    public void Every_look_before_a_session_and_all_browsing_is_of_a_film_that_is_there()
    {
        var films = Service.Catalog.Movies.Select(m => m.Id).ToHashSet();
        var interactions = Service.Interactions.Take(20_000).ToList();

        Assert.Equal(["add_to_list", "view"], interactions.Select(i => i.Kind).Distinct().Order());
        Assert.All(interactions, i => Assert.Contains(i.ProductId, films));
        Assert.Equal(interactions.Count, interactions.Select(i => i.Id).Distinct().Count());
        Assert.Equal(Options.Movies, Service.Catalog.Movies.Select(m => m.Name).Distinct().Count());
    }

    [Fact]
    public void Files_have_the_columns_that_the_import_reads()
    {
        var files = StreamingService.Generate(Options with { Customers = 30, Noise = SimulationNoise.None }, 1).Files;

        Assert.Equal(["subscriptions", "customers", "movies", "engagements", "interactions"], files.Select(f => f.Kind));
        Assert.StartsWith("subscription_id,subscription_name,price\nSUB-5,Basic,5.00\n", files.Text("subscriptions"));
        Assert.StartsWith(
            "customer_id,name,email,location,country,channel,region,signup_date,subscription_id,age,main_device\nSTR-000001,",
            files.Text("customers")
        );
        Assert.StartsWith("movie_id,movie_name,movie_rating,movie_duration,movie_genre,release_year\nMOV-0001,The ", files.Text("movies"));
        Assert.Matches(
            "^engagement_id,customer_id,movie_id,session_date,session_duration,watched_fully,like_status\n"
                + "ENG-[0-9-]+,STR-[0-9]+,MOV-[0-9]+,2025-[0-9-]{5}T[0-9:]{8}Z,[0-9]+,(yes|no),(liked|disliked|)\n",
            files.Text("engagements")
        );
        Assert.StartsWith("interaction_id,customer_id,product_id,event_type,timestamp\nINT-", files.Text("interactions"));
    }

    [Fact]
    public void Options_out_of_range_are_named()
    {
        Refused(Options with { Customers = 0 }, "The Customers of StreamingService must be between 1 and 10000000. Got 0 instead.");
        Refused(Options with { Movies = 7 }, "The Movies of StreamingService must be between 8 and 2000. Got 7 instead.");
        Refused(Options with { EndExclusive = Options.Start }, "The days of StreamingService must be at least 30. Got 0 instead.");
        Refused(
            Options with
            {
                Noise = new SimulationNoise { Duplicates = 1.5 },
            },
            "The Duplicates of SimulationNoise must be between 0 and 1. Got 1.5 instead."
        );
    }

    private static void Refused(StreamingServiceOptions options, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentOutOfRangeException>(() => StreamingService.Generate(options, 1)).Message);
}
