using System.Buffers;
using Core.Customers;
using Core.Estimators;

namespace Core.Segments;

/// <summary>
/// Greedy k-means++ starts: each further center is drawn with probability proportional to the squared distance to the nearest center so
/// far, the best of 2 + ⌊ln k⌋ draws. Source: Arthur and Vassilvitskii, "k-means++: the advantages of careful seeding", SODA 2007,
/// sections 2.2 and 5 (the greedy variant).
/// </summary>
internal static class KMeansPlusPlus
{
    private const int BlockRows = 256;

    /// <returns>k rows of the data (k × p).</returns>
    public static double[][] Choose(FeatureMatrix data, KMeansOptions options, SeededRandom random, CancellationToken cancellation)
    {
        var chunks = new RowChunks(data.Rows);
        var weights = options.Weights?.ToArray();
        var nearest = new double[data.Rows];
        Array.Fill(nearest, double.PositiveInfinity);
        var centers = new double[options.Clusters][];
        var potentials = Weights(weights, chunks, data.Rows);
        centers[0] = Row(data, Draw(random, potentials, chunks, row => weights?[row] ?? 1));
        var trials = 2 + (int)Math.Log(options.Clusters);
        for (var k = 1; k < centers.Length; k++)
        {
            potentials = Update(data, centers[k - 1], nearest, weights, chunks, cancellation);
            // Candidates are drawn before any is tried, so that each is drawn from the same potentials.
            var candidates = Enumerable
                .Range(0, trials)
                .Select(_ => Row(data, Draw(random, potentials, chunks, row => nearest[row] * (weights?[row] ?? 1))))
                .ToArray();
            var potentialOf = Potentials(data, candidates, nearest, weights, chunks, cancellation);
            centers[k] = candidates[Array.IndexOf(potentialOf, potentialOf.Min())];
        }
        return centers;
    }

    private static double[] Weights(double[]? weights, RowChunks chunks, int rows) =>
        [
            .. Enumerable
                .Range(0, chunks.Count)
                .Select(c =>
                    weights is null
                        ? chunks.EndExclusive(c) - chunks.Start(c)
                        : Simd.Sum(weights.AsSpan(0, rows)[chunks.Start(c)..chunks.EndExclusive(c)])
                ),
        ];

    /// <summary>A row drawn with probability proportional to its share; chunks first, then rows within one.</summary>
    private static int Draw(SeededRandom random, double[] potentials, RowChunks chunks, Func<int, double> share)
    {
        var total = potentials.Sum();
        var last = chunks.EndExclusive(chunks.Count - 1) - 1;
        if (!(total > 0))
        {
            // Every row lies on a center already: there are fewer different rows than clusters.
            return random.NextInt(last + 1);
        }
        var target = random.NextDouble() * total;
        var chunk = 0;
        while (chunk < potentials.Length - 1 && target >= potentials[chunk])
        {
            target -= potentials[chunk++];
        }
        var drawn = -1;
        for (var row = chunks.Start(chunk); row < chunks.EndExclusive(chunk); row++)
        {
            var part = share(row);
            if (part > 0)
            {
                drawn = row;
                target -= part;
                if (target < 0)
                {
                    break;
                }
            }
        }
        return drawn < 0 ? last : drawn;
    }

    /// <summary>Takes a new center into account; the potential of each chunk.</summary>
    private static double[] Update(
        FeatureMatrix data,
        double[] center,
        double[] nearest,
        double[]? weights,
        RowChunks chunks,
        CancellationToken cancellation
    )
    {
        var potentials = new double[chunks.Count];
        chunks.ForEach(
            (chunk, start, end) =>
                potentials[chunk] = Walk(data, [center], nearest, weights, start, end, (distances, at) => distances.CopyTo(at))[0],
            cancellation
        );
        return potentials;
    }

    /// <summary>The potential of all rows with each candidate in turn as a further center, in one pass over the data.</summary>
    private static double[] Potentials(
        FeatureMatrix data,
        double[][] candidates,
        double[] nearest,
        double[]? weights,
        RowChunks chunks,
        CancellationToken cancellation
    )
    {
        var potentials = new double[chunks.Count][];
        chunks.ForEach((chunk, start, end) => potentials[chunk] = Walk(data, candidates, nearest, weights, start, end, null), cancellation);
        return [.. candidates.Select((_, t) => potentials.Sum(p => p[t]))];
    }

    private delegate void Keep(ReadOnlySpan<double> distances, Span<double> nearest);

    /// <summary>Σ w·min(nearest, squared distance to the candidate) over rows, for each candidate.</summary>
    private static double[] Walk(
        FeatureMatrix data,
        double[][] candidates,
        double[] nearest,
        double[]? weights,
        int start,
        int end,
        Keep? keep
    )
    {
        var buffer = ArrayPool<double>.Shared.Rent(BlockRows);
        var potentials = new double[candidates.Length];
        for (var row = start; row < end; row += BlockRows)
        {
            var distances = buffer.AsSpan(0, Math.Min(BlockRows, end - row));
            var before = nearest.AsSpan(row, distances.Length);
            for (var t = 0; t < candidates.Length; t++)
            {
                distances.Clear();
                for (var j = 0; j < data.Columns; j++)
                {
                    Simd.AddSquaredDifference(data.Column(j).Slice(row, distances.Length), candidates[t][j], distances);
                }
                Simd.Min(distances, before);
                keep?.Invoke(distances, before);
                potentials[t] += weights is null ? Simd.Sum(distances) : Simd.Dot(distances, weights.AsSpan(row, distances.Length));
            }
        }
        ArrayPool<double>.Shared.Return(buffer);
        return potentials;
    }

    private static double[] Row(FeatureMatrix data, int row)
    {
        var values = new double[data.Columns];
        for (var j = 0; j < values.Length; j++)
        {
            values[j] = data.Column(j)[row];
        }
        return values;
    }
}
