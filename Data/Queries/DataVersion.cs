namespace Data.Queries;

/// <summary>
/// Numbers in <c>settings</c> that count up with every change, so that what was computed from the former data is known to be stale,
/// whichever instance of the program remembers it. All are SQL, to be run in the transaction that makes the change.
/// </summary>
public static class DataVersion
{
    private const string Insert = "INSERT INTO settings (key, value) VALUES ('";
    private const string Add = "', '1') ON CONFLICT (key) DO UPDATE SET value = to_jsonb((settings.value)::text::bigint + 1)";

    /// <summary>Rows came in or went, by an import or its undoing.</summary>
    public const string CountData = $"{Insert}data-version{Add}";

    /// <summary>The daily summary was added up.</summary>
    public const string CountSales = $"{Insert}sales-version{Add}";

    /// <summary>Customers have other features than before.</summary>
    public const string CountFeatures = $"{Insert}features-version{Add}";

    /// <summary>A person was added, changed or erased by hand: rules may fit other customers than before.</summary>
    public const string CountPeople = $"{Insert}people-version{Add}";

    /// <summary>Customers fall into other segments than before.</summary>
    public const string CountSegmentations = $"{Insert}segmentations-version{Add}";

    /// <summary>Tells the pages of every instance that an import changed the data, when the transaction is committed.</summary>
    public const string AnnounceImport = "SELECT pg_notify('data_changed', 'import')";

    /// <summary>Tells them that a person was added, changed or erased by hand.</summary>
    public const string AnnouncePeople = $"SELECT pg_notify('data_changed', '{People}')";

    /// <summary>What <see cref="AnnouncePeople"/> calls the change.</summary>
    public const string People = "people";

    /// <summary>Tells them that the daily summary was added up.</summary>
    public const string AnnounceSales = "SELECT pg_notify('data_changed', 'sales')";
}
