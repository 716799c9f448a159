using System.Globalization;
using Core.Estimators;

namespace Core.Simulation;

/// <summary>Who a simulated customer is, whatever the shop.</summary>
/// <param name="Id">Prefix of the shop and a number.</param>
/// <param name="Name">First and last name, made up.</param>
/// <param name="Email">Under example.com, which no mail ever reaches (RFC 2606).</param>
/// <param name="Location">Town.</param>
/// <param name="Country">In English.</param>
/// <param name="Region">Within the country.</param>
/// <param name="Channel">Where the customer came from.</param>
/// <param name="SignupDate">The first day as a customer.</param>
/// <param name="Age">Years, 18 … 85.</param>
public sealed record SimulatedPerson(
    string Id,
    string Name,
    string Email,
    string Location,
    string Country,
    string Region,
    string Channel,
    DateOnly SignupDate,
    int Age
)
{
    private const int Youngest = 18;
    private const int Oldest = 85;
    private static readonly double[] CountryWeights = [.. People.Homelands.Select(h => h.Weight)];
    private static readonly double[] ChannelWeights = [.. People.Channels.Select(c => c.Weight)];

    /// <param name="prefix">Of the id.</param>
    /// <param name="number">From 1; in the id and the address, so that both are unique.</param>
    /// <param name="signup">The first day as a customer.</param>
    /// <param name="random">Of this person alone.</param>
    internal static SimulatedPerson Draw(string prefix, int number, DateOnly signup, SeededRandom random)
    {
        var home = People.Homelands[random.NextWeighted(CountryWeights)];
        var (town, region) = home.Places[random.NextInt(home.Places.Length)];
        var first = People.FirstNames[random.NextInt(People.FirstNames.Length)];
        var last = People.LastNames[random.NextInt(People.LastNames.Length)];
        return new SimulatedPerson(
            string.Create(CultureInfo.InvariantCulture, $"{prefix}-{number:000000}"),
            $"{first} {last}",
            string.Create(CultureInfo.InvariantCulture, $"{People.Mailbox(first, last)}.{number}@{prefix.ToLowerInvariant()}.example.com"),
            town,
            home.Country,
            region,
            People.Channels[random.NextWeighted(ChannelWeights)].Name,
            signup,
            Math.Clamp((int)(42 + 15 * random.NextNormal()), Youngest, Oldest)
        );
    }
}
