using Core.Customers;
using Core.Estimators;
using Core.Segments;
using Xunit;

namespace Tests.Segments;

public sealed class KMeansTests
{
    [Fact]
    public void Iris_from_rows_0_50_100_as_scikit_learn_1_2_1()
    {
        var oracle = Oracles.Engine("kmeans.iris.init_rows_0_50_100");
        var tolerance = oracle.GetProperty("tol").GetDouble();
        var data = Oracles.Iris().Data;
        var fitted = KMeans.Fit(data, new KMeansOptions(3) { InitialCenters = [Row(data, 0), Row(data, 50), Row(data, 100)] }, 0);

        Assert.Equal(oracle.Expected("inertia").GetDouble(), fitted.Inertia, tolerance);
        Assert.Equal(oracle.Expected("n_iter").GetInt32(), fitted.Iterations);
        Assert.Equal(oracle.Expected("labels").Ints(), fitted.Labels);
        AssertCenters(oracle.Expected("centers").Table(), fitted.Centers, tolerance);
        Assert.Equal(fitted.Labels, fitted.Assign(data));
    }

    [Fact]
    public void Iris_from_any_start_reaches_the_known_optimum()
    {
        var optimum = Oracles.Engine("kmeans.iris.init_rows_0_50_100").Expected("inertia").GetDouble();

        Assert.Equal(optimum, KMeans.Fit(Oracles.Iris().Data, new KMeansOptions(3), seed: 42).Inertia, 1e-9);
    }

    [Fact]
    public void Empty_cluster_takes_the_farthest_point_as_test_kmeans_relocated_clusters()
    {
        var oracle = Oracles.Engine("kmeans.relocate_empty");
        var input = oracle.GetProperty("input");
        var options = new KMeansOptions(2, Tolerance: input.GetProperty("tol").GetDouble())
        {
            InitialCenters = input.GetProperty("init").Table(),
        };
        var fitted = KMeans.Fit(Oracles.Matrix(input.GetProperty("X").Table()), options, 0);

        Assert.Equal(oracle.Expected("n_iter").GetInt32(), fitted.Iterations);
        Assert.Equal(oracle.Expected("inertia").GetDouble(), fitted.Inertia, 1e-12);
        // The vector's tolerance: labels up to relabelling.
        var expected = oracle.Expected("labels").Ints();
        Assert.Equal(1, ClusterAgreement.AdjustedRand(expected, fitted.Labels));
        var flip = fitted.Labels[0] != expected[0];
        var centers = oracle.Expected("centers").Table();
        AssertCenters(flip ? [.. centers.Reverse()] : centers, fitted.Centers, 1e-12);
    }

    [Fact]
    public void Two_empty_clusters_in_one_step_as_test_relocate_empty_clusters()
    {
        var oracle = Oracles.Engine("kmeans.relocate_two");
        var input = oracle.GetProperty("input");
        var data = new FeatureMatrix(["x"], [input.GetProperty("x").Doubles()]);
        double[][] old = [.. input.GetProperty("centers_old").Doubles().Select(c => new[] { c })];
        var (labels, sums) = (new int[data.Rows], new ClusterSums(3, 1));
        sums.AddRows(data, [0], null, labels, 0, data.Rows);

        EmptyClusters.Relocate(data, [0], null, labels, old, sums);

        Assert.Equal(oracle.Expected("weights").Doubles(), sums.Weights);
        Assert.Equal(oracle.Expected("weighted_sums").Doubles(), sums.Sums);
    }

    [Fact]
    public void A_row_of_weight_3_counts_as_three_rows()
    {
        double[][] start =
        [
            [0.0],
            [10.0],
        ];
        var weighted = new KMeansOptions(2) { InitialCenters = start, Weights = [3, 1, 1, 2] };
        var a = KMeans.Fit(
            new FeatureMatrix(
                ["x"],
                [
                    [0, 1, 9, 11],
                ]
            ),
            weighted,
            0
        );
        var b = KMeans.Fit(
            new FeatureMatrix(
                ["x"],
                [
                    [0, 0, 0, 1, 9, 11, 11],
                ]
            ),
            weighted with
            {
                Weights = null,
            },
            0
        );

        AssertCenters([.. b.Centers], a.Centers, 1e-12);
        Assert.Equal(b.Inertia, a.Inertia, 1e-12);
    }

