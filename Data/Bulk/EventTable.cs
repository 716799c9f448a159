using Data.Queries;

namespace Data.Bulk;

/// <summary>
/// A table of what customers did. The list serves whatever takes rows out: undoing an import, removing the simulated shop, erasing a
/// person. A new table of events belongs here and nowhere else.
/// </summary>
/// <param name="Name">Its rows name a customer, and the import that brought them; those of a part are brought by its whole.</param>
/// <param name="SoldAt">When a row was sold that the daily summary counts; null when it counts none.</param>
/// <param name="Sold">Which rows it counts.</param>
/// <param name="PartOf">The table above, whose customer and id the rows share; null when they stand for themselves.</param>
internal sealed record EventTable(string Name, string? SoldAt = null, string Sold = "true", (string Table, string Id)? PartOf = null)
{
    /// <summary>Parts before their whole, in the order in which rows can be taken out.</summary>
    public static IReadOnlyList<EventTable> All { get; } =
    [
        new("order_lines", PartOf: ("orders", "order_id")),
        new("orders", SoldAt: "ordered_at"),
        new("engagements"),
        new("interactions", SoldAt: "occurred_at", Sold: "event_type = 'purchase'"),
        new("device_uses"),
        new("feedback"),
    ];

    /// <summary>The table of that name.</summary>
    public static EventTable Of(string name) => All.Single(t => t.Name == name);

    /// <summary>Marks the days whose sales lose rows.</summary>
    /// <param name="which">A condition on <c>import_id</c> or <c>customer_id</c>.</param>
    public static string MarkDays(string which) => ChangedDays.Mark(SoldDays(which));

    /// <summary>A query of the days on which something was sold.</summary>
    /// <param name="which">A condition on <c>import_id</c> or <c>customer_id</c>.</param>
    public static string SoldDays(string which) =>
        string.Join(" UNION ", All.Where(t => t.SoldAt is not null).Select(t => $"{t.DaysOf(t.Name)} AND {which}"));

    /// <summary>Marks the days of rows of this table that stand in another.</summary>
    /// <param name="rows">A table or query that has the columns of this one.</param>
    public string MarkDaysOf(string rows) => ChangedDays.Mark(DaysOf(rows));

    /// <summary>Takes an import's rows out of every table.</summary>
    /// <param name="which">A condition on <c>import_id</c>.</param>
    public static string DeleteImported(string which) => string.Join(";\n", All.Select(t => t.Delete(which)));

    /// <summary>Whether a customer (alias <c>c</c>) did nothing that is known.</summary>
    public static string NothingDone { get; } =
        string.Join(
            " AND ",
            All.Where(t => t.PartOf is null).Select(t => $"NOT EXISTS (SELECT 1 FROM {t.Name} t WHERE t.customer_id = c.customer_id)")
        );

    private string DaysOf(string rows) => $"SELECT DISTINCT {ChangedDays.Of(SoldAt!)} FROM {rows} WHERE {Sold}";

    private string Delete(string which) =>
        PartOf is { } whole
            ? $"DELETE FROM {Name} WHERE (customer_id, {whole.Id}) IN (SELECT customer_id, {whole.Id} FROM {whole.Table} WHERE {which})"
            : $"DELETE FROM {Name} WHERE {which}";
}
