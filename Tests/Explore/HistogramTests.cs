using Core.Explore;
using Xunit;

namespace Tests.Explore;

public sealed class HistogramTests
{
    [Fact]
    public void Bins_of_Freedman_and_Diaconis_as_NumPy_1_24_2()
    {
        var histogram = Histogram.Of(Anscombe.Y, new HistogramOptions(Fewest: 1))!;

        double[] expected = [4.26, 5.905, 7.55, 9.195, 10.84];
        Assert.All(expected.Zip(histogram.Edges), e => Assert.Equal(e.First, e.Second, 1e-12));
        Assert.Equal([3L, 2, 4, 2], histogram.Counts);
    }

    [Fact]
    public void Whole_numbers_lie_in_the_middle_of_bins_of_a_whole_width()
    {
        var stars = Histogram.Of([1, 1, 2, 5, 5, 5, 4])!;
        Assert.Equal([0.5, 1.5, 2.5, 3.5, 4.5, 5.5], stars.Edges);
        Assert.Equal([2L, 1, 0, 1, 3], stars.Counts);

        var wide = Histogram.Of([.. Enumerable.Range(0, 1000).Select(i => (double)i)], new HistogramOptions(Most: 7))!;
        Assert.Equal((-0.5, 143, 1000), (wide.Edges[0], wide.Edges[1] - wide.Edges[0], wide.Counts.Sum()));
        Assert.Equal(7, wide.Counts.Count);
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1)]
    [InlineData(1e17)]
    [InlineData(1e300)]
    public void No_value_gets_lost_and_bins_are_bounded(double scale)
    {
        var random = new Core.Estimators.SeededRandom(1);
        double[] values = [.. Enumerable.Range(0, 5000).Select(_ => scale * Math.Exp(3 * random.NextNormal())), double.NaN];
        var histogram = Histogram.Of(values)!;

        Assert.Equal(5000, histogram.Counts.Sum());
        Assert.InRange(histogram.Counts.Count, 5, 60);
        Assert.Equal(histogram.Counts.Count + 1, histogram.Edges.Count);
        Assert.True(histogram.Edges.Zip(histogram.Edges.Skip(1)).All(e => e.First < e.Second));
    }

    [Fact]
    public void Nothing_one_value_equal_values_and_equal_quartiles()
    {
        Assert.Null(Histogram.Of([]));
        Assert.Null(Histogram.Of([double.NaN]));
        Assert.Equal([2L], Histogram.Of([0.3, 0.3])!.Counts);
        Assert.Equal([-0.2, 0.8], Histogram.Of([0.3])!.Edges);
        // No quartile range: Sturges gives ⌈log₂ 16 + 1⌉ = 5.
        Assert.Equal(5, Histogram.Of([.. Enumerable.Repeat(0.5, 15), 9.1])!.Counts.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => Histogram.Of([1], new HistogramOptions(5, 4)));
    }
}
