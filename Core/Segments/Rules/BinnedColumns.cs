using Core.Customers;
using Core.Estimators;

namespace Core.Segments.Rules;

/// <summary>Columns cut into at most 64 bins of about as many rows each, so that a split is found by counting.</summary>
internal sealed class BinnedColumns
{
    public const int MostBins = 64;
    public const byte Missing = byte.MaxValue;

    private readonly byte[][] bins;
    private readonly double[][] highest;

    public BinnedColumns(FeatureMatrix data)
    {
        Data = data;
        bins = new byte[data.Columns][];
        highest = new double[data.Columns][];
        Parallel.For(0, data.Columns, Cut);
    }

    public FeatureMatrix Data { get; }

    /// <summary>The bin of a row, or <see cref="Missing"/>.</summary>
    public byte Bin(int column, int row) => bins[column][row];

    public int Count(int column) => highest[column].Length;

    private void Cut(int column)
    {
        var values = Data.Column(column);
        var sorted = Quantile.Sorted(values);
        var ends = new List<double>();
        // Equal values never part, so a bin may hold more rows than its share.
        for (int from = 0, left = MostBins; from < sorted.Length; left--)
        {
            var to = Math.Min(sorted.Length, from + Math.Max(1, (sorted.Length - from + left - 1) / Math.Max(1, left)));
            while (to < sorted.Length && sorted[to] == sorted[to - 1])
            {
                to++;
            }
            ends.Add(sorted[to - 1]);
            from = to;
        }
        highest[column] = [.. ends];
        var mine = bins[column] = new byte[values.Length];
        for (var row = 0; row < mine.Length; row++)
        {
            var at = Array.BinarySearch(highest[column], values[row]);
            mine[row] = double.IsNaN(values[row]) ? Missing : (byte)(at >= 0 ? at : ~at);
        }
    }
}
