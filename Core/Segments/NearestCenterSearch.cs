using System.Buffers;
using System.Runtime.CompilerServices;
using Core.Customers;
using Core.Estimators;

namespace Core.Segments;

/// <summary>
/// Nearest center of each row by ‖c‖² − 2 x·c, which orders centers as the distance does. Rows are shifted first, as scikit-learn does,
/// so that data far from 0 lose no digits.
/// </summary>
internal sealed class NearestCenterSearch
{
    private readonly double[] shift;
    private readonly double[] minusTwice;
    private readonly double[] squaredNorms;
    private readonly double[] shiftedByColumn;

    public NearestCenterSearch(IReadOnlyList<double[]> centers, double[] shift)
    {
        this.shift = shift;
        var p = shift.Length;
        // The kernel takes centers by twos; an odd last one gets a partner infinitely far away.
        var even = centers.Count + (centers.Count & 1);
        minusTwice = new double[even * p];
        squaredNorms = new double[even];
        squaredNorms.AsSpan(centers.Count).Fill(double.PositiveInfinity);
        shiftedByColumn = new double[even * p];
        for (var k = 0; k < centers.Count; k++)
        {
            for (var j = 0; j < p; j++)
            {
                var value = centers[k][j] - shift[j];
                minusTwice[k * p + j] = -2 * value;
                squaredNorms[k] += value * value;
                shiftedByColumn[j * even + k] = value;
            }
        }
    }

    /// <summary>Rows in a tile of p columns: a multiple of 32 that keeps the tile in the first-level cache.</summary>
    public static int TileRows(int columns) => Math.Clamp(2048 / columns & ~31, 32, 256);

    /// <summary>Writes the labels of rows start … end − 1.</summary>
    public void Label(FeatureMatrix data, int start, int end, Span<int> labels)
    {
        var size = TileRows(shift.Length);
        var tile = ArrayPool<double>.Shared.Rent(size * shift.Length);
        Span<int> found = stackalloc int[size];
        for (var row = start; row < end; row += size)
        {
            var count = Math.Min(size, end - row);
            Load(data, row, count, tile);
            LabelTile(tile, found);
            found[..count].CopyTo(labels[(row - start)..]);
        }
        ArrayPool<double>.Shared.Return(tile);
    }

    /// <summary>Copies <paramref name="count"/> shifted rows into the tile, column after column.</summary>
    public void Load(FeatureMatrix data, int row, int count, double[] tile)
    {
        var size = TileRows(shift.Length);
        for (var j = 0; j < shift.Length; j++)
        {
            Simd.Shift(data.Column(j).Slice(row, count), -shift[j], tile.AsSpan(j * size, count));
        }
    }

    /// <summary>Labels of all rows of a tile; those beyond the rows loaded mean nothing.</summary>
    public void LabelTile(double[] tile, Span<int> labels, SimdWidth width = SimdWidth.Best) =>
        NearestCenterKernel.Label(tile, TileRows(shift.Length), minusTwice, squaredNorms, labels, width);

    /// <summary>Σ of squared distances of the tile's rows to their centers, times weights unless there are none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Inertia(ReadOnlySpan<double> tile, ReadOnlySpan<int> labels, ReadOnlySpan<double> weights)
    {
        var size = TileRows(shift.Length);
        Span<double> distances = stackalloc double[size];
        distances.Clear();
        for (var j = 0; j < shift.Length; j++)
        {
            var centers = shiftedByColumn.AsSpan(j * squaredNorms.Length, squaredNorms.Length);
            var column = tile.Slice(j * size, labels.Length);
            for (var i = 0; i < column.Length; i++)
            {
                var difference = column[i] - centers[labels[i]];
                distances[i] += difference * difference;
            }
        }
        distances = distances[..labels.Length];
        return weights.IsEmpty ? Simd.Sum(distances) : Simd.Dot(distances, weights);
    }
}
