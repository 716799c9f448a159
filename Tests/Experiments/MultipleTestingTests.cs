using Core.Experiments;
using Xunit;

namespace Tests.Experiments;

public sealed class MultipleTestingTests
{
    [Fact]
    public void Holm_as_GrowthBook()
    {
        var oracle = Oracles.Experiment("T1_holm");
        var corrected = MultipleTesting.Holm(oracle.GetProperty("inputs").GetProperty("p").Doubles());

        Assert.Equal(oracle.Expected("adjusted_in_input_order").Doubles(), corrected);
    }

    [Fact]
    public void Benjamini_Hochberg_as_GrowthBook()
    {
        var oracle = Oracles.Experiment("T2_bh");
        var corrected = MultipleTesting.BenjaminiHochberg(oracle.GetProperty("inputs").GetProperty("p").Doubles());

        foreach (var (expected, actual) in oracle.Expected("adjusted_in_input_order").Doubles().Zip(corrected))
        {
            Assert.Equal(expected, actual, 8);
        }
    }

    [Fact]
    public void Impossible_values_are_refused() => Assert.Throws<ArgumentException>(() => MultipleTesting.Holm([0.1, double.NaN]));
}
