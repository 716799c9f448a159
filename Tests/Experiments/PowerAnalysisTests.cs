using Core.Experiments;
using Xunit;

namespace Tests.Experiments;

public sealed class PowerAnalysisTests
{
    [Fact]
    public void Arcsine_sample_size_as_statsmodels_0_13_5()
    {
        var vector = Oracles.Experiment("X7_sample_size_arcsine");

        Assert.Equal(vector.Expected("cohen_h").GetDouble(), PowerAnalysis.CohensH(0.024, 0.032), 1e-6);
        Assert.Equal(
            vector.Expected("n_per_arm").GetDouble(),
            PowerAnalysis.UsersPerArm(0.024, 0.032, formula: SampleSizeFormula.Arcsine),
            1e-6
        );
    }

    [Theory]
    [InlineData("n_pooled_fleiss", SampleSizeFormula.Pooled)]
    [InlineData("n_unpooled", SampleSizeFormula.Unpooled)]
    public void Sample_size_by_closed_forms(string figure, SampleSizeFormula formula)
    {
        var vector = Oracles.Experiment("X8_sample_size_pooled");

        Assert.Equal(vector.Expected(figure).GetDouble(), PowerAnalysis.UsersPerArm(0.024, 0.032, formula: formula), 1e-9);
    }

    [Fact]
    public void Power_and_detectable_effect_undo_the_sample_size()
    {
        var users = PowerAnalysis.UsersPerArm(0.024, 0.032, alpha: 0.05, power: 0.9);

        Assert.Equal(0.9, PowerAnalysis.Power(0.024, 0.032, users), 1e-10);
        Assert.Equal(0.008, PowerAnalysis.MinimumDetectableEffect(0.024, users, power: 0.9)!.Value, 1e-10);
        Assert.Null(PowerAnalysis.MinimumDetectableEffect(0.5, 2));
    }

    [Fact]
    public void The_same_rate_twice_needs_no_experiment() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PowerAnalysis.UsersPerArm(0.1, 0.1));
}
