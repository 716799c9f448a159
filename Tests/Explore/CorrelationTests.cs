using Core.Explore;
using Xunit;

namespace Tests.Explore;

public sealed class CorrelationTests
{
    [Fact]
    public void Pearson_and_its_interval_as_SciPy_1_10_1()
    {
        var found = Correlation.Of(Anscombe.X, Anscombe.Y);

        Assert.Equal(0.81642051634484, found.Coefficient, 1e-12);
        Assert.Equal((0.4243912133932165, 0.9506932537865606), (found.Interval!.Value.Lower, found.Interval.Value.Upper), Near);
        Assert.Equal(11, found.Pairs);
    }

    [Fact]
    public void Spearman_with_ties_as_SciPy_1_10_1()
    {
        var found = Correlation.Of([1, 2, 2, 3, 5, 5, 5, 8], [3, 1, 4, 4, 2, 9, 9, 7], CorrelationMethod.Spearman);

        Assert.Equal(0.56531554109761, found.Coefficient, 1e-12);
        Assert.Equal((-0.2943729365110797, 0.9193125588460923), (found.Interval!.Value.Lower, found.Interval.Value.Upper), Near);
        Assert.Equal([1, 2.5, 2.5, 4, 6, 6, 6, 8], Correlation.Ranks([1, 2, 2, 3, 5, 5, 5, 8]));
        // A curve that only rises is perfect in order and not on a line.
        double[] x = [.. Enumerable.Range(1, 20)];
        var curve = Array.ConvertAll(x, v => Math.Exp(v / 2));
        Assert.Equal(1, Correlation.Of(x, curve, CorrelationMethod.Spearman).Coefficient, 1e-15);
        Assert.InRange(Correlation.Of(x, curve).Coefficient, 0.5, 0.9);
    }

    [Fact]
    public void Only_rows_that_know_both_count()
    {
        double[] x = [.. Anscombe.X, double.NaN, 4, double.NaN];
        double[] y = [.. Anscombe.Y, 1, double.NaN, double.NaN];

        Assert.Equal(Correlation.Of(Anscombe.X, Anscombe.Y), Correlation.Of(x, y));
    }

    [Fact]
    public void What_can_not_be_said_is_NaN()
    {
        Assert.Equal((double.NaN, 0), (Correlation.Of([], []).Coefficient, Correlation.Of([], []).Pairs));
        Assert.Equal(double.NaN, Correlation.Of([1], [2]).Coefficient);
        Assert.Equal(double.NaN, Correlation.Of([0.1, 0.1, 0.1], [1, 2, 3]).Coefficient);
        Assert.Null(Correlation.Of([0.1, 0.1, 0.1, 0.1], [1, 2, 3, 4]).Interval);
        Assert.Equal(-1, Correlation.Of([1, 2], [5, 3]).Coefficient, 1e-15);
        Assert.Null(Correlation.Of([1, 2], [5, 3]).Interval);
        Assert.Equal(
            "The columns of Correlation must be equally long. Got 1 and 2 values instead.",
            Assert.Throws<ArgumentException>(() => Correlation.Of([1], [1, 2])).Message
        );
        Assert.Throws<ArgumentException>(() => Correlation.Of([1, double.PositiveInfinity], [1, 2]));
    }

    [Fact]
    public void A_matrix_holds_each_pair_on_both_sides()
    {
        double[] z = [.. Anscombe.X.Select((v, i) => i == 0 ? double.NaN : -v)];
        var matrix = CorrelationMatrix.Of([Anscombe.X, Anscombe.Y, z, new double[11]]);

        Assert.Equal(0.81642051634484, matrix.Coefficients[0, 1], 1e-12);
        Assert.Equal(matrix.Coefficients[0, 1], matrix.Coefficients[1, 0]);
        Assert.Equal((1, -1), (matrix.Coefficients[0, 0], matrix.Coefficients[0, 2]), Near);
        Assert.Equal((11, 10), (matrix.Pairs[0, 1], matrix.Pairs[2, 1]));
        Assert.Equal(double.NaN, matrix.Coefficients[3, 0]);
        Assert.Empty(CorrelationMatrix.Of([]).Pairs);
    }

    private static bool Near((double A, double B) x, (double A, double B) y) => Math.Abs(x.A - y.A) < 1e-9 && Math.Abs(x.B - y.B) < 1e-9;
}
