namespace Core.Cleaning;

/// <summary>A file's rows seen through a mapping: the fields of one row by column name.</summary>
/// <param name="headers">The names of the columns, or "Column 1" and so on.</param>
/// <param name="mapping">Which is which.</param>
/// <param name="hasHeader">Whether the names stand in the file's first row.</param>
public sealed class FileColumns(IReadOnlyList<string> headers, ColumnMapping mapping, bool hasHeader = true)
{
    public IReadOnlyList<string> Headers { get; } = headers;

    /// <summary>Where a column stands in the file, or −1.</summary>
    public int PositionOf(string column) => mapping.PositionOf(column, Headers);

    /// <summary>The header of a column, for messages; the column's own name when the file lacks it.</summary>
    public string HeaderOf(string column) => PositionOf(column) is var at and >= 0 ? Headers[at] : column;

    /// <summary>Positions of the columns that the mapping does not name.</summary>
    public IReadOnlyList<int> Others { get; } =
    [.. Enumerable.Range(0, headers.Count).Where(i => !mapping.ByHeader.ContainsKey(headers[i]) && headers[i].Length > 0)];

    /// <summary>The how-manieth record a row is, from 1; the header is none.</summary>
    public long RecordOf(long rowNumber) => hasHeader ? rowNumber - 1 : rowNumber;
}
