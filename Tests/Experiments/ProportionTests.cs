using System.Text.Json;
using Core.Experiments;
using Xunit;

namespace Tests.Experiments;

public sealed class ProportionTests
{
    private const double Tolerance = 1e-12;

    private static double[][] Table(JsonElement vector) =>
        vector.GetProperty(vector.TryGetProperty("inputs", out _) ? "inputs" : "input").GetProperty("table").Table();

    private static void Close(double expected, double actual, double tolerance = Tolerance) => Assert.Equal(expected, actual, tolerance);

    [Fact]
    public void Chi_square_with_and_without_Yates_as_scipy_1_10_1()
    {
        var vector = Oracles.Experiment("X1_chi2_contingency");
        var (plain, yates) = (ChiSquareTest.Independence(Table(vector)), ChiSquareTest.Independence(Table(vector), yates: true));

        Close(vector.Expected("chi2_no_yates").GetDouble(), plain.Statistic);
        Close(vector.Expected("p_no_yates").GetDouble(), plain.PValue);
        Close(vector.Expected("chi2_yates").GetDouble(), yates.Statistic);
        Close(vector.Expected("p_yates").GetDouble(), yates.PValue);
        Assert.Equal(vector.Expected("dof").GetInt32(), plain.DegreesOfFreedom);
    }

    [Fact]
    public void Chi_square_of_a_2_by_3_table_as_the_docstring_of_scipy()
    {
        var vector = Oracles.Engine("chi2.contingency");
        var result = ChiSquareTest.Independence(Table(vector));

        Close(vector.Expected("chi2").GetDouble(), result.Statistic);
        Close(vector.Expected("p").GetDouble(), result.PValue);
        Assert.Equal(vector.Expected("dof").GetInt32(), result.DegreesOfFreedom);
    }

    [Fact]
    public void Yates_and_Fisher_of_a_small_table_as_scipy_1_10_1()
    {
        var vector = Oracles.Engine("chi2.yates");
        var yates = ChiSquareTest.Independence(Table(vector), yates: true);

        Close(vector.Expected("yates").GetDouble(), yates.Statistic);
        Close(vector.Expected("p").GetDouble(), yates.PValue);
        Close(vector.Expected("fisher_p").GetDouble(), Fisher(Table(vector)).PValue);
    }

    [Theory]
    [InlineData("X3_fisher")]
    [InlineData("X4_fisher_unsub_guardrail")]
    public void Fisher_as_scipy_1_10_1(string id)
    {
        var vector = Oracles.Experiment(id);
        var result = Fisher(Table(vector));

        Close(vector.Expected("odds_ratio").GetDouble(), result.OddsRatio);
        Close(vector.Expected("p").GetDouble(), result.PValue);
        if (id == "X3_fisher")
        {
            Close(vector.Expected("greater").GetDouble(), result.Greater);
        }
    }

    [Fact]
    public void Empty_rows_and_columns_leave_nothing_to_test()
    {
        Assert.Equal(
            (0.0, 0, 1.0),
            Short(
                ChiSquareTest.Independence([
                    [0, 10],
                    [0, 20],
                ])
            )
        );
        Assert.Equal(
            (0.0, 0, 1.0),
            Short(
                ChiSquareTest.Independence([
                    [0, 0],
                    [0, 0],
                ])
            )
        );
        Assert.Equal(1, FisherExactTest.Test(0, 10, 0, 20).PValue);
        Assert.Equal(1, FisherExactTest.Test(0, 0, 0, 0).PValue);

        static (double, int, double) Short(ChiSquareResult r) => (r.Statistic, r.DegreesOfFreedom, r.PValue);
    }

    [Fact]
    public void Pooled_z_squares_to_chi_square()
    {
        var vector = Oracles.Experiment("X2_two_prop_z");
        var result = Compare(vector);

        Close(vector.Expected("z").GetDouble(), result.Z);
        Close(vector.Expected("p").GetDouble(), result.PValue);
        Close(Oracles.Experiment("X1_chi2_contingency").Expected("chi2_no_yates").GetDouble(), result.Z * result.Z);
    }

    [Fact]
    public void Wilson_also_with_no_success_as_statsmodels_0_13_5()
    {
        var vector = Oracles.Experiment("X5_wilson");
        var (some, none) = (new Proportion(120, 5000).Wilson(), new Proportion(0, 50).Wilson());

        Assert.All(vector.Expected("ci").Doubles().Zip([some.Lower, some.Upper]), p => Close(p.First, p.Second));
        Assert.All(vector.Expected("zero_successes").Doubles().Zip([none.Lower, none.Upper]), p => Close(p.First, p.Second));
        Assert.Equal(new Interval(0, 1), new Proportion(0, 0).Wilson());
    }

    [Fact]
    public void Newcombe_and_Wald_as_statsmodels_0_13_5()
    {
        var vector = Oracles.Experiment("X6_newcombe_diff");
        var result = Compare(vector);

        Assert.All(
            vector.Expected("newcomb").Doubles().Zip([result.Newcombe.Lower, result.Newcombe.Upper]),
            p => Close(p.First, p.Second, 1e-9)
        );
        Assert.All(vector.Expected("wald").Doubles().Zip([result.Wald.Lower, result.Wald.Upper]), p => Close(p.First, p.Second, 1e-9));
    }

    /// <summary>Its interval uses t quantiles, ours normal ones; the effect and its error are the same.</summary>
    [Fact]
    public void Relative_effect_and_its_error_as_GrowthBook()
    {
        var vector = Oracles.Experiment("F3_proportion_rel_smalln").GetProperty("full_precision_rerun");
        var result = ProportionDifference.Compare(new Proportion(16, 30), new Proportion(14, 28));

        Close(vector.GetProperty("point").GetDouble(), result.Relative!.Value);
        Close(vector.GetProperty("se").GetDouble(), result.RelativeStandardError!.Value);
        Assert.Null(ProportionDifference.Compare(new Proportion(1, 9), new Proportion(0, 9)).Relative);
    }

    [Theory]
    [InlineData("R1_srm", 1e-12)]
    [InlineData("R3_srm", 5e-10)]
    public void Sample_ratio_as_GrowthBook(string id, double tolerance)
    {
        var vector = Oracles.Experiment(id);
        var users = vector.GetProperty("inputs").GetProperty("users").Ints().Select(u => (long)u).ToArray();
        var p = SampleRatioCheck.PValue(users, vector.GetProperty("inputs").GetProperty("weights").Doubles());

        Close(vector.Expected("p").GetDouble(), p, tolerance);
        Assert.True(SampleRatioCheck.IsMismatch(p));
    }

    [Fact]
    public void Sample_ratio_of_nobody_and_of_somebody_in_a_group_of_weight_0()
    {
        Assert.Equal(1, SampleRatioCheck.PValue([0, 0], [1, 1]));
        Assert.Equal(1, SampleRatioCheck.PValue([50, 0], [1, 0]));
        Assert.Equal(0, SampleRatioCheck.PValue([50, 1], [1, 0]));
    }

    private static FisherResult Fisher(double[][] t) => FisherExactTest.Test((long)t[0][0], (long)t[0][1], (long)t[1][0], (long)t[1][1]);

    private static ProportionDifference Compare(JsonElement vector)
    {
        var (x, n) = (vector.GetProperty("inputs").GetProperty("x").Ints(), vector.GetProperty("inputs").GetProperty("n").Ints());
        return ProportionDifference.Compare(new Proportion(x[0], n[0]), new Proportion(x[1], n[1]));
    }
}
