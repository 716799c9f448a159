using Core.Customers;
using Core.Segments;
using Xunit;

namespace Tests.Segments;

public sealed class MiniBatchKMeansTests
{
    [Fact]
    public void Groups_far_apart_are_found_as_k_means_finds_them()
    {
        var data = KMeansTests.Blobs(40_000, 3, 4);
        var full = KMeans.Fit(data, new KMeansOptions(4), 1);
        var fitted = MiniBatchKMeans.Fit(data, new MiniBatchKMeansOptions(4), 1);

        Assert.Equal(1, ClusterAgreement.AdjustedRand(full.Labels, fitted.Labels));
        Assert.InRange(fitted.Inertia, full.Inertia, 1.01 * full.Inertia);
        Assert.InRange(fitted.Iterations, 2, 1000);
    }

    [Fact]
    public void Inertia_is_that_of_all_rows_to_the_centers_handed_out()
    {
        var data = Oracles.Iris().Data;
        var fitted = MiniBatchKMeans.Fit(data, new MiniBatchKMeansOptions(3, BatchRows: 50), 7);
        var inertia = Enumerable
            .Range(0, 150)
            .Sum(i => fitted.Centers.Min(center => center.Select((c, j) => (c - data.Column(j)[i]) * (c - data.Column(j)[i])).Sum()));

        Assert.Equal(inertia, fitted.Inertia, 1e-9);
        // The best that Lloyd's iterations find is 78.85.
        Assert.InRange(fitted.Inertia, 78.85, 1.05 * 78.85);
    }

    [Fact]
    public void No_center_stays_without_rows()
    {
        // Batches of 8 hardly ever see the few far rows; centers drawn from the crowd starve and move.
        double[] x = [.. Enumerable.Range(0, 1000).Select(i => i % 100 == 0 ? 1000.0 + i : i % 7)];
        var fitted = MiniBatchKMeans.Fit(new FeatureMatrix(["x"], [x]), new MiniBatchKMeansOptions(5, BatchRows: 64), 3);

        Assert.Equal(5, fitted.Labels.Distinct().Count());
    }

    [Fact]
    public void More_clusters_than_rows_in_a_batch_and_few_rows_work()
    {
        var data = KMeansTests.Blobs(30, 2, 3);

        Assert.Equal(12, MiniBatchKMeans.Fit(data, new MiniBatchKMeansOptions(12, BatchRows: 4), 1).ClusterCount);
        Assert.Equal(0, MiniBatchKMeans.Fit(data, new MiniBatchKMeansOptions(1), 1).Labels.Max());
    }

    [Fact]
    public void Options_are_validated_by_name_range_and_value()
    {
        var data = KMeansTests.Blobs(50, 2, 2);
        void Refused(string message, MiniBatchKMeansOptions options) =>
            Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(() => MiniBatchKMeans.Fit(data, options, 1)).Message);

        Refused("The Clusters of MiniBatchKMeans must be between 1 and 50. Got 51 instead.", new MiniBatchKMeansOptions(51));
        Refused("The BatchRows of MiniBatchKMeans must be at least 1. Got 0 instead.", new MiniBatchKMeansOptions(2, 0));
        Refused("The Starts of MiniBatchKMeans must be at least 1. Got 0 instead.", new MiniBatchKMeansOptions(2, Starts: 0));
        Refused("The MaxSteps of MiniBatchKMeans must be at least 1. Got 0 instead.", new MiniBatchKMeansOptions(2, MaxSteps: 0));
        Refused(
            "The MaxStepsWithoutProgress of MiniBatchKMeans must be at least 1. Got 0 instead.",
            new MiniBatchKMeansOptions(2, MaxStepsWithoutProgress: 0)
        );
        Refused(
            "The ReassignmentRatio of MiniBatchKMeans must be between 0 and 1. Got 2 instead.",
            new MiniBatchKMeansOptions(2, ReassignmentRatio: 2)
        );
    }
}
