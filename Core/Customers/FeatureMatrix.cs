namespace Core.Customers;

/// <summary>
/// Features of n customers as p columns of doubles (n × p, column-major). Missing values are <see cref="double.NaN"/>.
/// Immutable: the arrays handed in are owned by the matrix from then on.
/// </summary>
public sealed class FeatureMatrix
{
    private readonly double[][] columns;

    /// <param name="names">p distinct column names.</param>
    /// <param name="columns">p arrays of the same length n.</param>
    /// <param name="rowIds">n customer ids, or null where rows are anonymous.</param>
    /// <exception cref="ArgumentException">The lengths do not agree or a name appears twice.</exception>
    public FeatureMatrix(IReadOnlyList<string> names, double[][] columns, long[]? rowIds = null)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(columns);
        if (names.Count != columns.Length)
        {
            throw new ArgumentException(
                $"There must be one name per column. Got {names.Count} names and {columns.Length} columns instead."
            );
        }
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Count)
        {
            throw new ArgumentException($"Column names must be distinct. Got {string.Join(", ", names)} instead.");
        }
        Rows = columns.Length > 0 ? columns[0].Length : rowIds?.Length ?? 0;
        if (columns.Any(c => c.Length != Rows) || (rowIds is not null && rowIds.Length != Rows))
        {
            throw new ArgumentException($"Every column and the row ids must have the same length ({Rows}).");
        }
        Names = names;
        this.columns = columns;
        RowIds = rowIds;
    }

    /// <summary>The p column names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>n.</summary>
    public int Rows { get; }

    /// <summary>p.</summary>
    public int Columns => columns.Length;

    /// <summary>The customer id of each row, when the rows are customers.</summary>
    public IReadOnlyList<long>? RowIds { get; }

    /// <summary>Column <paramref name="index"/> (length n).</summary>
    public ReadOnlySpan<double> Column(int index) => columns[index];

    /// <summary>The column of that name (length n).</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public ReadOnlySpan<double> Column(string name) => columns[IndexOf(name)];

    /// <summary>What each customer brought (length n), in the unit of the column: who never ordered brought nothing, and so 0.</summary>
    /// <exception cref="ArgumentException">There is no column of revenue.</exception>
    public double[] Revenue() => Array.ConvertAll(columns[IndexOf("monetary")], v => double.IsFinite(v) ? v : 0);

    /// <summary>The position of a column, or −1.</summary>
    public int Find(string name)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (string.Equals(Names[i], name, StringComparison.Ordinal))
            {
                return i;
            }
        }
        return -1;
    }

    /// <summary>The columns of those names, in that order; shares the arrays.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public FeatureMatrix Select(IReadOnlyList<string> names) => new(names, [.. names.Select(n => columns[IndexOf(n)])], RowIds as long[]);

    /// <summary>The rows at those positions, in that order, copied.</summary>
    public FeatureMatrix TakeRows(IReadOnlyList<int> rows)
    {
        var taken = new double[Columns][];
        for (var c = 0; c < Columns; c++)
        {
            var source = columns[c];
            var target = taken[c] = new double[rows.Count];
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = source[rows[i]];
            }
        }
        return new FeatureMatrix(Names, taken, RowIds is null ? null : [.. rows.Select(r => RowIds[r])]);
    }

    /// <summary>n × p, row after row, as engines read it.</summary>
    public double[] ToRowMajor()
    {
        var rowMajor = new double[Rows * Columns];
        for (var c = 0; c < Columns; c++)
        {
            var column = columns[c];
            for (int r = 0, at = c; r < column.Length; r++, at += Columns)
            {
                rowMajor[at] = column[r];
            }
        }
        return rowMajor;
    }

    private int IndexOf(string name)
    {
        var index = Find(name);
        return index >= 0 ? index : throw new ArgumentException($"There is no column '{name}'. Known: {string.Join(", ", Names)}.");
    }
}
