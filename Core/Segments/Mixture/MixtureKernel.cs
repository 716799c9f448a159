using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Core.Estimators;

namespace Core.Segments.Mixture;

/// <summary>The inner loops of EM over a tile of rows, one row per lane.</summary>
internal abstract class MixtureKernel
{
    private const int Rows = MixtureTile.Rows;

    /// <summary>The widest vectors of this machine.</summary>
    public static MixtureKernel Best { get; } = Of(SimdWidth.Best);

    public static MixtureKernel Of(SimdWidth width) =>
        width switch
        {
            SimdWidth.Best when Vector512.IsHardwareAccelerated => new Over<Lanes512, Vector512<double>>(),
            SimdWidth.Best when Vector256.IsHardwareAccelerated => new Over<Lanes256, Vector256<double>>(),
            SimdWidth.Vector512 => new Over<Lanes512, Vector512<double>>(),
            SimdWidth.Vector256 => new Over<Lanes256, Vector256<double>>(),
            _ => new Over<Lanes64, double>(),
        };

    /// <summary>d ← x − mean.</summary>
    public abstract void Subtract(MixtureTile tile, double[] mean);

    /// <summary>out ← constant − ½ ‖F d‖² for a lower triangular F (p rows of 1, 2, … p numbers).</summary>
    public abstract void Triangular(double[] differences, ReadOnlySpan<double> factor, int columns, double constant, Span<double> target);

    /// <summary>out ← constant − ½ Σ (fⱼ dⱼ)².</summary>
    public abstract void Diagonal(double[] differences, ReadOnlySpan<double> factor, double constant, Span<double> target);

    /// <summary>Log densities of k components become shares that sum to 1; the logs of their sums are the log-likelihoods of the rows.</summary>
    public abstract void Normalize(MixtureTile tile);

    /// <summary>Adds Σ r to sums[0], Σ r dⱼ to sums[1 …] and Σ r dᵢ dⱼ to products (p × p, lower triangle), or Σ r dⱼ² to p products.</summary>
    public abstract void Accumulate(
        MixtureTile tile,
        ReadOnlySpan<double> shares,
        int columns,
        Span<double> sums,
        Span<double> products,
        bool diagonal
    );

