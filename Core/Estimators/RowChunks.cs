namespace Core.Estimators;

/// <summary>
/// n rows cut into chunks for several cores. The cut depends on n alone, and callers add partial results up in the order of the chunks,
/// so an answer does not depend on how many cores there are.
/// </summary>
internal readonly struct RowChunks
{
    private const int LeastRows = 8192;
    private const int MostChunks = 256;
    private readonly int rows;
    private readonly int size;

    public RowChunks(int rows, int leastRows = LeastRows)
    {
        this.rows = rows;
        // A multiple of 64 keeps vectors and cache lines of neighbouring chunks apart.
        size = Math.Max(leastRows, (rows + MostChunks - 1) / MostChunks + 63 & ~63);
        Count = (rows + size - 1) / size;
    }

    public int Count { get; }

    public int Start(int chunk) => chunk * size;

    public int EndExclusive(int chunk) => Math.Min(rows, (chunk + 1) * size);

    /// <summary>Runs <paramref name="body"/> (chunk, start, end exclusive) for every chunk, on all cores when there are several chunks.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void ForEach(Action<int, int, int> body, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Count <= 1)
        {
            if (Count == 1)
            {
                body(0, 0, rows);
            }
            return;
        }
        var self = this;
        var options = new ParallelOptions { CancellationToken = cancellation };
        Parallel.For(0, Count, options, chunk => body(chunk, self.Start(chunk), self.EndExclusive(chunk)));
    }
}
