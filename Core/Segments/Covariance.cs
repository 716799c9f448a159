using System.Buffers;
using Core.Customers;
using Core.Estimators;

namespace Core.Segments;

/// <summary>Means and the sample covariance (n − 1) of columns, in two passes over the data so that large means cost no digits.</summary>
internal static class Covariance
{
    private const int TileRows = 256;

    /// <returns>p means and p × p covariances.</returns>
    public static (double[] Means, double[] Matrix) Of(FeatureMatrix data, CancellationToken cancellation)
    {
        var p = data.Columns;
        var chunks = new RowChunks(data.Rows);
        var means = Means(data, chunks, cancellation);
        var partial = new double[chunks.Count][];
        chunks.ForEach((chunk, start, end) => partial[chunk] = Products(data, means, start, end), cancellation);

        var matrix = new double[p * p];
        foreach (var products in partial)
        {
            for (var i = 0; i < matrix.Length; i++)
            {
                matrix[i] += products[i];
            }
        }
        for (var i = 0; i < p; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                matrix[i * p + j] = matrix[j * p + i] = matrix[i * p + j] / (data.Rows - 1);
            }
        }
        return (means, matrix);
    }

    /// <summary>The p column means.</summary>
    public static double[] Means(FeatureMatrix data, RowChunks chunks, CancellationToken cancellation)
    {
        var sums = new double[chunks.Count][];
        chunks.ForEach(
            (chunk, start, end) =>
            {
                sums[chunk] = new double[data.Columns];
                for (var c = 0; c < data.Columns; c++)
                {
                    sums[chunk][c] = Simd.Sum(data.Column(c)[start..end]);
                }
            },
            cancellation
        );
        return [.. Enumerable.Range(0, data.Columns).Select(c => sums.Sum(s => s[c]) / data.Rows)];
    }

    /// <summary>Lower triangle of the centered cross products of rows start … end − 1.</summary>
    private static double[] Products(FeatureMatrix data, double[] means, int start, int end)
    {
        var p = data.Columns;
        var products = new double[p * p];
        var tile = ArrayPool<double>.Shared.Rent(p * TileRows);
        for (var row = start; row < end; row += TileRows)
        {
            var count = Math.Min(TileRows, end - row);
            for (var c = 0; c < p; c++)
            {
                Simd.Shift(data.Column(c).Slice(row, count), -means[c], tile.AsSpan(c * TileRows, count));
            }
            for (var i = 0; i < p; i++)
            {
                var left = tile.AsSpan(i * TileRows, count);
                for (var j = 0; j <= i; j++)
                {
                    products[i * p + j] += Simd.Dot(left, tile.AsSpan(j * TileRows, count));
                }
            }
        }
        ArrayPool<double>.Shared.Return(tile);
        return products;
    }
}
