using Core.Explore;
using Xunit;

namespace Tests.Explore;

public sealed class LinearTrendTests
{
    [Fact]
    public void Anscombes_first_set_as_SciPy_1_10_1()
    {
        var line = LinearTrend.Fit(Anscombe.X, Anscombe.Y)!;

        Assert.Equal(0.5000909090909091, line.Slope, 1e-12);
        Assert.Equal(3.0000909090909103, line.Intercept, 1e-12);
        Assert.Equal(0.23337013639193327, line.SlopeInterval!.Value.Lower, 1e-9);
        Assert.Equal(0.766811681789885, line.SlopeInterval.Value.Upper, 1e-9);
        Assert.Equal(0.00216962887307879, line.PValue!.Value, 1e-9);
        Assert.Equal(0.666542459508775, line.Explained, 1e-12);
        Assert.Equal(8.001, line.At(10), 1e-9);
    }

    [Fact]
    public void Too_little_to_draw_a_line()
    {
        Assert.Null(LinearTrend.Fit([], []));
        Assert.Null(LinearTrend.Fit([1], [1]));
        Assert.Null(LinearTrend.Fit([0.1, 0.1, 0.1], [1, 2, 3]));
        Assert.Null(LinearTrend.Fit([1, 2, double.NaN], [1, double.NaN, 3]));
        var two = LinearTrend.Fit([1, 3], [1, 2])!;
        Assert.Equal((0.5, 0.5, 1), (two.Slope, two.Intercept, two.Explained));
        Assert.Null(two.PValue);
    }

    [Fact]
    public void A_flat_and_an_exact_line()
    {
        var flat = LinearTrend.Fit([1, 2, 3], [5, 5, 5])!;
        Assert.Equal((0, 5, 0, 1.0), (flat.Slope, flat.Intercept, flat.Explained, flat.PValue));
        var exact = LinearTrend.Fit([1, 2, 3], [2, 4, 6])!;
        Assert.Equal((2, 0.0), (exact.Slope, exact.PValue));
    }

    [Fact]
    public void A_moving_average_is_centred_and_leaves_out_what_is_missing()
    {
        Assert.Equal([1.5, 2, 3, 4, 4.5], MovingAverage.Centred([1, 2, 3, 4, 5], 3));
        Assert.Equal([1, 1.5, 2.5, 3.5], MovingAverage.Centred([1, 2, 3, 4], 2));
        Assert.Equal([1, 1, 3], MovingAverage.Centred([1, double.NaN, 3], 2));
        Assert.Equal([double.NaN, double.NaN, 6], MovingAverage.Centred([double.NaN, double.NaN, 6], 1));
        Assert.Equal([2, 2, 2], MovingAverage.Centred([1, 2, 3], int.MaxValue));
        Assert.Empty(MovingAverage.Centred([], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => MovingAverage.Centred([1], 0));
    }
}
