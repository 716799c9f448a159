namespace Data.Bulk;

/// <summary>A table of what events are about: an entry that events still name can't be taken out, only emptied.</summary>
/// <param name="Name">Its rows name the import that brought them.</param>
/// <param name="Id">The column by which events name an entry.</param>
/// <param name="NamedBy">The tables that do.</param>
/// <param name="Values">What an emptied entry loses, beside its attributes.</param>
internal sealed record CatalogTable(string Name, string Id, IReadOnlyList<string> NamedBy, IReadOnlyList<string> Values)
{
    public static IReadOnlyList<CatalogTable> All { get; } =
    [
        new("products", "product_id", ["order_lines", "interactions", "feedback"], ["name", "category", "price"]),
        new("movies", "movie_id", ["engagements"], ["name", "rating", "duration_minutes", "genre", "release_year"]),
        new("devices", "device_id", ["device_uses"], ["model_name", "vendor_name", "release_date"]),
    ];

    /// <summary>Takes an import's entries out that no event names.</summary>
    /// <param name="which">A condition on <c>import_id</c>.</param>
    public static string DeleteUnnamed(string which) =>
        string.Join(
            ";\n",
            All.Select(t =>
                $"DELETE FROM {t.Name} x WHERE {which}"
                + string.Concat(t.NamedBy.Select(e => $" AND NOT EXISTS (SELECT 1 FROM {e} t WHERE t.{t.Id} = x.{t.Id})"))
            )
        );

    /// <summary>Empties the entries of an import that are left.</summary>
    /// <param name="which">A condition on <c>import_id</c>.</param>
    public static string Empty(string which) =>
        string.Join(
            ";\n",
            All.Select(t =>
                $"UPDATE {t.Name} SET {string.Concat(t.Values.Select(v => v + " = NULL, "))}attributes = '{"{}"}', import_id = NULL WHERE {which}"
            )
        );
}
