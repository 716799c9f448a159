using System.Text.Json;
using Core.Customers;
using Core.Segments;
using Xunit;

namespace Tests.Segments;

public sealed class PcaTests
{
    [Fact]
    public void Iris_as_scikit_learn_1_2_1()
    {
        var expected = Oracles.Engine("pca.iris");
        var tolerance = expected.GetProperty("tol").GetDouble();
        var fitted = Pca.Fit(Oracles.Iris().Data, new PcaOptions(4));

        AssertClose(expected.Expected("explained_variance").Doubles(), fitted.ExplainedVariance, tolerance);
        AssertClose(expected.Expected("ratio").Doubles(), fitted.ExplainedVarianceRatio, tolerance);
        foreach (var (published, ours) in expected.Expected("abs_components").Table().Zip(fitted.Components))
        {
            AssertClose(published, [.. ours.Select(Math.Abs)], tolerance);
            Assert.True(ours.MaxBy(Math.Abs) > 0);
        }
    }

    [Fact]
    public void Docstring_example_of_scikit_learn_1_2_1()
    {
        var oracle = Oracles.Engine("pca.doc");
        var tolerance = oracle.GetProperty("tol").GetDouble();
        var data = Oracles.Matrix(oracle.GetProperty("input").GetProperty("X").Table());
        var fitted = Pca.Fit(data, new PcaOptions());

        AssertClose(oracle.Expected("ratio").Doubles(), fitted.ExplainedVarianceRatio, tolerance);
        AssertClose(oracle.Expected("singular").Doubles(), fitted.SingularValues, tolerance);
    }

    [Fact]
    public void Scores_have_the_explained_variance_and_no_correlation()
    {
        var data = Oracles.Iris().Data;
        var fitted = Pca.Fit(data, new PcaOptions(3));
        var scores = JsonSerializer.Deserialize<FittedPca>(JsonSerializer.Serialize(fitted))!.Transform(data);

        Assert.Equal(["PC1", "PC2", "PC3"], scores.Names);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(fitted.ExplainedVariance[i], Product(scores, i, i), 1e-10);
            Assert.Equal(0, Product(scores, i, (i + 1) % 3), 1e-10);
        }
    }

    [Fact]
    public void Constant_data_explain_nothing_without_NaN()
    {
        var fitted = Pca.Fit(
            new FeatureMatrix(
                ["a", "b"],
                [
                    [1, 1, 1],
                    [2, 2, 2],
                ]
            ),
            new PcaOptions()
        );

        Assert.Equal([0.0, 0.0], fitted.ExplainedVarianceRatio);
    }

    private static double Product(FeatureMatrix scores, int i, int j) =>
        scores.Column(i).ToArray().Zip(scores.Column(j).ToArray(), (a, b) => a * b).Sum() / (scores.Rows - 1);

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        foreach (var (e, a) in expected.Zip(actual))
        {
            Assert.Equal(e, a, tolerance);
        }
    }
}
