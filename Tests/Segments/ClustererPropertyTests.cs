using Core.Customers;
using Core.Estimators;
using Core.Segments;
using Core.Segments.Mixture;
using Xunit;

namespace Tests.Segments;

/// <summary>What holds for every engine that is asked for k clusters, whatever the data are called, scaled and ordered.</summary>
public sealed class ClustererPropertyTests
{
    private const int Rows = 1200;

    private delegate IFittedClusterer Fit(FeatureMatrix data, int clusters, ulong seed);

    private static readonly Dictionary<string, Fit> Clusterers = new()
    {
        ["KMeans"] = (data, k, seed) => KMeans.Fit(data, new KMeansOptions(k), seed),
        ["MiniBatchKMeans"] = (data, k, seed) => MiniBatchKMeans.Fit(data, new MiniBatchKMeansOptions(k, BatchRows: 200), seed),
        ["GaussianMixture full"] = Mixture(CovarianceType.Full),
        ["GaussianMixture tied"] = Mixture(CovarianceType.Tied),
        ["GaussianMixture diagonal"] = Mixture(CovarianceType.Diagonal),
        ["GaussianMixture spherical"] = Mixture(CovarianceType.Spherical),
    };

    public static TheoryData<string> Names => [.. Clusterers.Keys];

    private static Fit Mixture(CovarianceType type) =>
        (data, k, seed) => GaussianMixture.Fit(data, new GaussianMixtureOptions(k, type, Starts: 3), seed);

    // Three groups, row i of group i mod 3.
    private static FeatureMatrix Data() => KMeansTests.Blobs(Rows, 3, 3);

    private static int[] Truth { get; } = [.. Enumerable.Range(0, Rows).Select(i => i % 3)];

    private static FeatureMatrix Mapped(FeatureMatrix data, Func<int, double, double> map) =>
        new(data.Names, [.. Enumerable.Range(0, data.Columns).Select(c => data.Column(c).ToArray().Select(v => map(c, v)).ToArray())]);

    private static void AssertSame(IReadOnlyList<int> expected, IReadOnlyList<int> labels) =>
        Assert.Equal(1, ClusterAgreement.AdjustedRand(expected, labels));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_order_of_rows_does_not_matter(string name)
    {
        var random = new SeededRandom(1);
        int[] order = [.. Enumerable.Range(0, Rows).OrderBy(_ => random.NextDouble())];
        var fitted = Clusterers[name](Data().TakeRows(order), 3, 2);

        AssertSame(order.Select(i => Truth[i]).ToList(), fitted.Labels);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Moving_all_rows_does_not_matter(string name) =>
        AssertSame(Truth, Clusterers[name](Mapped(Data(), (c, v) => v + (c + 1) * 1e7), 3, 2).Labels);

    [Theory]
    [MemberData(nameof(Names))]
    public void Another_unit_does_not_matter(string name)
    {
        // 0.001 of the unit keeps variances at the size of a mixture's regularization, so stay above.
        AssertSame(Truth, Clusterers[name](Mapped(Data(), (_, v) => v * 0.01), 3, 2).Labels);
        AssertSame(Truth, Clusterers[name](Mapped(Data(), (_, v) => v * 1e6), 3, 2).Labels);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_that_come_twice_lie_in_the_same_cluster_and_change_nothing(string name)
    {
        int[] twice = [.. Enumerable.Range(0, Rows).SelectMany(i => new[] { i, i })];
        var labels = Clusterers[name](Data().TakeRows(twice), 3, 2).Labels;

        AssertSame(twice.Select(i => Truth[i]).ToList(), labels);
        Assert.All(Enumerable.Range(0, Rows), i => Assert.Equal(labels[2 * i], labels[2 * i + 1]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_cluster_holds_everyone(string name)
    {
        var fitted = Clusterers[name](Data(), 1, 2);

        Assert.Equal(1, fitted.ClusterCount);
        Assert.All(fitted.Labels, label => Assert.Equal(0, label));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_constant_column_does_not_matter(string name)
    {
        var data = Data();
        double[] constant = [.. Enumerable.Repeat(7.0, Rows)];
        var with = new FeatureMatrix(
            [.. data.Names, "constant"],
            [.. Enumerable.Range(0, data.Columns).Select(c => data.Column(c).ToArray()), constant]
        );

        AssertSame(Truth, Clusterers[name](with, 3, 2).Labels);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Equal_rows_only_are_survived(string name)
    {
        var data = new FeatureMatrix(
            ["x", "y"],
            [
                [.. Enumerable.Repeat(3.0, 50)],
                [.. Enumerable.Repeat(-1.0, 50)],
            ]
        );
        var labels = Clusterers[name](data, 2, 2).Labels;

        Assert.Single(labels.Distinct());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void As_many_clusters_as_rows_work_and_more_are_refused(string name)
    {
        var data = Data().TakeRows([0, 1, 2, 3]);

        Assert.Equal(4, Clusterers[name](data, 4, 2).Labels.Count);
        var refused = Assert.ThrowsAny<ArgumentException>(() => Clusterers[name](data, 5, 2));
        Assert.Contains("must be between 1 and 4. Got 5 instead.", refused.Message);
        Assert.Contains(name.Split(' ')[0], refused.Message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_missing_value_is_refused_by_row_and_column(string name)
    {
        var data = Mapped(Data(), (c, v) => c == 1 && v == Data().Column(1)[17] ? double.NaN : v);

        Assert.Contains("row 17 of 'x1'", Assert.Throws<ArgumentException>(() => Clusterers[name](data, 3, 2)).Message);
    }
}
