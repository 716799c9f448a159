using Core.Estimators;
using Xunit;

namespace Tests.Estimators;

public sealed class QuantileTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(997)]
    public void Without_sorting_it_is_the_same_to_the_last_bit(int n)
    {
        var random = new SeededRandom((ulong)n);
        // Many equal values, many different ones, and already sorted ones each way.
        double[][] samples =
        [
            [.. Enumerable.Range(0, n).Select(_ => (double)random.NextInt(5))],
            [.. Enumerable.Range(0, n).Select(_ => random.NextNormal())],
            [.. Enumerable.Range(0, n).Select(i => (double)i)],
            [.. Enumerable.Range(0, n).Select(i => (double)-i)],
        ];
        foreach (var sample in samples)
        {
            var sorted = Quantile.Sorted(sample);
            foreach (var probability in new[] { 0, 0.1, 0.25, 1.0 / 3, 0.5, 0.75, 0.99, 1 })
            {
                Assert.Equal(Quantile.OfSorted(sorted, probability), Quantile.Of([.. sample], probability));
            }
        }
    }

    [Fact]
    public void Type_7_as_numpy_percentile()
    {
        // numpy.percentile([1, 2, 4, 8], [10, 50, 90]) of NumPy 1.24.2.
        Assert.Equal(1.3, Quantile.Of([8.0, 1, 4, 2], 0.1), 12);
        Assert.Equal(3.0, Quantile.Of([8.0, 1, 4, 2], 0.5), 12);
        Assert.Equal(6.8, Quantile.Of([8.0, 1, 4, 2], 0.9), 12);
    }
}
