using System.Runtime.CompilerServices;
using Core.Customers;

namespace Core.Segments;

/// <summary>Weighted sums (k × p, of rows less the means of the data) and weights (k) of clusters.</summary>
internal sealed class ClusterSums(int clusters, int columns)
{
    public double[] Sums { get; private init; } = new double[clusters * columns];

    public double[] Weights { get; private init; } = new double[clusters];

    /// <summary>Rows in each cluster: whether one is empty must not hang on rounding of weights.</summary>
    public long[] Rows { get; private init; } = new long[clusters];

    public bool HasEmpty => Rows.Contains(0) || Weights.Any(w => w <= 0);

    public bool IsEmpty(int cluster) => Rows[cluster] == 0 || Weights[cluster] <= 0;

    public void Clear()
    {
        Array.Clear(Sums);
        Array.Clear(Weights);
        Array.Clear(Rows);
    }

    public ClusterSums Copy() =>
        new(clusters, columns)
        {
            Sums = [.. Sums],
            Weights = [.. Weights],
            Rows = [.. Rows],
        };

    public void Add(ClusterSums other)
    {
        for (var i = 0; i < Sums.Length; i++)
        {
            Sums[i] += other.Sums[i];
        }
        for (var k = 0; k < clusters; k++)
        {
            Weights[k] += other.Weights[k];
            Rows[k] += other.Rows[k];
        }
    }

    /// <summary>Moves row <paramref name="row"/> of a tile (p columns of <paramref name="tileRows"/>) from one cluster, or −1, to another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Move(ReadOnlySpan<double> tile, int row, int tileRows, double weight, int from, int to)
    {
        var target = Sums.AsSpan(to * columns, columns);
        if (from >= 0)
        {
            var source = Sums.AsSpan(from * columns, columns);
            for (var j = 0; j < target.Length; j++)
            {
                var value = weight * tile[j * tileRows + row];
                target[j] += value;
                source[j] -= value;
            }
            Weights[from] -= weight;
            Rows[from]--;
        }
        else
        {
            for (var j = 0; j < target.Length; j++)
            {
                target[j] += weight * tile[j * tileRows + row];
            }
        }
        Weights[to] += weight;
        Rows[to]++;
    }

    /// <summary>Adds the rows of a tile (p columns of <paramref name="tileRows"/>) to their clusters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddTile(ReadOnlySpan<double> tile, int tileRows, ReadOnlySpan<int> labels, double[]? weights, int firstRow)
    {
        var sums = Sums;
        for (var j = 0; j < columns; j++)
        {
            var column = tile.Slice(j * tileRows, labels.Length);
            for (var i = 0; i < column.Length; i++)
            {
                sums[labels[i] * columns + j] += weights is null ? column[i] : weights[firstRow + i] * column[i];
            }
        }
        for (var i = 0; i < labels.Length; i++)
        {
            Weights[labels[i]] += weights?[firstRow + i] ?? 1;
            Rows[labels[i]]++;
        }
    }

    /// <summary>Moves one row, given by its values less the means.</summary>
    public void Move(ReadOnlySpan<double> row, double weight, int from, int to) => Move(row, 0, 1, weight, from, to);

    public void AddRows(FeatureMatrix data, double[] means, double[]? weights, int[] labels, int start, int end)
    {
        for (var j = 0; j < columns; j++)
        {
            var column = data.Column(j);
            var mean = means[j];
            for (var row = start; row < end; row++)
            {
                Sums[labels[row] * columns + j] += weights is null ? column[row] - mean : weights[row] * (column[row] - mean);
            }
        }
        for (var row = start; row < end; row++)
        {
            Weights[labels[row]] += weights?[row] ?? 1;
            Rows[labels[row]]++;
        }
    }

    /// <summary>k × p means; a cluster without rows keeps its old center.</summary>
    public double[][] Centers(double[] means, double[][] old) =>
        [
            .. Enumerable
                .Range(0, clusters)
                .Select(k => IsEmpty(k) ? old[k] : means.Select((mean, j) => Sums[k * columns + j] / Weights[k] + mean).ToArray()),
        ];
}
