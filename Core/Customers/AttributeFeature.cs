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
/// for those who have another (<c>attributes.contract=Two year</c>): the usual "one-hot" coding. Columns that every customers file may
/// have are categories under their own names (<c>country=France</c>).
/// </summary>
/// <param name="Name">The attribute, or one of <see cref="Columns"/>.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Value">The value of a category; null else.</param>
/// <param name="IsColumn">Whether it is one of <see cref="Columns"/>; these are categories.</param>
public sealed record AttributeFeature(string Name, AttributeKind Kind, string? Value = null, bool IsColumn = false)
{
    /// <summary>Columns of customers that are categories, as they stand in the database and in files.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["country", "channel", "region", "location", "subscription_id"];

    private const string Prefix = "attributes.";
    private const string DaysSuffix = ":days";

    public string Key =>
        (IsColumn ? "" : Prefix)
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

    /// <summary>The name as a person reads it.</summary>
    public string Words => IsColumn && Name == "subscription_id" ? "subscription" : Name.Replace('_', ' ');

    /// <summary>
    /// Reads a key; null when it is none of an attribute. The name may hold any character but an equals sign; that of a column may be
    /// written in snake_case or camelCase.
    /// </summary>
    public static AttributeFeature? TryParse(string key)
    {
        if (key.IndexOf('=', StringComparison.Ordinal) is var end and > 0 && end < key.Length - 1 && FindColumn(key[..end]) is { } column)
        {
            return new AttributeFeature(column, AttributeKind.Category, key[(end + 1)..], IsColumn: true);
        }
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

    /// <summary>The column of that name in snake_case or camelCase; null when it is none of <see cref="Columns"/>.</summary>
    public static string? FindColumn(string name) =>
        Columns.FirstOrDefault(c =>
            string.Equals(
                c.Replace("_", "", StringComparison.Ordinal),
                name.Replace("_", "", StringComparison.Ordinal),
                StringComparison.OrdinalIgnoreCase
            )
        );

    private static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
}
