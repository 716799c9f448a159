using Core.Customers;
using Core.Segments;
using Xunit;

namespace Tests.Segments;

/// <summary>What holds for the engines of Core/Segments that do not cluster.</summary>
public sealed class EngineContractTests
{
    private static readonly Dictionary<string, Action<FeatureMatrix, CancellationToken>> Engines = new()
    {
        ["Pca"] = (data, cancellation) => Pca.Fit(data, new PcaOptions(), cancellation),
        ["ClusterQuality"] = (data, cancellation) =>
            ClusterQuality.Measure(
                data,
                [.. Enumerable.Range(0, data.Rows).Select(i => i % 2)],
                new ClusterQualityOptions(),
                1,
                cancellation
            ),
        ["ClusterCount"] = (data, cancellation) => ClusterCount.Suggest(data, new ClusterCountOptions(3), 1, null, cancellation),
        ["GapStatistic"] = (data, cancellation) => GapStatistic.Curve(data, 2, 3, 1, 1, cancellation),
        ["Silhouette"] = (data, cancellation) =>
            Silhouette.Samples(data, [.. Enumerable.Range(0, data.Rows).Select(i => i % 2)], cancellation),
    };

    public static TheoryData<string> Names => [.. Engines.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_that_are_not_finite_are_refused_by_row_and_column(string name)
    {
        foreach (var value in new[] { double.NaN, double.PositiveInfinity })
        {
            var data = new FeatureMatrix(
                ["a", "b"],
                [
                    [1, 2, 3, 4],
                    [1, 2, value, 4],
                ]
            );
            var refused = Assert.Throws<ArgumentException>(() => Engines[name](data, default));
            Assert.Contains("row 2 of 'b'", refused.Message);
            Assert.Contains(name, refused.Message);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Empty_data_are_refused(string name)
    {
        Assert.Throws<ArgumentException>(() =>
            Engines[name]
                (
                    new FeatureMatrix(
                        ["a"],
                        [
                            [],
                        ]
                    ),
                    default
                )
        );
        Assert.Throws<ArgumentException>(() => Engines[name](new FeatureMatrix([], []), default));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Cancellation_is_honoured(string name) =>
        Assert.ThrowsAny<OperationCanceledException>(() => Engines[name](KMeansTests.Blobs(500, 2, 2), new CancellationToken(true)));

    [Fact]
    public void Options_are_validated_by_name_range_and_value()
    {
        var data = Oracles.Iris().Data;
        void Refused(string message, Action act) => Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(act).Message);

        Refused("The Components of Pca must be at least 1. Got 0 instead.", () => Pca.Fit(data, new PcaOptions(0)));
        Refused(
            "The SilhouetteRows of ClusterQuality must be at least 2. Got 1 instead.",
            () => ClusterQuality.Measure(data, new int[150], new ClusterQualityOptions(1), 1)
        );
        Refused(
            "The MaxClusters of ClusterCount must be at least 2. Got 1 instead.",
            () => ClusterCount.Suggest(data, new ClusterCountOptions(1), 1)
        );
        Refused("There must be one label per row (150). Got 3 instead.", () => Silhouette.Samples(data, [0, 1, 0]));
    }
}
