using Core.Customers;
using Core.Estimators;

namespace Core.Segments;

/// <param name="Inside">The segment.</param>
/// <param name="Outside">Everyone else.</param>
/// <param name="StandardizedDifference">
/// (mean inside − mean outside) / √((s² inside + s² outside) / 2); null where a side lacks values or nothing varies.
/// Source: Austin, Communications in Statistics: Simulation and Computation 38(6), 2009, section 2.
/// </param>
public sealed record FeatureProfile(FeatureSummary Inside, FeatureSummary Outside, double? StandardizedDifference);

/// <summary>A segment against everyone else, feature by feature.</summary>
/// <param name="Size">Rows of the segment.</param>
/// <param name="Share">Of all rows, in [0, 1].</param>
/// <param name="Features">p profiles, in the order of the columns.</param>
public sealed record SegmentProfile(int Size, double Share, IReadOnlyList<FeatureProfile> Features)
{
    /// <param name="all">n × p in the features' own units; NaN means missing.</param>
    /// <param name="rows">Distinct positions of the segment's rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public static SegmentProfile Of(FeatureMatrix all, IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(all);
        var inside = new bool[all.Rows];
        foreach (var row in rows)
        {
            inside[Guard.Range(row, 0, all.Rows - 1, nameof(SegmentProfile))] = true;
        }
        var size = inside.Count(i => i);
        var features = new FeatureProfile[all.Columns];
        Parallel.For(0, features.Length, c => features[c] = Feature(all.Names[c], all.Column(c), inside, size));
        return new SegmentProfile(size, all.Rows == 0 ? 0 : (double)size / all.Rows, features);
    }

    private static FeatureProfile Feature(string name, ReadOnlySpan<double> values, bool[] inside, int size)
    {
        var (mine, others) = (new double[size], new double[values.Length - size]);
        int m = 0,
            o = 0;
        for (var row = 0; row < values.Length; row++)
        {
            if (inside[row])
            {
                mine[m++] = values[row];
            }
            else
            {
                others[o++] = values[row];
            }
        }
        var (a, b) = (FeatureSummary.Of(name, mine), FeatureSummary.Of(name, others));
        var spread = Math.Sqrt((Square(a.StandardDeviation) + Square(b.StandardDeviation)) / 2);
        return new FeatureProfile(a, b, spread > 0 ? (a.Mean - b.Mean) / spread : null);
    }

    private static double Square(double? deviation) => deviation * deviation ?? 0;
}
