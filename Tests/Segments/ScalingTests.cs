using System.Text.Json;
using Core.Customers;
using Core.Segments;
using Xunit;

namespace Tests.Segments;

public sealed class ScalingTests
{
    private static FeatureMatrix OneColumn(params double[] values) => new(["x"], [values]);

    private static double[] Scaled(ScalingMethod method, params double[] values)
    {
        var data = OneColumn(values);
        return Scaling.Fit(data, method).Transform(data).Column(0).ToArray();
    }

    /// <summary>Docstrings of sklearn.preprocessing 1.2.1: StandardScaler, MinMaxScaler and RobustScaler examples.</summary>
    [Fact]
    public void Docstring_examples_of_scikit_learn_1_2_1()
    {
        Assert.Equal([-1.0, -1.0, 1.0, 1.0], Scaled(ScalingMethod.Standard, 0, 0, 1, 1));
        Assert.Equal([0.0, 0.25, 0.5, 1.0], Scaled(ScalingMethod.MinMax, -1, -0.5, 0, 1));
        Assert.Equal([0.0, -1.0, 1.0], Scaled(ScalingMethod.Robust, 1, -2, 4));
        Assert.Equal([-2.0, 0.0, 0.0], Scaled(ScalingMethod.Robust, -2, 1, 1));
        Assert.Equal([0.0, 0.4, -1.6], Scaled(ScalingMethod.Robust, 2, 3, -2));
    }

    [Theory]
    [InlineData(ScalingMethod.None)]
    [InlineData(ScalingMethod.Standard)]
    [InlineData(ScalingMethod.MinMax)]
    [InlineData(ScalingMethod.Robust)]
    [InlineData(ScalingMethod.LogStandard)]
    [InlineData(ScalingMethod.Quantile)]
    public void Every_method_can_be_undone_and_saved(ScalingMethod method)
    {
        var data = new FeatureMatrix(
            ["money", "days"],
            [
                [-3, 0, 10, 250.5, 4000],
                [1, 2, 3, 5, 900],
            ]
        );
        var fitted = Scaling.Fit(data, method);
        var saved = JsonSerializer.Deserialize<FittedScaling>(JsonSerializer.Serialize(fitted))!;

        var scaled = saved.Transform(data);
        for (var row = 0; row < data.Rows; row++)
        {
            var back = saved.InverseTransform([scaled.Column(0)[row], scaled.Column(1)[row]]);
            Assert.Equal(data.Column(0)[row], back[0], 1e-9);
            Assert.Equal(data.Column(1)[row], back[1], 1e-9);
        }
    }

    [Theory]
    [InlineData(ScalingMethod.Standard)]
    [InlineData(ScalingMethod.MinMax)]
    [InlineData(ScalingMethod.Robust)]
    [InlineData(ScalingMethod.LogStandard)]
    [InlineData(ScalingMethod.Quantile)]
    public void A_constant_column_becomes_zero(ScalingMethod method) => Assert.Equal([0.0, 0, 0], Scaled(method, 0.1, 0.1, 0.1));

    [Fact]
    public void Log_keeps_the_sign_of_refunds()
    {
        var scaled = Scaled(ScalingMethod.LogStandard, -100, 0, 100);

        Assert.Equal(-scaled[2], scaled[0], 1e-15);
        Assert.Equal(Math.Sqrt(1.5), scaled[2], 1e-15);
    }

    [Fact]
    public void Quantile_is_the_share_below_with_ties_in_their_middle() =>
        Assert.Equal([0.0, 0.5, 0.5, 0.5, 1.0], Scaled(ScalingMethod.Quantile, 1, 2, 2, 2, 3));

    [Fact]
    public void Robust_falls_back_to_the_deviation_when_most_values_are_equal() =>
        Assert.Equal(2.5, Scaled(ScalingMethod.Robust, 0, 0, 0, 0, 7).Last(), 1e-12);

    [Fact]
    public void Other_columns_and_missing_values_are_refused()
    {
        var fitted = Scaling.Fit(OneColumn(1, 2), ScalingMethod.Standard);

        Assert.Contains(
            "Got y instead",
            Assert
                .Throws<ArgumentException>(() =>
                    fitted.Transform(
                        new FeatureMatrix(
                            ["y"],
                            [
                                [1.0],
                            ]
                        )
                    )
                )
                .Message
        );
        var refused = Assert.Throws<ArgumentException>(() => Scaling.Fit(OneColumn(1, double.NaN), ScalingMethod.Standard));
        Assert.Contains("row 1 of 'x'", refused.Message);
    }

    [Fact]
    public void Names_of_the_api_go_there_and_back()
    {
        Assert.Equal(["none", "standard", "min-max", "robust", "log-standard", "quantile"], ScalingNames.All);
        foreach (var name in ScalingNames.All)
        {
            Assert.True(ScalingNames.TryParse(name, out var method));
            Assert.Equal(name, ScalingNames.Format(method));
        }
        Assert.False(ScalingNames.TryParse("Standard", out _));
    }
}
