using Core.Customers;
using Core.Estimators;
using Core.Segments;
using Core.Segments.Mixture;
using Xunit;

namespace Tests.Segments.Mixture;

public sealed class GaussianMixtureTests
{
    [Fact]
    public void Iris_full_from_rows_0_50_100_as_scikit_learn_1_2_1()
    {
        var oracle = Oracles.Engine("gmm.iris.full");
        var tolerance = oracle.GetProperty("tol").GetDouble();
        var (data, species) = Oracles.Iris();
        double[][] start = [.. new[] { 0, 50, 100 }.Select(row => Enumerable.Range(0, 4).Select(j => data.Column(j)[row]).ToArray())];
        var options = new GaussianMixtureOptions(3, MaxIterations: 1000, Tolerance: 1e-10) { InitialMeans = start };
        var fitted = GaussianMixture.Fit(data, options, 0);

        Assert.True(fitted.Converged);
        Assert.Equal(oracle.Expected("total_loglik").GetDouble(), fitted.LogLikelihood, tolerance);
        Assert.Equal(oracle.Expected("bic").GetDouble(), fitted.Bic, tolerance);
        Assert.Equal(oracle.Expected("aic").GetDouble(), fitted.Aic, tolerance);
        Assert.Equal(oracle.Expected("ari").GetDouble(), ClusterAgreement.AdjustedRand(species, fitted.Labels), tolerance);
        foreach (var (expected, actual) in oracle.Expected("weights").Doubles().Zip(fitted.Model.Weights))
        {
            Assert.Equal(expected, actual, tolerance);
        }
        foreach (var (expected, actual) in oracle.Expected("means").Table().Zip(fitted.Model.Means))
        {
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));
        }
    }

    /// <summary>
    /// scikit-learn 1.2.1: GaussianMixture(3, covariance_type=…, means_init=X[[0, 50, 100]], precisions_init=identity,
    /// weights_init=[1/3] * 3, tol=1e-10, max_iter=1000) on iris: score(X) * 150 and bic(X).
    /// </summary>
    [Theory]
    [InlineData(CovarianceType.Full, -180.18547759293594, 580.8389081261071)]
    [InlineData(CovarianceType.Tied, -256.3540432260327, 632.9633335103755)]
    [InlineData(CovarianceType.Diagonal, -307.1775717389543, 744.6316611244113)]
    [InlineData(CovarianceType.Spherical, -384.3140950785772, 853.8089901567907)]
    public void Iris_in_every_shape_as_scikit_learn_1_2_1(CovarianceType type, double logLikelihood, double bic)
    {
        var data = Oracles.Iris().Data;
        double[][] start = [.. new[] { 0, 50, 100 }.Select(row => Enumerable.Range(0, 4).Select(j => data.Column(j)[row]).ToArray())];
        var options = new GaussianMixtureOptions(3, type, MaxIterations: 1000, Tolerance: 1e-10) { InitialMeans = start };
        var fitted = GaussianMixture.Fit(data, options, 0);

        Assert.Equal(logLikelihood, fitted.LogLikelihood, 1e-5);
        Assert.Equal(bic, fitted.Bic, 1e-5);
    }

    [Theory]
    [InlineData(CovarianceType.Full)]
    [InlineData(CovarianceType.Tied)]
    [InlineData(CovarianceType.Diagonal)]
    [InlineData(CovarianceType.Spherical)]
    public void One_component_is_the_mean_and_the_covariance_of_the_rows(CovarianceType type)
    {
        var data = KMeansTests.Blobs(3001, 3, 4);
        var model = GaussianMixture.Fit(data, new GaussianMixtureOptions(1, type, Regularization: 0), 1).Model;
        double Mean(int j) => data.Column(j).ToArray().Average();
        double Covariance(int i, int j) =>
            data.Column(i).ToArray().Zip(data.Column(j).ToArray(), (a, b) => (a - Mean(i)) * (b - Mean(j))).Average();

        Assert.Equal(1, model.Weights[0], 1e-12);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(Mean(i), model.Means[0][i], 1e-9);
            for (var j = 0; j < 3 && type is CovarianceType.Full or CovarianceType.Tied; j++)
            {
                Assert.Equal(Covariance(i, j), model.Covariances[0][i * 3 + j], 1e-9);
            }
        }
        if (type == CovarianceType.Diagonal)
        {
            Assert.All(Enumerable.Range(0, 3), j => Assert.Equal(Covariance(j, j), model.Covariances[0][j], 1e-9));
        }
        if (type == CovarianceType.Spherical)
        {
            Assert.Equal(Enumerable.Range(0, 3).Average(j => Covariance(j, j)), model.Covariances[0][0], 1e-9);
        }
    }

    /// <summary>SplitMix64's numbers hold no structure: components overlap, so every share matters.</summary>
    private static FeatureMatrix Overlapping(int rows, int columns)
    {
        var random = new SeededRandom(5);
        var values = Enumerable.Range(0, columns).Select(_ => new double[rows]).ToArray();
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                values[j][i] = random.NextNormal() * (1 + j) + i % 3;
            }
        }
        return new FeatureMatrix([.. values.Select((_, j) => $"x{j}")], values);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    public void Wide_and_narrow_vectors_agree(int columns)
    {
        var data = Overlapping(301, columns);
        var model = GaussianMixture.Fit(data, new GaussianMixtureOptions(3, MaxIterations: 5), 2).Model;
        foreach (var type in new[] { CovarianceType.Full, CovarianceType.Diagonal })
        {
            var shaped = type == CovarianceType.Full ? model : GaussianMixture.Fit(data, new GaussianMixtureOptions(3, type), 2).Model;
            var results = new[] { SimdWidth.Vector512, SimdWidth.Vector256, SimdWidth.Scalar }.Select(w => Step(data, shaped, w)).ToList();
            foreach (var (logLikelihood, next) in results.Skip(1))
            {
                Assert.Equal(results[0].LogLikelihood, logLikelihood, 1e-8);
                Assert.All(results[0].Next.Weights.Zip(next.Weights), w => Assert.Equal(w.First, w.Second, 1e-12));
                Assert.All(
                    results[0].Next.Covariances.SelectMany(c => c).Zip(next.Covariances.SelectMany(c => c)),
                    c => Assert.Equal(c.First, c.Second, 1e-10)
                );
            }
        }
    }

    private static (double LogLikelihood, MixtureModel Next) Step(FeatureMatrix data, MixtureModel model, SimdWidth width)
    {
        var kernel = MixtureKernel.Of(width);
        var moments = new MixtureMoments(model.Means, model.Covariance);
        var logLikelihood = new MixtureDensity(model, kernel).ForEachTile(data, (tile, _, _, _) => moments.Add(tile, kernel));
        return (logLikelihood, moments.Model(model.Names, model.Covariance, 1e-6));
    }

    [Fact]
    public void The_exponential_agrees_with_the_frameworks()
    {
        for (var x = -707.5; x <= 0; x += 0.0373)
        {
            Assert.Equal(1, LaneMath.Exp<Lanes64, double>(x) / Math.Exp(x), 4e-16);
        }
        Assert.Equal(1, LaneMath.Exp<Lanes64, double>(0));
        Assert.InRange(LaneMath.Exp<Lanes64, double>(double.NegativeInfinity), 0, 1e-300);
    }

    [Fact]
    public void Log_likelihood_is_that_of_the_density_by_hand()
    {
        var model = new MixtureModel(
            ["x"],
            CovarianceType.Full,
            [0.25, 0.75],
            [
                [0.0],
                [3.0],
            ],
            [
                [1.0],
                [4.0],
            ]
        );
        var data = new FeatureMatrix(
            ["x"],
            [
                [-1, 0.5, 2, 40],
            ]
        );
        double Normal(double x, double mean, double deviation) =>
            Math.Exp(-(x - mean) * (x - mean) / (2 * deviation * deviation)) / (deviation * Math.Sqrt(2 * Math.PI));
        double Share(double x) => 0.25 * Normal(x, 0, 1) / (0.25 * Normal(x, 0, 1) + 0.75 * Normal(x, 3, 2));
        var shares = model.Responsibilities(data);
        var expected = data.Column(0).ToArray().Sum(x => Math.Log(0.25 * Normal(x, 0, 1) + 0.75 * Normal(x, 3, 2)));

        Assert.Equal(expected, model.Score(data).LogLikelihood, 1e-9);
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(Share(data.Column(0)[i]), shares[i, 0], 1e-12));
    }

    [Fact]
    public void Responsibilities_sum_to_one_and_the_largest_is_the_label()
    {
        var data = Overlapping(1000, 2);
        var fitted = GaussianMixture.Fit(data, new GaussianMixtureOptions(3), 4);
        var shares = fitted.Model.Responsibilities(data);

        for (var i = 0; i < 1000; i++)
        {
            double[] mine = [shares[i, 0], shares[i, 1], shares[i, 2]];
            Assert.Equal(1, mine.Sum(), 1e-12);
            Assert.Equal(mine.Max(), mine[fitted.Labels[i]]);
            Assert.Equal(mine.Max(), fitted.Probabilities[i]);
        }
    }

    [Fact]
    public void More_starts_are_never_less_likely_and_EM_never_goes_down()
    {
        var data = Overlapping(600, 3);
        var one = GaussianMixture.Fit(data, new GaussianMixtureOptions(4), 9);
        var five = GaussianMixture.Fit(data, new GaussianMixtureOptions(4, Starts: 5), 9);
        double[] path =
        [
            .. Enumerable
                .Range(1, 20)
                .Select(i => GaussianMixture.Fit(data, new GaussianMixtureOptions(4, MaxIterations: i, Tolerance: 0), 9).LogLikelihood),
        ];

        Assert.True(five.LogLikelihood >= one.LogLikelihood - 600 * 1e-3);
        Assert.All(path.Zip(path.Skip(1)), pair => Assert.True(pair.Second >= pair.First - 1e-6));
        Assert.False(GaussianMixture.Fit(data, new GaussianMixtureOptions(4, MaxIterations: 2, Tolerance: 0), 9).Converged);
    }

    [Fact]
    public void Rows_that_do_not_vary_are_regularised_and_said_so()
    {
        // Component 0: one point 40 times, so no direction varies; component 1 varies in both.
        var random = new SeededRandom(1);
        double[] x = [.. Enumerable.Range(0, 100).Select(i => i < 40 ? 5 : random.NextNormal() - 5)];
        double[] y = [.. Enumerable.Range(0, 100).Select(i => i < 40 ? 5 : random.NextNormal() - 5)];
        var data = new FeatureMatrix(["x", "y"], [x, y]);
        foreach (var type in Enum.GetValues<CovarianceType>().Where(t => t != CovarianceType.Tied))
        {
            var fitted = GaussianMixture.Fit(data, new GaussianMixtureOptions(2, type), 1);
            Assert.Equal([fitted.Labels[0]], fitted.SingularComponents);
            Assert.True(double.IsFinite(fitted.LogLikelihood));

            var refused = Assert.Throws<ArgumentException>(() =>
                GaussianMixture.Fit(data, new GaussianMixtureOptions(2, type, Regularization: 0), 1)
            );
            Assert.Contains("is singular: its rows do not vary in some direction. Set Regularization above 0", refused.Message);
        }
        Assert.Empty(GaussianMixture.Fit(Overlapping(500, 3), new GaussianMixtureOptions(2), 1).SingularComponents);
    }

    [Fact]
    public void Collinear_columns_of_large_values_still_give_a_density()
    {
        // A ridge of 1e-6 is lost beside variances of 1e18.
        double[] x = [.. Enumerable.Range(0, 200).Select(i => 1e9 * (i % 17 + (i % 2) * 100))];
        var data = new FeatureMatrix(["x", "twice"], [x, [.. x.Select(v => 2 * v)]]);
        var fitted = GaussianMixture.Fit(data, new GaussianMixtureOptions(2), 1);

        Assert.True(double.IsFinite(fitted.LogLikelihood));
        Assert.Equal(1, ClusterAgreement.AdjustedRand([.. Enumerable.Range(0, 200).Select(i => i % 2)], fitted.Labels));
    }

    [Fact]
    public void Options_are_validated_by_name_range_and_value()
    {
        var data = KMeansTests.Blobs(50, 2, 2);
        void Refused(string message, GaussianMixtureOptions options) =>
            Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(() => GaussianMixture.Fit(data, options, 1)).Message);

        Refused("The Components of GaussianMixture must be between 1 and 50. Got 51 instead.", new GaussianMixtureOptions(51));
        Refused("The Starts of GaussianMixture must be at least 1. Got 0 instead.", new GaussianMixtureOptions(2, Starts: 0));
        Refused("The MaxIterations of GaussianMixture must be at least 1. Got 0 instead.", new GaussianMixtureOptions(2, MaxIterations: 0));
        Refused("The Tolerance of GaussianMixture must be", new GaussianMixtureOptions(2, Tolerance: double.NaN));
        Refused("The Regularization of GaussianMixture must be", new GaussianMixtureOptions(2, Regularization: -1));
        Refused(
            "The Covariance of GaussianMixture must be one of Full, Tied, Diagonal, Spherical.",
            new GaussianMixtureOptions(2, (CovarianceType)9)
        );
        Refused(
            "The InitialMeans of GaussianMixture must be 2 rows of 2 values.",
            new GaussianMixtureOptions(2)
            {
                InitialMeans =
                [
                    [1.0],
                ],
            }
        );
        Refused(
            "The InitialMeans of GaussianMixture must be finite.",
            new GaussianMixtureOptions(1)
            {
                InitialMeans =
                [
                    [1.0, double.NaN],
                ],
            }
        );
    }
}
