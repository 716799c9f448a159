using System.Globalization;
using Core.Estimators;

namespace Core.Simulation;

/// <summary>Writes a file as a user would bring it: comma, quotes where needed (RFC 4180), a point for decimals, \n, times in UTC, and noise.</summary>
/// <param name="writer">Where the file goes.</param>
/// <param name="noise">The shares of noise.</param>
/// <param name="random">Of this file alone.</param>
internal sealed class NoisyCsv(TextWriter writer, SimulationNoise noise, SeededRandom random)
{
    // Far from the streams of customers, which are small numbers and their complements.
    private const ulong FirstStream = 1UL << 40;

    private static readonly string[] Kinds =
    [
        "customers",
        "orders",
        "products",
        "movies",
        "subscriptions",
        "engagements",
        "interactions",
        "devices",
        "device-uses",
        "feedback",
    ];

    private static readonly string[] DayFormats = ["dd/MM/yyyy", "d MMM yyyy", "MMMM d, yyyy"];
    private static readonly string[] TimeFormats = ["dd/MM/yyyy HH:mm", "d MMM yyyy HH:mm", "MMMM d, yyyy h:mm tt"];

    public SimulationNoise Noise => noise;

    /// <summary>For a file of that kind; each kind has its own random numbers, apart from those of customers.</summary>
    public static NoisyCsv For(string kind, TextWriter writer, SimulationNoise noise, SeededRandom random) =>
        new(writer, noise, random.Fork(FirstStream + (ulong)Array.IndexOf(Kinds, kind)));

    public void Header(params ReadOnlySpan<string> names) => Write(writer, names);

    /// <summary>One row; now and then twice.</summary>
    public void Row(params ReadOnlySpan<string> fields)
    {
        Write(writer, fields);
        if (Happens(noise.Duplicates))
        {
            Write(writer, fields);
        }
    }

    /// <summary>The columns that every shop has of its customers, and its own.</summary>
    public void PersonHeader(params ReadOnlySpan<string> more) =>
        Header(["customer_id", "name", "email", "location", "country", "channel", "region", "signup_date", .. more]);

    public void Person(SimulatedPerson person, params ReadOnlySpan<string> more) =>
        Row([
            person.Id,
            person.Name,
            person.Email,
            person.Location,
            person.Country,
            Unless(noise.MissingChannel, person.Channel),
            Unless(noise.MissingRegion, person.Region),
            Day(person.SignupDate),
            .. more,
        ]);

    /// <summary>Whether noise of this share strikes now.</summary>
    public bool Happens(double share) => share > 0 && random.NextDouble() < share;

    /// <summary>The value, or nothing.</summary>
    public string Unless(double missing, string value) => Happens(missing) ? "" : value;

    public int Between(int first, int last) => first + random.NextInt(last - first + 1);

    public string Day(DateOnly day) =>
        day.ToString(
            Happens(noise.MixedDates) ? DayFormats[random.NextInt(DayFormats.Length)] : "yyyy-MM-dd",
            CultureInfo.InvariantCulture
        );

    public string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString(
            Happens(noise.MixedDates) ? TimeFormats[random.NextInt(TimeFormats.Length)] : "yyyy-MM-dd'T'HH:mm:ss'Z'",
            CultureInfo.InvariantCulture
        );

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Number(double value, string format = "0.##") => value.ToString(format, CultureInfo.InvariantCulture);

    public static string Price(decimal value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    public static string YesNo(bool value) => value ? "yes" : "no";

    private static void Write(TextWriter writer, params ReadOnlySpan<string> fields)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (i > 0)
            {
                writer.Write(',');
            }
            var field = fields[i];
            writer.Write(field.AsSpan().ContainsAny(",\"\n\r") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field);
        }
        writer.Write('\n');
    }
}
