using Core.Explore;
using Xunit;

namespace Tests.Explore;

public sealed class ColumnSummaryTests
{
    [Fact]
    public void Anscombes_first_set_as_SciPy_1_10_1()
    {
        var summary = ColumnSummary.Of(Anscombe.Y);

        Assert.Equal((11L, 0L, 4.26, 10.84), (summary.Count, summary.Missing, summary.Min!.Value, summary.Max!.Value));
        Assert.Equal(7.500909090909093, summary.Mean!.Value, 1e-12);
        Assert.Equal(2.031568135925815, summary.StandardDeviation!.Value, 1e-12);
        Assert.Equal(6.315, summary.Q1!.Value, 1e-12);
        Assert.Equal(7.58, summary.Median!.Value, 1e-12);
        Assert.Equal(8.57, summary.Q3!.Value, 1e-12);
        Assert.Equal(-0.06503554811157743, summary.Skewness!.Value, 1e-12);
        Assert.Equal(2.0286991020803327, ColumnSummary.Of([1, 2, 2, 3, 10]).Skewness!.Value, 1e-12);
    }

    [Fact]
    public void What_is_missing_is_counted_and_leaves_the_rest_as_it_is()
    {
        var summary = ColumnSummary.Of([double.NaN, 2, double.NaN, 4]);

        Assert.Equal((2L, 2L, 0.5, 3.0, 3.0), (summary.Count, summary.Missing, summary.MissingShare, summary.Mean, summary.Median));
        Assert.Equal(Math.Sqrt(2), summary.StandardDeviation!.Value, 1e-15);
        Assert.Null(summary.Skewness);
    }

    [Fact]
    public void Nothing_one_value_and_equal_values()
    {
        Assert.Equal(new ColumnSummary(0, 0, null, null, null, null, null, null, null, null), ColumnSummary.Of([]));
        Assert.Equal(
            (0L, 2L, 1.0),
            (ColumnSummary.Of([double.NaN, double.NaN]) is var none ? none.Count : 0, none.Missing, none.MissingShare)
        );
        var one = ColumnSummary.Of([7]);
        Assert.Equal((7.0, 7.0, 7.0), (one.Mean, one.Q1, one.Max));
        Assert.Null(one.StandardDeviation);
        var equal = ColumnSummary.Of([0.1, 0.1, 0.1, 0.1]);
        Assert.Equal((0.0, 0.0), (equal.StandardDeviation!.Value, equal.InterquartileRange!.Value));
        Assert.Null(equal.Skewness);
    }

    [Fact]
    public void An_infinity_is_refused() =>
        Assert.Equal(
            "The data of ColumnSummary must be finite, or NaN where missing. Got -Infinity instead.",
            Assert.Throws<ArgumentException>(() => ColumnSummary.Of([1, double.NegativeInfinity])).Message
        );

    [Fact]
    public void Tukeys_fences_count_both_sides_and_show_them_from_end_to_end()
    {
        // Quartiles 3.25 and 7.75: fences at −3.5 and 14.5, far out beyond −10.25 and 21.25.
        var fences = TukeyFences.Of([9, 1, 2, 3, 4, 5, 6, 7, 8, 100])!;

        Assert.Equal(
            (-3.5, 14.5, 10, 0, 1, 1, 0.1),
            (fences.Lower, fences.Upper, fences.Count, fences.Below, fences.Above, fences.FarOut, fences.OutlierShare)
        );
        Assert.Equal([100.0], fences.Examples);

        double[] many = [.. Enumerable.Range(0, 100).Select(i => i % 10.0), -500, -400, 300, 400, 500, double.NaN];
        Assert.Equal([-500.0, 300, 500], TukeyFences.Of(many, 3)!.Examples);
        Assert.Equal((2, 3, 5), (TukeyFences.Of(many)!.Below, TukeyFences.Of(many)!.Above, TukeyFences.Of(many)!.FarOut));
        Assert.Empty(TukeyFences.Of(many, 0)!.Examples);
        Assert.Equal(0, TukeyFences.Of([5, 5, 5])!.OutlierShare);
        Assert.Null(TukeyFences.Of([double.NaN]));
    }
}

/// <summary>The first of four sets of Anscombe, "Graphs in Statistical Analysis", The American Statistician 27(1), 1973.</summary>
internal static class Anscombe
{
    public static double[] X => [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];

    public static double[] Y => [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
}
