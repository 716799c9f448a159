namespace Data.Sources;

/// <summary>A table that is in memory already, such as the rows of a request.</summary>
public sealed class MemoryTable(IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<string>> rows) : ITabularReader
{
    private int at = -1;

    public IReadOnlyList<string> Headers => headers;

    public bool HasHeader => false;

    /// <summary>The row's position in the request, from 1.</summary>
    public long RowNumber => at + 1;

    public IReadOnlyList<string> Fields => rows[at];

    public double Position => rows.Count == 0 ? 1 : (at + 1.0) / rows.Count;

    public bool Read() => ++at < rows.Count;

    public void Dispose() { }
}