    private sealed class Over<TLanes, T> : MixtureKernel
        where TLanes : struct, ILanes<T>
        where T : struct
    {
        // An overflow of a row farther away than any double can tell must not become "infinite less infinite".
        private const double LeastLogDensity = -1e300;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Subtract(MixtureTile tile, double[] mean)
        {
            ref var x = ref MemoryMarshal.GetArrayDataReference(tile.Values);
            ref var d = ref MemoryMarshal.GetArrayDataReference(tile.Differences);
            for (var j = 0; j < mean.Length; j++)
            {
                var m = TLanes.Create(mean[j]);
                for (var at = j * Rows; at < (j + 1) * Rows; at += TLanes.Count)
                {
                    TLanes.Store(TLanes.Subtract(TLanes.Load(ref x, at), m), ref d, at);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Triangular(
            double[] differences,
            ReadOnlySpan<double> factor,
            int columns,
            double constant,
            Span<double> target
        )
        {
            ref var d = ref MemoryMarshal.GetArrayDataReference(differences);
            ref var to = ref MemoryMarshal.GetReference(target[..Rows]);
            for (var row = 0; row < Rows; row += 4 * TLanes.Count)
            {
                T q0 = default,
                    q1 = default,
                    q2 = default,
                    q3 = default;
                ref var f = ref MemoryMarshal.GetReference(factor);
                for (var i = 0; i < columns; i++)
                {
                    T y0 = default,
                        y1 = default,
                        y2 = default,
                        y3 = default;
                    ref var x = ref Unsafe.Add(ref d, row);
                    for (var j = 0; j <= i; j++)
                    {
                        var w = TLanes.Create(f);
                        y0 = TLanes.MultiplyAdd(w, TLanes.Load(ref x, 0), y0);
                        y1 = TLanes.MultiplyAdd(w, TLanes.Load(ref x, TLanes.Count), y1);
                        y2 = TLanes.MultiplyAdd(w, TLanes.Load(ref x, 2 * TLanes.Count), y2);
                        y3 = TLanes.MultiplyAdd(w, TLanes.Load(ref x, 3 * TLanes.Count), y3);
                        f = ref Unsafe.Add(ref f, 1);
                        x = ref Unsafe.Add(ref x, Rows);
                    }
                    q0 = TLanes.MultiplyAdd(y0, y0, q0);
                    q1 = TLanes.MultiplyAdd(y1, y1, q1);
                    q2 = TLanes.MultiplyAdd(y2, y2, q2);
                    q3 = TLanes.MultiplyAdd(y3, y3, q3);
                }
                Finish(q0, constant, ref to, row);
                Finish(q1, constant, ref to, row + TLanes.Count);
                Finish(q2, constant, ref to, row + 2 * TLanes.Count);
                Finish(q3, constant, ref to, row + 3 * TLanes.Count);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Diagonal(double[] differences, ReadOnlySpan<double> factor, double constant, Span<double> target)
        {
            ref var d = ref MemoryMarshal.GetArrayDataReference(differences);
            ref var to = ref MemoryMarshal.GetReference(target[..Rows]);
            for (var row = 0; row < Rows; row += 2 * TLanes.Count)
            {
                T q0 = default,
                    q1 = default;
                for (var j = 0; j < factor.Length; j++)
                {
                    var w = TLanes.Create(factor[j]);
                    var y0 = TLanes.Multiply(w, TLanes.Load(ref d, j * Rows + row));
                    var y1 = TLanes.Multiply(w, TLanes.Load(ref d, j * Rows + row + TLanes.Count));
                    q0 = TLanes.MultiplyAdd(y0, y0, q0);
                    q1 = TLanes.MultiplyAdd(y1, y1, q1);
                }
                Finish(q0, constant, ref to, row);
                Finish(q1, constant, ref to, row + TLanes.Count);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Finish(T squares, double constant, ref double target, int row) =>
            TLanes.Store(
                TLanes.Max(TLanes.MultiplyAdd(squares, TLanes.Create(-0.5), TLanes.Create(constant)), TLanes.Create(LeastLogDensity)),
                ref target,
                row
            );

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Normalize(MixtureTile tile)
        {
            var (logDensities, total) = (tile.Responsibilities, tile.LogLikelihoods);
            ref var logs = ref MemoryMarshal.GetArrayDataReference(logDensities);
            ref var largest = ref MemoryMarshal.GetArrayDataReference(total);
            ref var sums = ref MemoryMarshal.GetArrayDataReference(tile.Sums);
            for (var row = 0; row < Rows; row += TLanes.Count)
            {
                var most = TLanes.Load(ref logs, row);
                for (var at = row + Rows; at < logDensities.Length; at += Rows)
                {
                    most = TLanes.Max(most, TLanes.Load(ref logs, at));
                }
                T sum = default;
                for (var at = row; at < logDensities.Length; at += Rows)
                {
                    var share = LaneMath.Exp<TLanes, T>(TLanes.Subtract(TLanes.Load(ref logs, at), most));
                    TLanes.Store(share, ref logs, at);
                    sum = TLanes.Add(sum, share);
                }
                var part = TLanes.Divide(TLanes.Create(1), sum);
                for (var at = row; at < logDensities.Length; at += Rows)
                {
                    TLanes.Store(TLanes.Multiply(TLanes.Load(ref logs, at), part), ref logs, at);
                }
                TLanes.Store(most, ref largest, row);
                TLanes.Store(sum, ref sums, row);
            }
            for (var row = 0; row < total.Length; row++)
            {
                total[row] += Math.Log(tile.Sums[row]);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Accumulate(
            MixtureTile tile,
            ReadOnlySpan<double> shares,
            int columns,
            Span<double> sums,
            Span<double> products,
            bool diagonal
        )
        {
            ref var d = ref MemoryMarshal.GetArrayDataReference(tile.Differences);
            ref var w = ref MemoryMarshal.GetArrayDataReference(tile.Weighted);
            ref var r = ref MemoryMarshal.GetReference(shares[..Rows]);
            T all = default;
            for (var row = 0; row < Rows; row += TLanes.Count)
            {
                all = TLanes.Add(all, TLanes.Load(ref r, row));
            }
            sums[0] += TLanes.Sum(all);
            for (var j = 0; j < columns; j++)
            {
                T sum = default,
                    square = default;
                for (var row = 0; row < Rows; row += TLanes.Count)
                {
                    var x = TLanes.Load(ref d, j * Rows + row);
                    var weighted = TLanes.Multiply(TLanes.Load(ref r, row), x);
                    sum = TLanes.Add(sum, weighted);
                    square = TLanes.MultiplyAdd(weighted, x, square);
                    TLanes.Store(weighted, ref w, j * Rows + row);
                }
                sums[1 + j] += TLanes.Sum(sum);
                if (diagonal)
                {
                    products[j] += TLanes.Sum(square);
                }
            }
            if (diagonal)
            {
                return;
            }
            for (var i = 0; i < columns; i += 2)
            {
                for (var j = 0; j <= i + 1; j += 4)
                {
                    Products(ref Unsafe.Add(ref w, i * Rows), ref Unsafe.Add(ref d, j * Rows), i, j, columns, products);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Products(ref double w, ref double d, int i, int j, int columns, Span<double> products)
        {
            T a0 = default,
                a1 = default,
                a2 = default,
                a3 = default,
                b0 = default,
                b1 = default,
                b2 = default,
                b3 = default;
            for (var row = 0; row < Rows; row += TLanes.Count)
            {
                var (u, v) = (TLanes.Load(ref w, row), TLanes.Load(ref w, Rows + row));
                var x = TLanes.Load(ref d, row);
                (a0, b0) = (TLanes.MultiplyAdd(u, x, a0), TLanes.MultiplyAdd(v, x, b0));
                x = TLanes.Load(ref d, Rows + row);
                (a1, b1) = (TLanes.MultiplyAdd(u, x, a1), TLanes.MultiplyAdd(v, x, b1));
                x = TLanes.Load(ref d, 2 * Rows + row);
                (a2, b2) = (TLanes.MultiplyAdd(u, x, a2), TLanes.MultiplyAdd(v, x, b2));
                x = TLanes.Load(ref d, 3 * Rows + row);
                (a3, b3) = (TLanes.MultiplyAdd(u, x, a3), TLanes.MultiplyAdd(v, x, b3));
            }
            ReadOnlySpan<double> first = [TLanes.Sum(a0), TLanes.Sum(a1), TLanes.Sum(a2), TLanes.Sum(a3)];
            ReadOnlySpan<double> second = [TLanes.Sum(b0), TLanes.Sum(b1), TLanes.Sum(b2), TLanes.Sum(b3)];
            for (var c = 0; c < 4; c++)
            {
                if (j + c <= i)
                {
                    products[i * columns + j + c] += first[c];
                }
                if (i + 1 < columns && j + c <= i + 1)
                {
                    products[(i + 1) * columns + j + c] += second[c];
                }
            }
        }
    }
}
