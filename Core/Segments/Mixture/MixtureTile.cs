namespace Core.Segments.Mixture;

/// <summary>What one thread works in: a tile of rows, column after column, and what is known of them.</summary>
internal sealed class MixtureTile
{
    /// <summary>Rows in a tile: few enough for the first-level cache with a usual number of columns.</summary>
    public const int Rows = 128;

    public MixtureTile(int components, int columns)
    {
        // Products are taken two by four columns at a time: the columns added are 0 and change nothing.
        PaddedColumns = columns + 3 & ~3;
        Values = new double[columns * Rows];
        Differences = new double[PaddedColumns * Rows];
        Weighted = new double[PaddedColumns * Rows];
        Responsibilities = new double[components * Rows];
        LogLikelihoods = new double[Rows];
        Sums = new double[Rows];
    }

    public int PaddedColumns { get; }

    /// <summary>The rows as they are; those that are not there hold whatever was there before.</summary>
    public double[] Values { get; }

    /// <summary>Rows less the mean of one component.</summary>
    public double[] Differences { get; }

    /// <summary>The same times responsibilities.</summary>
    public double[] Weighted { get; }

    /// <summary>k × rows: first log densities, then shares of each row in each component.</summary>
    public double[] Responsibilities { get; }

    /// <summary>Log density of each row under the whole mixture.</summary>
    public double[] LogLikelihoods { get; }

    /// <summary>Σ over components of densities less the largest one's logarithm.</summary>
    public double[] Sums { get; }
}