    [Theory]
    [InlineData("Vector512")]
    [InlineData("Vector256")]
    [InlineData("Scalar")]
    public void Every_vector_width_finds_the_nearest_center(string width)
    {
        const int columns = 5;
        var random = new SeededRandom(3);
        double[][] centers =
        [
            .. Enumerable.Range(0, 7).Select(_ => Enumerable.Range(0, columns).Select(_ => random.NextNormal()).ToArray()),
        ];
        var rows = NearestCenterSearch.TileRows(columns);
        double[] tile = [.. Enumerable.Range(0, rows * columns).Select(_ => random.NextNormal())];
        var labels = new int[rows];

        new NearestCenterSearch(centers, new double[columns]).LabelTile(tile, labels, Enum.Parse<SimdWidth>(width));

        for (var i = 0; i < rows; i++)
        {
            double Distance(double[] center) => center.Select((c, j) => (c - tile[j * rows + i]) * (c - tile[j * rows + i])).Sum();
            Assert.Equal(Array.IndexOf(centers, centers.MinBy(Distance)), labels[i]);
        }
    }

    [Fact]
    public void Many_chunks_give_the_optimum_of_far_apart_groups_and_the_same_answer_again()
    {
        var data = Blobs(40_000, 3, 4);
        var a = KMeans.Fit(data, new KMeansOptions(4, Starts: 3), seed: 9);
        var b = KMeans.Fit(data, new KMeansOptions(4, Starts: 3), seed: 9);

        Assert.Equal(1, ClusterAgreement.AdjustedRand([.. Enumerable.Range(0, data.Rows).Select(i => i % 4)], a.Labels));
        Assert.Equal(a.Inertia, b.Inertia);
        Assert.Equal(a.Centers.SelectMany(c => c), b.Centers.SelectMany(c => c));
    }

    [Fact]
    public void Data_far_from_zero_lose_no_digits()
    {
        var near = KMeans.Fit(
            new FeatureMatrix(
                ["x"],
                [
                    [0, 0.25, 4, 4.25],
                ]
            ),
            new KMeansOptions(2),
            1
        );
        var far = KMeans.Fit(
            new FeatureMatrix(
                ["x"],
                [
                    [1e9, 1e9 + 0.25, 1e9 + 4, 1e9 + 4.25],
                ]
            ),
            new KMeansOptions(2),
            1
        );

        Assert.Equal(near.Inertia, far.Inertia);
    }

    [Fact]
    public void Fewer_different_rows_than_clusters_end_with_nothing_left_over()
    {
        var fitted = KMeans.Fit(
            new FeatureMatrix(
                ["x"],
                [
                    [1, 1, 1, 5],
                ]
            ),
            new KMeansOptions(3),
            1
        );

        Assert.Equal(0, fitted.Inertia);
        Assert.NotEqual(fitted.Labels[0], fitted.Labels[3]);
    }

    /// <summary>Row i belongs to group i mod k; groups are 40 deviations apart.</summary>
    internal static FeatureMatrix Blobs(int rows, int columns, int groups)
    {
        var random = new SeededRandom(11);
        var values = new double[columns][];
        for (var j = 0; j < columns; j++)
        {
            values[j] = new double[rows];
            for (var i = 0; i < rows; i++)
            {
                values[j][i] = 40 * (i % groups) * (j % 2 == 0 ? 1 : -1) + random.NextNormal();
            }
        }
        return new FeatureMatrix([.. Enumerable.Range(0, columns).Select(j => $"x{j}")], values);
    }

    private static double[] Row(FeatureMatrix data, int row) => [.. Enumerable.Range(0, data.Columns).Select(c => data.Column(c)[row])];

    private static void AssertCenters(IReadOnlyList<double[]> expected, IReadOnlyList<double[]> actual, double tolerance)
    {
        Assert.Equal(expected.Count, actual.Count);
        foreach (var (e, a) in expected.SelectMany(c => c).Zip(actual.SelectMany(c => c)))
        {
            Assert.Equal(e, a, tolerance);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Many_rows_start_from_a_sample_and_end_where_they_would_anyway(bool weighted)
    {
        var data = Blobs(200_000, 2, 4);
        var weights = weighted ? Enumerable.Range(0, data.Rows).Select(i => 1.0 + i % 3).ToArray() : null;
        var means = Enumerable.Range(0, 4).Select(k => Row(data, k)).ToArray();
        var fromRows = KMeans.Fit(data, new KMeansOptions(4) { InitialCenters = means, Weights = weights }, 0);
        var fitted = KMeans.Fit(data, new KMeansOptions(4, Starts: 2) { Weights = weights }, 1);

        Assert.Equal(1, ClusterAgreement.AdjustedRand(fromRows.Labels, fitted.Labels));
        Assert.Equal(1, fitted.Inertia / fromRows.Inertia, 1e-9);
    }
}
