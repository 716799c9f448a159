namespace Core.Customers;

/// <summary>What the values of an attribute are.</summary>
public enum AttributeKind
{
    Number,
    Date,
    Category,
}

/// <summary>
/// A feature made of a column of the customers file. A number is taken as it is (<c>attributes.age</c>), a date as the days from it to
/// the as-of date (<c>attributes.birthday:days</c>), a category as one feature for each frequent value, 1 for those who have it and 0
/// for those who have another (<c>attributes.contract=Two year</c>): the usual "one-hot" coding.
/// </summary>
/// <param name="Name">The attribute.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Value">The value of a category; null else.</param>
public sealed record AttributeFeature(string Name, AttributeKind Kind, string? Value = null)
{
    private const string Prefix = "attributes.";
    private const string DaysSuffix = ":days";

    public string Key =>
        Prefix
        + Name
        + Kind switch
        {
            AttributeKind.Date => DaysSuffix,
            AttributeKind.Category => "=" + Value,
            _ => "",
        };

    public CustomerFeature Feature =>
        Kind switch
        {
            AttributeKind.Date => new(
                Key,
                $"Days since {Words}",
                FeatureUnit.Days,
                $"Whole days from {Words} to the as-of date.",
                FeatureSource.Attributes
            ),
            AttributeKind.Category => new(
                Key,
                $"{Capital(Words)}: {Value}",
                FeatureUnit.Share,
                $"Whether {Words} is {Value}: 1 for yes, 0 for another value.",
                FeatureSource.Attributes
            ),
            _ => new(Key, Capital(Words), FeatureUnit.Number, $"{Capital(Words)}, as in the customers file.", FeatureSource.Attributes),
        };

    private string Words => Name.Replace('_', ' ');

    /// <summary>Reads a key; null when it is none of an attribute. The name may hold any character but an equals sign.</summary>
    public static AttributeFeature? TryParse(string key)
    {
        if (!key.StartsWith(Prefix, StringComparison.Ordinal) || key.Length == Prefix.Length)
        {
            return null;
        }
        var rest = key[Prefix.Length..];
        if (rest.IndexOf('=', StringComparison.Ordinal) is var at and > 0)
        {
            return new AttributeFeature(rest[..at], AttributeKind.Category, rest[(at + 1)..]);
        }
        return rest.EndsWith(DaysSuffix, StringComparison.Ordinal) && rest.Length > DaysSuffix.Length
            ? new AttributeFeature(rest[..^DaysSuffix.Length], AttributeKind.Date)
            : new AttributeFeature(rest, AttributeKind.Number);
    }

    private static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
}
