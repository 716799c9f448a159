using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Core.Customers;

namespace Core.Segments;

/// <summary>
/// Σ of Euclidean distances from a row to all rows of each cluster, in numbers of type <typeparamref name="T"/> (float or double).
/// Rows lie sorted by cluster, column after column, so that a vector holds neighbours of one cluster. O(n p) memory; no matrix of distances.
/// </summary>
internal sealed class ClusterDistanceSums<T>
    where T : unmanaged, INumber<T>
{
    /// <summary>Rows that share each load of a neighbour.</summary>
    public const int Group = 4;

    // Sums of so many vectors are kept in T before they go to a double: floats would lose digits over many thousand terms.
    private const int Flush = 64;

    private readonly T[] values;
    private readonly int columns;
    private readonly int stride;
    private readonly int[] clusterStarts;

    /// <param name="data">n × p, finite.</param>
    /// <param name="sortedRows">m positions in the data, cluster after cluster.</param>
    /// <param name="clusterStarts">k + 1 positions in <paramref name="sortedRows"/>: where each cluster starts, and m.</param>
    public ClusterDistanceSums(FeatureMatrix data, int[] sortedRows, int[] clusterStarts)
    {
        this.clusterStarts = clusterStarts;
        columns = data.Columns;
        stride = sortedRows.Length + Vector512<T>.Count;
        values = new T[stride * columns];
        for (var j = 0; j < columns; j++)
        {
            var column = data.Column(j);
            // Less its first value: distances stay the same, and a float keeps the digits that matter.
            var origin = column[sortedRows[0]];
            for (var i = 0; i < sortedRows.Length; i++)
            {
                values[j * stride + i] = T.CreateTruncating(column[sortedRows[i]] - origin);
            }
        }
    }

    /// <summary>Writes the sums of sorted rows first … first + 3 (beyond the last: of the last) into <paramref name="sums"/>, 4 × k.</summary>
    public void Compute(int first, Span<double> sums)
    {
        var clusters = clusterStarts.Length - 1;
        var last = clusterStarts[clusters] - 1;
        Span<T> rows = stackalloc T[Group * columns];
        for (var j = 0; j < columns; j++)
        {
            for (var g = 0; g < Group; g++)
            {
                rows[j * Group + g] = values[j * stride + Math.Min(first + g, last)];
            }
        }
        for (var k = 0; k < clusters; k++)
        {
            Sum(rows, clusterStarts[k], clusterStarts[k + 1], sums, k, clusters);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sum(ReadOnlySpan<T> rows, int start, int end, Span<double> sums, int cluster, int clusters)
    {
        ref var neighbours = ref MemoryMarshal.GetArrayDataReference(values);
        double t0 = 0,
            t1 = 0,
            t2 = 0,
            t3 = 0;
        for (var from = start; from < end; )
        {
            Vector512<T> s0 = default,
                s1 = default,
                s2 = default,
                s3 = default;
            var to = Math.Min(end, from + Flush * Vector512<T>.Count);
            for (; from < to; from += Vector512<T>.Count)
            {
                Vector512<T> a0 = default,
                    a1 = default,
                    a2 = default,
                    a3 = default;
                var at = (nuint)from;
                for (var j = 0; j < rows.Length; j += Group, at += (nuint)stride)
                {
                    var x = Vector512.LoadUnsafe(ref neighbours, at);
                    var (d0, d1) = (x - Vector512.Create(rows[j]), x - Vector512.Create(rows[j + 1]));
                    var (d2, d3) = (x - Vector512.Create(rows[j + 2]), x - Vector512.Create(rows[j + 3]));
                    (a0, a1, a2, a3) = (AddSquare(d0, a0), AddSquare(d1, a1), AddSquare(d2, a2), AddSquare(d3, a3));
                }
                (a0, a1, a2, a3) = (Vector512.Sqrt(a0), Vector512.Sqrt(a1), Vector512.Sqrt(a2), Vector512.Sqrt(a3));
                if (to - from < Vector512<T>.Count)
                {
                    // The last vector of a cluster reaches into the next one.
                    var mine = Vector512.LessThan(Vector512<T>.Indices, Vector512.Create(T.CreateTruncating(to - from)));
                    (a0, a1, a2, a3) = (a0 & mine, a1 & mine, a2 & mine, a3 & mine);
                }
                (s0, s1, s2, s3) = (s0 + a0, s1 + a1, s2 + a2, s3 + a3);
            }
            t0 += double.CreateTruncating(Vector512.Sum(s0));
            t1 += double.CreateTruncating(Vector512.Sum(s1));
            t2 += double.CreateTruncating(Vector512.Sum(s2));
            t3 += double.CreateTruncating(Vector512.Sum(s3));
        }
        sums[cluster] = t0;
        sums[clusters + cluster] = t1;
        sums[2 * clusters + cluster] = t2;
        sums[3 * clusters + cluster] = t3;
    }

    private static Vector512<T> AddSquare(Vector512<T> difference, Vector512<T> sum) =>
        typeof(T) == typeof(float)
            ? Vector512.FusedMultiplyAdd(difference.AsSingle(), difference.AsSingle(), sum.AsSingle()).As<float, T>()
            : Vector512.FusedMultiplyAdd(difference.AsDouble(), difference.AsDouble(), sum.AsDouble()).As<double, T>();
}
