using Core.Customers;
using Core.Estimators;
using Core.Segments;
using Core.Segments.Density;
using Core.Segments.Hierarchy;
using Core.Segments.Mixture;
using Xunit;

namespace Tests.Segments;

/// <summary>What holds for every engine that clusters. A new one joins by a line in <see cref="Clusterers"/>.</summary>
public sealed class ClustererContractTests
{
    public delegate IFittedClusterer Fit(FeatureMatrix data, ulong seed, IProgress<Progress>? progress, CancellationToken cancellation);

    private static readonly Dictionary<string, Fit> Clusterers = new()
    {
        ["KMeans"] = (data, seed, progress, cancellation) => KMeans.Fit(data, new KMeansOptions(4), seed, progress, cancellation),
        ["KMeans weighted"] = (data, seed, progress, cancellation) =>
            KMeans.Fit(data, new KMeansOptions(4) { Weights = [.. Enumerable.Repeat(2.5, data.Rows)] }, seed, progress, cancellation),
        ["Dbscan"] = (data, _, progress, cancellation) => Dbscan.Fit(data, new DbscanOptions(2.5, 3), progress, cancellation),
        ["Hdbscan"] = (data, _, progress, cancellation) => Hdbscan.Fit(data, new HdbscanOptions(10), progress, cancellation),
        ["Agglomerative Ward"] = (data, _, progress, cancellation) =>
            Agglomerative.Fit(data, new AgglomerativeOptions(4), progress, cancellation),
        ["Agglomerative single"] = (data, _, progress, cancellation) =>
            Agglomerative.Fit(data, new AgglomerativeOptions(4, Linkage.Single), progress, cancellation),
        ["Agglomerative average"] = (data, _, progress, cancellation) =>
            Agglomerative.Fit(First(data, 3000), new AgglomerativeOptions(4, Linkage.Average), progress, cancellation),
        ["MiniBatchKMeans"] = (data, seed, progress, cancellation) =>
            MiniBatchKMeans.Fit(data, new MiniBatchKMeansOptions(4), seed, progress, cancellation),
        ["GaussianMixture full"] = Mixture(CovarianceType.Full),
        ["GaussianMixture tied"] = Mixture(CovarianceType.Tied),
        ["GaussianMixture diagonal"] = Mixture(CovarianceType.Diagonal),
        ["GaussianMixture spherical"] = Mixture(CovarianceType.Spherical),
    };

    // For an engine that keeps all distances.
    private static FeatureMatrix First(FeatureMatrix data, int rows) =>
        data.Rows <= rows ? data : data.TakeRows([.. Enumerable.Range(0, rows)]);

    private static Fit Mixture(CovarianceType type) =>
        (data, seed, progress, cancellation) =>
            GaussianMixture.Fit(data, new GaussianMixtureOptions(4, type), seed, progress, cancellation);

    public static TheoryData<string> Names => [.. Clusterers.Keys];

    private sealed class Progressing(Action<Progress> report) : IProgress<Progress>
    {
        public void Report(Progress value) => report(value);
    }

    private static FeatureMatrix Data(int rows = 20_000) => KMeansTests.Blobs(rows, 3, 4);

    private static FeatureMatrix With(double value)
    {
        var columns = Enumerable.Range(0, 3).Select(c => Data(50).Column(c).ToArray()).ToArray();
        columns[1][7] = value;
        return new FeatureMatrix(["a", "b", "c"], columns);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Same_seed_same_answer_while_cores_compete(string name)
    {
        var data = Data();
        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Clusterers[name](data, 3, null, default))));

        Assert.All(runs, run => Assert.Equal(runs[0].Labels, run.Labels));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Labels_are_within_range_and_assigning_the_same_rows_gives_them_again(string name)
    {
        var data = Data(1000);
        var fitted = Clusterers[name](data, 3, null, default);

        Assert.Equal(data.Rows, fitted.Labels.Count);
        Assert.All(fitted.Labels, label => Assert.InRange(label, -1, fitted.ClusterCount - 1));
        Assert.Equal(fitted.Labels, fitted.Assign(data));
        Assert.Empty(fitted.Assign(data.TakeRows([])));
        Assert.Throws<ArgumentException>(() => fitted.Assign(data.Select(["x1", "x0", "x2"])));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_that_are_not_finite_are_refused_by_row_and_column(string name)
    {
        foreach (var value in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            var refused = Assert.Throws<ArgumentException>(() => Clusterers[name](With(value), 3, null, default));
            Assert.Contains("row 7 of 'b'", refused.Message);
        }
        Assert.Throws<ArgumentException>(() =>
            Clusterers[name]
                (
                    new FeatureMatrix(
                        ["a"],
                        [
                            [],
                        ]
                    ),
                    3,
                    null,
                    default
                )
        );
        Assert.Throws<ArgumentException>(() => Clusterers[name](new FeatureMatrix([], []), 3, null, default));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Cancellation_is_honoured_before_and_on_the_way(string name)
    {
        Assert.ThrowsAny<OperationCanceledException>(() => Clusterers[name](Data(), 3, null, new CancellationToken(true)));
        using var source = new CancellationTokenSource();
        var progress = new Progressing(_ => source.Cancel());
        Assert.ThrowsAny<OperationCanceledException>(() => Clusterers[name](Data(), 3, progress, source.Token));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Progress_ends_at_one(string name)
    {
        var reports = new List<Progress>();
        var progress = new Progressing(p =>
        {
            lock (reports)
            {
                reports.Add(p);
            }
        });
        Clusterers[name](Data(500), 3, progress, default);

        Assert.Equal(1, reports.Max(p => p.Fraction));
        Assert.All(reports, p => Assert.InRange(p.Fraction, 0, 1));
    }

    public static TheoryData<KMeansOptions, string> BadKMeans =>
        new()
        {
            { new KMeansOptions(0), "The Clusters of KMeans must be between 1 and 50. Got 0 instead." },
            { new KMeansOptions(51), "The Clusters of KMeans must be between 1 and 50. Got 51 instead." },
            { new KMeansOptions(Starts: 0), "The Starts of KMeans must be at least 1. Got 0 instead." },
            { new KMeansOptions(MaxIterations: 0), "The MaxIterations of KMeans must be at least 1. Got 0 instead." },
            { new KMeansOptions(Tolerance: -1), "The Tolerance of KMeans must be" },
            {
                new KMeansOptions(2)
                {
                    InitialCenters =
                    [
                        [1.0, 2, 3],
                    ],
                },
                "The InitialCenters of KMeans must be 2 rows of 3 values."
            },
            {
                new KMeansOptions(1)
                {
                    InitialCenters =
                    [
                        [1.0, 2, double.NaN],
                    ],
                },
                "The InitialCenters of KMeans must be finite."
            },
            {
                new KMeansOptions(2) { Weights = [1, 2] },
                "The Weights of KMeans must be 50 finite values"
            },
        };

    [Theory]
    [MemberData(nameof(BadKMeans), DisableDiscoveryEnumeration = true)]
    public void KMeans_names_the_option_its_range_and_its_value(KMeansOptions options, string message) =>
        Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(() => KMeans.Fit(Data(50), options, 1)).Message);
}
