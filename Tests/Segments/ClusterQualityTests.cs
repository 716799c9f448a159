using Core.Customers;
using Core.Estimators;
using Core.Segments;
using Xunit;

namespace Tests.Segments;

public sealed class ClusterQualityTests
{
    [Theory]
    [InlineData("metrics.iris.kmeans3")]
    [InlineData("metrics.iris.species")]
    public void Iris_as_scikit_learn_1_2_1(string id)
    {
        var oracle = Oracles.Engine(id);
        var tolerance = oracle.GetProperty("tol").GetDouble();
        var (data, species) = Oracles.Iris();
        var labels = id.EndsWith("species") ? species : Oracles.Engine("kmeans.iris.init_rows_0_50_100").Expected("labels").Ints();
        var quality = ClusterQuality.Measure(data, labels, new ClusterQualityOptions(), 0);

        Assert.Equal(oracle.Expected("silhouette").GetDouble(), quality.Silhouette!.Value, tolerance);
        Assert.Equal(oracle.Expected("ch").GetDouble(), quality.CalinskiHarabasz!.Value, tolerance);
        Assert.Equal(oracle.Expected("db").GetDouble(), quality.DaviesBouldin!.Value, tolerance);
        Assert.Null(quality.SilhouetteStandardError);
    }

    [Fact]
    public void Twelve_countries_of_Rousseeuw_1987()
    {
        var oracle = Oracles.Engine("silhouette.rousseeuw.k2");
        var tolerance = oracle.GetProperty("tol").GetDouble();
        var triangle = oracle.GetProperty("input").GetProperty("lower_triangle_rowwise").Doubles();
        double Distance(int i, int j) => i == j ? 0 : triangle[Math.Max(i, j) * (Math.Max(i, j) - 1) / 2 + Math.Min(i, j)];
        double[][] distances = [.. Enumerable.Range(0, 12).Select(i => Enumerable.Range(0, 12).Select(j => Distance(i, j)).ToArray())];

        var samples = Silhouette.Samples(distances, oracle.GetProperty("input").GetProperty("labels").Ints());

        foreach (var (expected, actual) in oracle.Expected("samples").Doubles().Zip(samples))
        {
            Assert.Equal(expected, actual, tolerance);
        }
        Assert.Equal(oracle.Expected("mean").GetDouble(), samples.Average(), tolerance);
    }

    [Fact]
    public void Noise_is_left_out()
    {
        var (data, species) = Oracles.Iris();
        int[] clean = [.. Enumerable.Range(0, 150).Where(i => i % 7 != 0)];
        int[] noisy = [.. species.Select((s, i) => i % 7 == 0 ? -1 : s)];
        var with = ClusterQuality.Measure(data, noisy, new ClusterQualityOptions(), 0);
        var without = ClusterQuality.Measure(data.TakeRows(clean), [.. clean.Select(i => species[i])], new ClusterQualityOptions(), 0);

        Assert.Equal(22, with.Noise);
        Assert.Equal(without.Silhouette!.Value, with.Silhouette!.Value, 1e-12);
        Assert.Equal(
            without with
            {
                Noise = 22,
                Silhouette = 0,
                SilhouetteByCluster = [],
            },
            with with
            {
                Silhouette = 0,
                SilhouetteByCluster = [],
            }
        );
    }

    [Fact]
    public void Single_precision_agrees_with_double_on_many_rows()
    {
        var data = KMeansTests.Blobs(3001, 3, 4);
        int[] labels = [.. Enumerable.Range(0, data.Rows).Select(i => i % 5)];
        var clusters = new LabelledRows(labels, data.Rows);
        var exact = new ClusterDistanceSums<double>(data, clusters.SortedRows, clusters.Starts);
        var single = new ClusterDistanceSums<float>(data, clusters.SortedRows, clusters.Starts);
        var (a, b) = (new double[20], new double[20]);

        for (var first = 0; first < 3001; first += 500)
        {
            exact.Compute(first, a);
            single.Compute(first, b);
            Assert.All(a.Zip(b), pair => Assert.Equal(1, pair.Second / pair.First, 1e-6));
        }
    }

    [Fact]
    public void A_sample_comes_within_four_standard_errors_of_the_whole()
    {
        var data = KMeansTests.Blobs(3000, 2, 2);
        var random = new SeededRandom(4);
        int[] labels = [.. Enumerable.Range(0, data.Rows).Select(i => random.NextDouble() < 0.2 ? (i + 1) % 2 : i % 2)];
        var whole = ClusterQuality.Measure(data, labels, new ClusterQualityOptions(), 0);
        var sample = ClusterQuality.Measure(data, labels, new ClusterQualityOptions(500), 0);

        Assert.InRange(sample.SilhouetteStandardError!.Value, 1e-4, 0.1);
        Assert.Equal(whole.Silhouette!.Value, sample.Silhouette!.Value, 4 * sample.SilhouetteStandardError.Value);
        Assert.NotEqual(whole.Silhouette, sample.Silhouette);
    }

    [Fact]
    public void One_cluster_has_no_silhouette_but_an_inertia()
    {
        var quality = ClusterQuality.Measure(
            new FeatureMatrix(
                ["x"],
                [
                    [0, 2, 4],
                ]
            ),
            [0, 0, 0],
            new ClusterQualityOptions(),
            0
        );

        Assert.Equal((null, null, null, 8.0), (quality.Silhouette, quality.DaviesBouldin, quality.CalinskiHarabasz, quality.Inertia));
    }

    [Fact]
    public void Dunn_is_the_smallest_gap_between_means_over_the_widest_cluster()
    {
        // Means 1, 11 and 31; mean distances 1, 2 and 0.
        var data = new FeatureMatrix(
            ["x"],
            [
                [0, 2, 9, 13, 31],
            ]
        );

        Assert.Equal(10 / (2 * 2.0), ClusterQuality.Measure(data, [0, 0, 1, 1, 2], new ClusterQualityOptions(), 0).Dunn);
        Assert.Null(ClusterQuality.Measure(data, [0, 0, 0, 0, 0], new ClusterQualityOptions(), 0).Dunn);
        Assert.Null(ClusterQuality.Measure(data, [0, 1, -1, -1, 2], new ClusterQualityOptions(), 0).Dunn);
    }
}
