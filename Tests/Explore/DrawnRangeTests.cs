using Core.Explore;
using Xunit;

namespace Tests.Explore;

public sealed class DrawnRangeTests
{
    [Fact]
    public void A_few_values_far_out_are_left_out_and_counted()
    {
        // Quartiles 25 and 75: outer fences at −125 and 225.
        double[] values = [.. Enumerable.Range(0, 101).Select(i => (double)i), 10_000, -9_000, -9_000, double.NaN];
        var range = DrawnRange.Of(values[..101])!;
        Assert.Equal((0, 100, false), (range.Low, range.High, range.IsCut));

        range = DrawnRange.Of(values)!;
        Assert.Equal((2, 1, true), (range.Below, range.Above, range.IsCut));
        Assert.InRange(range.Low, -160, -120);
        Assert.InRange(range.High, 220, 260);
    }

    [Fact]
    public void Nothing_is_cut_where_it_would_gain_little_or_all_would_be_gone()
    {
        Assert.Null(DrawnRange.Of([double.NaN]));
        Assert.Equal(new DrawnRange(3, 3, 0, 0), DrawnRange.Of([3]));
        // Most values are equal: a box without length has no fences to cut at.
        Assert.False(DrawnRange.Of([0, 0, 0, 0, 0, 0, 0, 9])!.IsCut);
        Assert.False(DrawnRange.Of([1, 2, 3, 4, 5, 6, 7, 8, 30])!.IsCut);
    }
}
