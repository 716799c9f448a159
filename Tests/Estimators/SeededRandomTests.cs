using Core.Estimators;
using Xunit;

namespace Tests.Estimators;

public sealed class SeededRandomTests
{
    /// <summary>The first outputs for seed 1234567, as printed for SplitMix64 by Rosetta Code ("Pseudo-random numbers/Splitmix64").</summary>
    [Fact]
    public void SplitMix64_of_1234567_as_Rosetta_Code()
    {
        var state = 1234567UL;
        ulong[] drawn = [.. Enumerable.Range(0, 5).Select(_ => SeededRandom.SplitMix64(ref state))];

        Assert.Equal(
            [6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL, 4593380528125082431UL, 16408922859458223821UL],
            drawn
        );
    }

    [Fact]
    public void Same_seed_same_numbers_and_forks_are_their_own()
    {
        var (a, b) = (new SeededRandom(7), new SeededRandom(7));
        a.NextUInt64();
        b.NextUInt64();

        Assert.Equal(a.NextUInt64(), b.NextUInt64());
        Assert.Equal(a.Fork(3).NextUInt64(), new SeededRandom(7).Fork(3).NextUInt64());
        Assert.NotEqual(a.Fork(3).NextUInt64(), a.Fork(4).NextUInt64());
    }

    [Fact]
    public void Moments_are_those_of_the_distributions()
    {
        const int draws = 200_000;
        var random = new SeededRandom(1);
        double uniform = 0,
            normal = 0,
            squares = 0,
            exponential = 0;
        for (var i = 0; i < draws; i++)
        {
            uniform += random.NextDouble();
            var z = random.NextNormal();
            normal += z;
            squares += z * z;
            exponential += random.NextExponential();
        }

        // Five standard errors of each mean.
        Assert.Equal(0.5, uniform / draws, 5 * Math.Sqrt(1 / 12.0 / draws));
        Assert.Equal(0, normal / draws, 5 / Math.Sqrt(draws));
        Assert.Equal(1, squares / draws, 5 * Math.Sqrt(2.0 / draws));
        Assert.Equal(1, exponential / draws, 5 / Math.Sqrt(draws));
    }

    [Fact]
    public void Samples_are_distinct_ascending_and_of_the_size_asked_for()
    {
        var sample = new SeededRandom(5).Sample(1000, 300);

        Assert.Equal(300, sample.Length);
        Assert.Equal(sample.Distinct().Order(), sample);
        Assert.InRange(sample[^1], 299, 999);
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(3.5)]
    public void Gamma_and_Poisson_have_their_mean_and_variance(double mean)
    {
        const int draws = 100_000;
        var random = new SeededRandom(6);
        double[] gamma = [.. Enumerable.Range(0, draws).Select(_ => random.NextGamma(mean))];
        double[] poisson = [.. Enumerable.Range(0, draws).Select(_ => (double)random.NextPoisson(mean))];

        foreach (var drawn in new[] { gamma, poisson })
        {
            // Both distributions have the variance of their mean.
            Assert.Equal(mean, drawn.Average(), 5 * Math.Sqrt(mean / draws));
            Assert.Equal(1, drawn.Average(v => (v - mean) * (v - mean)) / mean, 0.08);
        }
    }

    [Fact]
    public void Weights_are_kept()
    {
        var random = new SeededRandom(6);
        var counts = new int[3];
        for (var i = 0; i < 30_000; i++)
        {
            counts[random.NextWeighted([1, 0, 2])]++;
        }

        Assert.Equal(0, counts[1]);
        Assert.Equal(10_000, counts[0], 5 * Math.Sqrt(30_000 * 2.0 / 9));
    }
}
