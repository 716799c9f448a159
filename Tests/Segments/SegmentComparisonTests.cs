using Core.Customers;
using Core.Segments;
using Xunit;

namespace Tests.Segments;

public sealed class SegmentComparisonTests
{
    /// <summary>Sepal length of setosa against versicolor: scipy 1.10.1 ttest_ind(equal_var=False) and mannwhitneyu; g by its formula.</summary>
    [Fact]
    public void Iris_sepal_length_as_scipy_1_10_1()
    {
        var values = Oracles.Iris().Data.Column(0);
        var test = MeanComparison.Of(values[..50], values[50..100]);

        Assert.Equal(-0.9299999999999997, test.Difference!.Value, 1e-12);
        Assert.Equal(-1.1057073727075997, test.Lower!.Value, 1e-10);
        Assert.Equal(-0.7542926272923999, test.Upper!.Value, 1e-10);
        Assert.Equal(1, test.PValue!.Value / 3.746742613983842e-17, 1e-8);
        Assert.Equal(-2.0880525175493885, test.HedgesG!.Value, 1e-12);
        Assert.Equal(-0.8652, test.CliffsDelta!.Value, 1e-12);
    }

    [Fact]
    public void Findings_come_in_words_largest_effect_first()
    {
        var data = new FeatureMatrix(
            ["frequency", "monetary"],
            [
                [3, 4, 5, 4, 3, 4, 5, 4, 3, 5],
                [1200, 1210, 1198, 1204, 1208, 370, 380, 376, 374, 380],
            ]
        );
        var result = SegmentComparison.Compare(data, [new("Gold", [0, 1, 2, 3, 4]), new("Basic", [5, 6, 7, 8, 9])]);

        Assert.Equal(["monetary", "frequency"], result.Comparisons.Select(c => c.Feature));
        Assert.Equal(
            "*Gold* customers spend 3.2 times as much as *Basic* customers (1\u00A0204 against 376).",
            result.Comparisons[0].Sentence
        );
        Assert.Equal("*Gold* and *Basic* customers do not clearly differ in orders (3.8 against 4.2).", result.Comparisons[1].Sentence);
        Assert.Equal(2 * result.Comparisons[0].Test.PValue, result.Comparisons[0].AdjustedPValue);
        Assert.Equal(0, result.SharedRows);
    }

    [Theory]
    [InlineData("average_order_value", 15.0, 10.0, "*A* customers spend 50\u00A0% more per order than *B* customers (15 against 10).")]
    [InlineData("recency_days", 10.0, 40.0, "*A* customers last ordered 75\u00A0% more recently than *B* customers (10 against 40).")]
    [InlineData("loyalty_points", 40.0, 10.0, "*A* customers have loyalty points 4 times as high as *B* customers (40 against 10).")]
    public void Each_feature_has_its_verb(string feature, double a, double b, string sentence)
    {
        double[] values = [a - 0.1, a, a + 0.1, b - 0.1, b, b + 0.1];
        var result = SegmentComparison.Compare(new FeatureMatrix([feature], [values]), [new("A", [0, 1, 2]), new("B", [3, 4, 5])]);

        Assert.Equal(sentence, Assert.Single(result.Comparisons).Sentence);
    }

    [Fact]
    public void Undefined_figures_are_null_and_shared_customers_are_counted()
    {
        var data = new FeatureMatrix(
            ["x", "y"],
            [
                [1, 1, 1, 1],
                [double.NaN, double.NaN, 2, 3],
            ]
        );
        var result = SegmentComparison.Compare(data, [new("A", [0, 1]), new("B", [1, 2, 3])]);
        var (x, y) = (result.Comparisons.Single(c => c.Feature == "x"), result.Comparisons.Single(c => c.Feature == "y"));

        Assert.Equal((0.0, 1.0, 0.0), (x.Test.Difference, x.Test.PValue, x.Test.CliffsDelta));
        Assert.Null(y.Test.Difference);
        Assert.Equal("There is no y to compare *A* and *B* by.", y.Sentence);
        Assert.Equal(1, result.SharedRows);
    }

    [Fact]
    public void Three_groups_compare_the_first_with_each_other_one()
    {
        var result = SegmentComparison.Compare(Oracles.Iris().Data, [new("a", [0, 1]), new("b", [60, 61]), new("c", [120, 121])]);

        Assert.Equal(["b", "c"], result.Comparisons.Select(c => c.B).Distinct().Order());
        Assert.Equal(8, result.Comparisons.Count);
    }
}
