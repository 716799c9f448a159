namespace Core.Cleaning;

/// <summary>What the values of a column are.</summary>
public enum ColumnType
{
    /// <summary>Words as they stand.</summary>
    Text,

    /// <summary>An id that people know; kept as written.</summary>
    Id,

    /// <summary>One of few values; the same value in another spelling is made the same.</summary>
    Category,
    Date,
    Number,
    Money,

    /// <summary>Yes or no, true or false, 1 or 0.</summary>
    YesNo,

    /// <summary>An e-mail address.</summary>
    Email,
}

/// <summary>A column that a kind of file may have.</summary>
/// <param name="Name">Its name here and in the API's mapping.</param>
/// <param name="Label">What a person reads.</param>
/// <param name="Type">What its values are.</param>
/// <param name="Required">Whether a file without it can't be imported.</param>
/// <param name="Synonyms">Header names that mean the same; compared without case, spaces and punctuation.</param>
public sealed record ImportColumn(string Name, string Label, ColumnType Type, bool Required, params string[] Synonyms)
{
    /// <summary>Whether it counts when the share of filled key columns decides if a row is kept.</summary>
    public bool IsKey { get; init; } = Required;
}

/// <summary>A kind of file: its columns as data, so that a new kind is a new entry here and not a copy of code.</summary>
/// <param name="Key">Its name in the API.</param>
/// <param name="Label">What a person reads.</param>
/// <param name="Columns">Every column that means something.</param>
/// <param name="OneOf">Groups of columns of which at least one must be there.</param>
/// <param name="KeepsOtherColumns">Whether further columns are kept as attributes.</param>
public sealed partial record ImportKind(
    string Key,
    string Label,
    IReadOnlyList<ImportColumn> Columns,
    IReadOnlyList<IReadOnlyList<string>> OneOf,
    bool KeepsOtherColumns
)
{
    /// <summary>Every kind that can be imported.</summary>
    public static IReadOnlyList<ImportKind> All => Known.Kinds;

    /// <summary>The kind of that key, or null.</summary>
    public static ImportKind? Find(string key) => All.FirstOrDefault(k => string.Equals(k.Key, key, StringComparison.OrdinalIgnoreCase));

    public ImportColumn? Column(string name) => Columns.FirstOrDefault(c => c.Name == name);

    /// <summary>The position of a column among the kind's, or −1.</summary>
    public int IndexOf(string name)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Name == name)
            {
                return i;
            }
        }
        return -1;
    }

    /// <summary>Whether a header is the name, or a synonym, of a column of any kind.</summary>
    public static bool IsKnownHeader(string header) => Known.Headers.Contains(Bare(header));

    /// <summary>A name without case, spaces and punctuation.</summary>
    internal static string Bare(string name) => new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    // The kinds stand in several files, whose order of initialisation is not defined; here they are all there.
    private static class Known
    {
        public static readonly IReadOnlyList<ImportKind> Kinds =
        [
            Orders,
            Customers,
            Products,
            Movies,
            Subscriptions,
            Engagements,
            Interactions,
            Devices,
            DeviceUses,
            Feedback,
        ];

        public static readonly HashSet<string> Headers =
        [
            .. Kinds.SelectMany(k => k.Columns).SelectMany(c => c.Synonyms.Prepend(c.Name)).Select(Bare),
        ];
    }
}
