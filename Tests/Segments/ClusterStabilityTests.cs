using Core.Customers;
using Core.Estimators;
using Core.Segments;
using Xunit;

namespace Tests.Segments;

public sealed class ClusterStabilityTests
{
    private static Func<FeatureMatrix, ulong, IFittedClusterer> By(int clusters) =>
        (rows, seed) => KMeans.Fit(rows, new KMeansOptions(clusters, 3), seed);

    [Fact]
    public void Groups_far_apart_are_found_in_every_resample()
    {
        var data = KMeansTests.Blobs(400, 2, 4);
        var stability = ClusterStability.Measure(data, By(4)(data, 1).Labels, By(4), new ClusterStabilityOptions(20), 1);

        Assert.Equal([0, 1, 2, 3], stability.Clusters.Select(c => c.Label));
        Assert.All(stability.Clusters, c => Assert.Equal((1.0, 0, 20, true), (c.Jaccard, c.Dissolved, c.Recovered, c.IsStable)));
        Assert.Equal((1.0, 400, false), (stability.Mean, stability.RowsDrawn, stability.IsSampled));
    }

    [Fact]
    public void A_ball_cut_into_many_is_not_stable_and_a_far_group_beside_it_is()
    {
        var random = new SeededRandom(6);
        double[][] columns =
        [
            .. Enumerable.Range(0, 5).Select(_ => Enumerable.Range(0, 300).Select(i => (i < 60 ? 100 : 0) + random.NextNormal()).ToArray()),
        ];
        var data = new FeatureMatrix(["a", "b", "c", "d", "e"], columns);
        var labels = By(7)(data, 1).Labels;
        var stability = ClusterStability.Measure(data, labels, By(7), new ClusterStabilityOptions(), 1);
        var far = stability.Clusters.Single(c => c.Label == labels[0]);

        Assert.True(far.IsStable);
        Assert.True(stability.Clusters.Count(c => !c.IsStable) >= 4);
        Assert.True(far.Recovered + far.Dissolved <= 50 && far.Resamples == 50);
    }

    [Fact]
    public void The_same_seed_gives_the_same_answer_and_many_rows_are_sampled()
    {
        var data = KMeansTests.Blobs(3000, 2, 3);
        var labels = By(5)(data, 1).Labels;
        var options = new ClusterStabilityOptions(10, 500);
        var once = ClusterStability.Measure(data, labels, By(5), options, 9);
        var again = ClusterStability.Measure(data, labels, By(5), options, 9);

        Assert.Equal(once.Clusters, again.Clusters);
        Assert.Equal((500, true, 10), (once.RowsDrawn, once.IsSampled, once.Resamples));
    }

    private sealed class Fixed(int[] labels) : IFittedClusterer
    {
        public IReadOnlyList<int> Labels => labels;

        public int ClusterCount => labels.Max() + 1;

        public int[] Assign(FeatureMatrix rows) => throw new NotSupportedException();
    }

    [Fact]
    public void Likeness_is_the_best_Jaccard_index_on_the_rows_drawn_and_noise_is_no_cluster()
    {
        // Clusters by parity; found again are the numbers below 30 and, as noise, the rest.
        var data = new FeatureMatrix(
            ["x"],
            [
                [.. Enumerable.Range(0, 60).Select(i => (double)i)],
            ]
        );
        int[] labels = [.. Enumerable.Range(0, 60).Select(i => i == 59 ? -1 : i % 2)];
        var sizes = new List<double>();
        var stability = ClusterStability.Measure(
            data,
            labels,
            (rows, _) =>
            {
                var x = rows.Column(0).ToArray();
                double Jaccard(int parity) =>
                    (double)x.Count(v => v < 30 && v % 2 == parity) / x.Count(v => v < 30 || (v % 2 == parity && v != 59));
                lock (sizes)
                {
                    sizes.Add(Jaccard(0));
                }
                Assert.Equal(x.Length, x.Distinct().Count());
                return new Fixed([.. x.Select(v => v < 30 ? 0 : -1)]);
            },
            new ClusterStabilityOptions(8),
            2
        );

        Assert.Equal([0, 1], stability.Clusters.Select(c => c.Label));
        Assert.Equal(sizes.Average(), stability.Clusters[0].Jaccard!.Value, 1e-12);
        Assert.False(stability.Clusters[0].IsStable);
    }

    [Fact]
    public void Options_data_and_cancellation_are_honoured()
    {
        var data = KMeansTests.Blobs(50, 2, 2);
        var labels = new int[50];
        void Refused(string message, Action act) => Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(act).Message);

        Refused(
            "The Resamples of ClusterStability must be at least 2. Got 1 instead.",
            () => ClusterStability.Measure(data, labels, By(2), new ClusterStabilityOptions(1), 1)
        );
        Refused(
            "The MaxRows of ClusterStability must be at least 2. Got 1 instead.",
            () => ClusterStability.Measure(data, labels, By(2), new ClusterStabilityOptions(5, 1), 1)
        );
        Refused(
            "There must be one label per row (50). Got 1 instead.",
            () => ClusterStability.Measure(data, [0], By(2), new ClusterStabilityOptions(), 1)
        );
        Assert.ThrowsAny<OperationCanceledException>(() =>
            ClusterStability.Measure(data, labels, By(2), new ClusterStabilityOptions(), 1, null, new CancellationToken(true))
        );
    }
}
