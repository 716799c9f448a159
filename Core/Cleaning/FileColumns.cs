namespace Core.Cleaning;

/// <summary>A file's rows seen through a mapping: the fields of one row by column name.</summary>
public sealed class FileColumns(IReadOnlyList<string> headers, ColumnMapping mapping)
{
    public IReadOnlyList<string> Headers { get; } = headers;

    /// <summary>Where a column stands in the file, or −1.</summary>
    public int PositionOf(string column) => mapping.PositionOf(column, Headers);

    /// <summary>The header of a column, for messages; the column's own name when the file lacks it.</summary>
    public string HeaderOf(string column) => PositionOf(column) is var at and >= 0 ? Headers[at] : column;

    /// <summary>Positions of the columns that the mapping does not name.</summary>
    public IReadOnlyList<int> Others { get; } =
    [.. Enumerable.Range(0, headers.Count).Where(i => !mapping.ByHeader.ContainsKey(headers[i]) && headers[i].Length > 0)];
}
