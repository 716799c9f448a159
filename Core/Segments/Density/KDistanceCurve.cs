using Core.Customers;
using Core.Estimators;

namespace Core.Segments.Density;

/// <summary>
/// The distance of each row to its k-th nearest row, itself counted, ascending: rows in clusters lie on the flat part, noise on the steep
/// end. DBSCAN's ε is suggested where the curve bends: at the greatest distance to the chord from its first to its last point, which is
/// the knee of Satopää, Albrecht, Irwin and Raghavan, "Finding a 'kneedle' in a haystack", ICDCSW 2011, section III, with its sensitivity 0.
/// The curve itself is that of Ester, Kriegel, Sander and Xu, KDD-96, section 4.2.
/// </summary>
/// <param name="MinSamples">k, at least 1.</param>
/// <param name="Points">At most 500 points of the curve, spread evenly, the first and the last among them.</param>
/// <param name="Epsilon">The suggestion, above 0; null where all rows with k − 1 neighbours are equal, so that no distance is above 0.</param>
/// <param name="Share">How many of the rows (in [0, 1]) have their k-th neighbour within the suggestion; 0 where there is none.</param>
public sealed record KDistanceCurve(int MinSamples, IReadOnlyList<KDistance> Points, double? Epsilon, double Share)
{
    private const int MostPoints = 500;

    // Distances to all rows, but of a part of the rows: the leaves of the index part the data evenly, so every m-th is a fair sample.
    private const int MostRows = 100_000;

    /// <param name="data">n × p, finite, scaled as for the fit.</param>
    /// <param name="minSamples">As for the fit; at least 1, at most n.</param>
    /// <param name="cancellation">Honoured between leaves of the index.</param>
    /// <remarks>Above 100 000 rows the curve is of about that many rows, spread over the data; their distances are exact.</remarks>
    /// <exception cref="ArgumentException">Empty data, a value that is not finite, or minSamples out of range.</exception>
    public static KDistanceCurve Of(FeatureMatrix data, int minSamples, CancellationToken cancellation = default)
    {
        const string caller = nameof(KDistanceCurve);
        FiniteData.Require(data, 1, caller, cancellation);
        Guard.Range(minSamples, 1, data.Rows, caller);
        var tree = KdTree.Build(data, cancellation);
        var step = (data.Rows + MostRows - 1) / MostRows;
        var found = new double[tree.Leaves * KdTree.LeafRows];
        Array.Fill(found, -1);
        LeafChunks.ForEach(
            tree,
            () => new NearestRows(tree, minSamples),
            (search, leaf) =>
            {
                if (leaf % step == 0)
                {
                    Distances(tree, leaf, search, minSamples, found);
                }
            },
            cancellation
        );
        var sorted = Array.FindAll(found, d => d >= 0);
        Array.Sort(sorted);
        var knee = Knee(sorted);
        var epsilon = sorted[knee] > 0 ? sorted[knee] : Array.Find(sorted, d => d > 0);
        var within = Array.FindLastIndex(sorted, d => d <= epsilon) + 1.0;
        return new KDistanceCurve(
            minSamples,
            Thin(sorted, data.Rows),
            epsilon > 0 ? epsilon : null,
            epsilon > 0 ? within / sorted.Length : 0
        );
    }

    private static void Distances(KdTree tree, int leaf, NearestRows search, int k, double[] found)
    {
        search.Find(tree, leaf);
        var rows = Math.Min(tree.Rows - leaf * KdTree.LeafRows, KdTree.LeafRows);
        for (var i = 0; i < rows; i++)
        {
            found[leaf * KdTree.LeafRows + i] = Math.Sqrt(search.Distances(i)[k - 1]);
        }
    }

    /// <summary>Where a rising curve lies farthest below its chord, both axes scaled to [0, 1].</summary>
    private static int Knee(double[] sorted)
    {
        var (first, range) = (sorted[0], sorted[^1] - sorted[0]);
        var (knee, greatest) = (sorted.Length - 1, 0.0);
        for (var i = 0; i < sorted.Length && range > 0; i++)
        {
            var below = (double)i / (sorted.Length - 1) - (sorted[i] - first) / range;
            (knee, greatest) = below > greatest ? (i, below) : (knee, greatest);
        }
        return knee;
    }

    private static KDistance[] Thin(double[] sorted, int rows)
    {
        var count = Math.Min(MostPoints, sorted.Length);
        var points = new KDistance[count];
        for (var i = 0; i < count; i++)
        {
            var at = count == 1 ? 0 : (int)((long)i * (sorted.Length - 1) / (count - 1));
            points[i] = new KDistance((int)Math.Round((at + 1.0) / sorted.Length * rows), sorted[at]);
        }
        return points;
    }
}

/// <summary>A point of a <see cref="KDistanceCurve"/>: so many rows have their k-th neighbour within the distance.</summary>
/// <param name="Rows">1 … n.</param>
/// <param name="Distance">In the unit of the data, at least 0.</param>
public readonly record struct KDistance(int Rows, double Distance);
