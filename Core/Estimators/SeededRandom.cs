using System.Numerics;

namespace Core.Estimators;

/// <summary>
/// Random numbers that depend on the seed alone: xoshiro256** started by SplitMix64, so the same seed gives the same numbers on every
/// machine and every version of .NET. Not safe for several threads: give each its own <see cref="Fork"/>.
/// Source: Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47(4), 2021, section 4.
/// </summary>
public sealed class SeededRandom
{
    private readonly ulong seed;
    private ulong s0;
    private ulong s1;
    private ulong s2;
    private ulong s3;

    /// <param name="seed">Any value, also 0.</param>
    public SeededRandom(ulong seed)
    {
        this.seed = seed;
        var state = seed;
        s0 = SplitMix64(ref state);
        s1 = SplitMix64(ref state);
        s2 = SplitMix64(ref state);
        s3 = SplitMix64(ref state);
    }

    /// <summary>The next state and output of SplitMix64 (Steele, Lea and Flood 2014).</summary>
    public static ulong SplitMix64(ref ulong state)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>A generator of its own for part <paramref name="stream"/> of the work; depends on the seed and the stream, not on numbers drawn.</summary>
    public SeededRandom Fork(ulong stream)
    {
        var state = seed;
        var mixed = SplitMix64(ref state) ^ stream;
        return new SeededRandom(SplitMix64(ref mixed));
    }

    /// <summary>64 random bits.</summary>
    public ulong NextUInt64()
    {
        unchecked
        {
            var result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
            var t = s1 << 17;
            s2 ^= s0;
            s3 ^= s1;
            s1 ^= s2;
            s0 ^= s3;
            s2 ^= t;
            s3 = BitOperations.RotateLeft(s3, 45);
            return result;
        }
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0 … <paramref name="endExclusive"/> − 1, without bias (Lemire 2019).</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="endExclusive"/> is below 1.</exception>
    public int NextInt(int endExclusive)
    {
        Guard.Range(endExclusive, 1, int.MaxValue, nameof(SeededRandom));
        var range = (uint)endExclusive;
        var product = (NextUInt64() >> 32) * range;
        if ((uint)product < range)
        {
            var threshold = (0u - range) % range;
            while ((uint)product < threshold)
            {
                product = (NextUInt64() >> 32) * range;
            }
        }
        return (int)(product >> 32);
    }

    /// <summary>Normal with mean 0 and variance 1 (Box–Muller, cosine half).</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    /// <summary>Exponential with mean 1.</summary>
    public double NextExponential() => -Math.Log(1 - NextDouble());

    /// <summary>Gamma with scale 1. Source: Marsaglia and Tsang, ACM TOMS 26(3), 2000.</summary>
    /// <param name="shape">Above 0; the mean and the variance.</param>
    public double NextGamma(double shape)
    {
        if (shape < 1)
        {
            return NextGamma(shape + 1) * Math.Pow(1 - NextDouble(), 1 / shape);
        }
        var d = shape - 1.0 / 3;
        while (true)
        {
            var z = NextNormal();
            var v = Math.Pow(1 + z / Math.Sqrt(9 * d), 3);
            if (v > 0 && Math.Log(1 - NextDouble()) < z * z / 2 + d - d * v + d * Math.Log(v))
            {
                return d * v;
            }
        }
    }

    /// <summary>Poisson by counting exponential waits; time grows with the mean.</summary>
    /// <param name="mean">At least 0.</param>
    public int NextPoisson(double mean)
    {
        var count = 0;
        for (var time = NextExponential(); time < mean; time += NextExponential())
        {
            count++;
        }
        return count;
    }

    /// <summary>A position drawn with probability proportional to its weight.</summary>
    /// <param name="weights">At least 0, one above 0.</param>
    public int NextWeighted(ReadOnlySpan<double> weights)
    {
        var target = NextDouble() * Simd.Sum(weights);
        var last = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] > 0)
            {
                last = i;
                target -= weights[i];
                if (target < 0)
                {
                    break;
                }
            }
        }
        return last;
    }

    /// <summary><paramref name="count"/> distinct positions out of 0 … <paramref name="total"/> − 1, ascending (Knuth, TAOCP 2, 3.4.2, Algorithm S).</summary>
    public int[] Sample(int total, int count)
    {
        Guard.Range(count, 0, total, nameof(SeededRandom));
        var chosen = new int[count];
        for (int i = 0, taken = 0; taken < count; i++)
        {
            if ((total - i) * NextDouble() < count - taken)
            {
                chosen[taken++] = i;
            }
        }
        return chosen;
    }
}
