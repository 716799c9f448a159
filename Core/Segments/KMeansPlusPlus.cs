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
        centers[0] = Row(data, Draw(random, Weights(weights, chunks, data.Rows), chunks, row => weights?[row] ?? 1));
        var trials = 2 + (int)Math.Log(options.Clusters);
        var potentials = centers.Length > 1 ? PotentialsOf([centers[0]], null)[0] : [];
        for (var k = 1; k < centers.Length; k++)
        {
            // Candidates are drawn before any is tried, so that each is drawn from the same potentials.
            var latest = centers[k - 1];
            var candidates = Enumerable.Range(0, trials).Select(_ => Row(data, DrawFar(latest))).ToArray();
            var potentialsOf = PotentialsOf(candidates, latest);
            double[] totals = [.. potentialsOf.Select(p => p.Sum())];
            var best = Array.IndexOf(totals, totals.Min());
            (centers[k], potentials) = (candidates[best], potentialsOf[best]);
        }
        return centers;

        // The potential of each chunk with each candidate as a further center. One pass takes the latest center into account, too: the
        // data are read once for each center, and reading them is what takes the time.
        double[][] PotentialsOf(double[][] candidates, double[]? latest)
        {
            var found = candidates.Select(_ => new double[chunks.Count]).ToArray();
            chunks.ForEach(
                (chunk, start, end) =>
                {
                    var mine = Walk(data, candidates, latest, nearest, weights, start, end);
                    for (var t = 0; t < mine.Length; t++)
                    {
                        found[t][chunk] = mine[t];
                    }
                },
                cancellation
            );
            return found;
        }

        int DrawFar(double[] latest) =>
            Draw(
                random,
                potentials,
                chunks,
                row => nearest[row] * (weights?[row] ?? 1),
                chunk => Walk(data, [], latest, nearest, weights, chunks.Start(chunk), chunks.EndExclusive(chunk))
            );
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
    private static int Draw(
        SeededRandom random,
        double[] potentials,
        RowChunks chunks,
        Func<int, double> share,
        Action<int>? prepare = null
    )
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
        prepare?.Invoke(chunk);
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

    /// <summary>
    /// Takes the latest center, if any, into account in <paramref name="nearest"/>; then Σ w·min(nearest, squared distance to the
    /// candidate) over rows, for each candidate.
    /// </summary>
    private static double[] Walk(
        FeatureMatrix data,
        double[][] candidates,
        double[]? latest,
        double[] nearest,
        double[]? weights,
        int start,
        int end
    )
    {
        var buffer = ArrayPool<double>.Shared.Rent(BlockRows);
        var potentials = new double[candidates.Length];
        for (var row = start; row < end; row += BlockRows)
        {
            var distances = buffer.AsSpan(0, Math.Min(BlockRows, end - row));
            var before = nearest.AsSpan(row, distances.Length);
            if (latest is not null)
            {
                Distances(data, row, latest, distances);
                Simd.Min(before, distances);
            }
            for (var t = 0; t < candidates.Length; t++)
            {
                Distances(data, row, candidates[t], distances);
                Simd.Min(distances, before);
                potentials[t] += weights is null ? Simd.Sum(distances) : Simd.Dot(distances, weights.AsSpan(row, distances.Length));
            }
        }
        ArrayPool<double>.Shared.Return(buffer);
        return potentials;
    }

    private static void Distances(FeatureMatrix data, int row, double[] center, Span<double> distances)
    {
        distances.Clear();
        for (var j = 0; j < center.Length; j++)
        {
            Simd.AddSquaredDifference(data.Column(j).Slice(row, distances.Length), center[j], distances);
        }
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
