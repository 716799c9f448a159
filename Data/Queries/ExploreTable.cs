using Core.Customers;

namespace Data.Queries;

/// <summary>What the values of a column are.</summary>
public enum ExploreKind
{
    Number,
    Category,
}

/// <summary>A column that can be looked at.</summary>
/// <param name="Key">Its name in URLs.</param>
/// <param name="Label">What a person reads.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Sql">Its value over the joined row: double precision for a number, text for a category.</param>
/// <param name="Unit">How its figures are written.</param>
/// <param name="Joins">What it needs beside the joins of its table.</param>
public sealed record ExploreColumn(
    string Key,
    string Label,
    ExploreKind Kind,
    string Sql,
    FeatureUnit Unit = FeatureUnit.Number,
    string Joins = ""
);

/// <summary>When a row happened.</summary>
/// <param name="Sql">The column.</param>
/// <param name="Label">What a person reads.</param>
/// <param name="IsDate">A day, not a moment.</param>
public sealed record ExploreTime(string Sql, string Label, bool IsDate = false)
{
    /// <summary>The day (UTC) of a row.</summary>
    internal string Day => IsDate ? Sql : $"({Sql} AT TIME ZONE 'UTC')::date";

    /// <summary>The first moment of a day, in the type of the column.</summary>
    internal string StartOf(string day) => IsDate ? day : $"{day}::timestamp AT TIME ZONE 'UTC'";
}

/// <summary>A table that can be looked at, with the columns of what its rows belong to.</summary>
/// <param name="Key">Its name in URLs.</param>
/// <param name="Label">What a person reads, as a heading.</param>
/// <param name="Row">One row in words.</param>
/// <param name="Rows">Rows in words.</param>
/// <param name="Table">The table, whose alias is <c>x</c>.</param>
/// <param name="Joins">LEFT JOINs on whole keys, so that those that nobody asks for cost nothing.</param>
/// <param name="Time">When a row happened; null when it has no time.</param>
/// <param name="Customer">Whose row it is; null when it is nobody's.</param>
/// <param name="Source">The column of the source, where there is one.</param>
/// <param name="HasAttributes">Whether further columns of its files are kept.</param>
/// <param name="DefaultColumn">Shown when a person names none.</param>
/// <param name="DefaultSplit">The category to split by when a person names none.</param>
/// <param name="Columns">What can be looked at.</param>
/// <param name="WithoutValues">The keys of columns that no row looked at has a value of; null when nobody has looked.</param>
public sealed record ExploreTable(
    string Key,
    string Label,
    string Row,
    string Rows,
    string Table,
    string Joins,
    ExploreTime? Time,
    string? Customer,
    string? Source,
    bool HasAttributes,
    string DefaultColumn,
    string DefaultSplit,
    IReadOnlyList<ExploreColumn> Columns,
    IReadOnlySet<string>? WithoutValues = null
)
{
    /// <summary>The numeric columns.</summary>
    public IEnumerable<ExploreColumn> Numbers => Columns.Where(c => c.Kind == ExploreKind.Number);

    /// <summary>The columns of categories.</summary>
    public IEnumerable<ExploreColumn> Categories => Columns.Where(c => c.Kind == ExploreKind.Category);

    /// <summary>Shown when a person names none: the usual one, or the first with values when that has none.</summary>
    public ExploreColumn Default => Preferred(Columns.OrderBy(c => c.Key != DefaultColumn))!;

    /// <summary>The first of these columns that has values, else the first; null when there are none.</summary>
    public ExploreColumn? Preferred(IEnumerable<ExploreColumn> columns) => columns.OrderBy(c => !HasValues(c)).FirstOrDefault();

    /// <summary>Whether any row that was looked at has a value of the column.</summary>
    public bool HasValues(ExploreColumn column) => WithoutValues?.Contains(column.Key) != true;

    /// <summary>The column of that name; null when there is none.</summary>
    public ExploreColumn? Find(string? key) => Columns.FirstOrDefault(c => c.Key == key);

    /// <summary>FROM with what the columns need. Between the table and its joins there may be a sample.</summary>
    internal string From(IEnumerable<ExploreColumn?> columns, string sample = "") =>
        $"{Table} x {sample} {Joins} {string.Join(' ', columns.Select(c => c?.Joins ?? "").Where(j => j.Length > 0).Distinct())}";
}
