using Core.Customers;
using Core.Estimators;
using Core.Segments;
using Xunit;

namespace Tests.Segments;

public sealed class ClusterCountTests
{
    [Fact]
    public void Groups_far_apart_are_counted()
    {
        var suggestion = ClusterCount.Suggest(KMeansTests.Blobs(400, 2, 4), new ClusterCountOptions(8), seed: 1);

        Assert.Equal((4, 4), (suggestion.Suggested, suggestion.BestSilhouette));
        Assert.Equal(Enumerable.Range(1, 8), suggestion.Points.Select(p => p.Clusters));
        Assert.Equal(suggestion.Points.Select(p => p.Inertia).OrderDescending(), suggestion.Points.Select(p => p.Inertia));
        Assert.StartsWith("4 clusters:", suggestion.Reason);
    }

    [Fact]
    public void Elbow_wins_a_tie_and_the_silhouette_wins_otherwise()
    {
        ClusterCountPoint[] Curve(double atThree) =>
            [new(1, 100, null), new(2, 50, 0.6), new(3, 10, atThree), new(4, 9, 0.1), new(5, 8, 0.1)];

        var tie = ClusterCount.Decide(Curve(0.56));
        var clear = ClusterCount.Decide(Curve(0.4));

        Assert.Equal((3, 2, 3), (tie.Elbow, tie.BestSilhouette, tie.Suggested));
        Assert.Equal((3, 2, 2), (clear.Elbow, clear.BestSilhouette, clear.Suggested));
        Assert.Contains("nearly as good", tie.Reason);
        Assert.Contains("separates worse (0.40)", clear.Reason);
    }

    [Fact]
    public void No_structure_is_said_plainly() =>
        Assert.Contains("overlap a lot", ClusterCount.Decide([new(1, 10, null), new(2, 8, 0.2), new(3, 7, 0.18)]).Reason);

    [Fact]
    public void Gap_and_BIC_count_groups_far_apart_too_and_have_their_curves()
    {
        var suggestion = ClusterCount.Suggest(Triangle(spread: 0.5), new ClusterCountOptions(5), seed: 1);

        Assert.Equal((3, 3), (suggestion.BestGap, suggestion.BestBic));
        Assert.All(suggestion.Points, p => Assert.True(p is { Gap: not null, GapStandardError: > 0, Bic: not null }));
        Assert.Contains("The gap statistic and a mixture's BIC say 3.", suggestion.Reason);
    }

    /// <summary>Tibshirani, Walther and Hastie 2001, section 5, simulation 1: 200 points even over the unit square in 10 dimensions are one cluster.</summary>
    [Fact]
    public void Even_data_are_one_cluster_by_the_gap_as_in_simulation_1_of_Tibshirani_2001()
    {
        var random = new SeededRandom(1);
        double[][] columns = [.. Enumerable.Range(0, 10).Select(_ => Enumerable.Range(0, 200).Select(_ => random.NextDouble()).ToArray())];
        var data = new FeatureMatrix([.. columns.Select((_, c) => $"x{c}")], columns);

        Assert.Equal(1, GapStatistic.Choose(GapStatistic.Curve(data, 6, 20, 3, 1)));
    }

    /// <summary>Section 5, simulation 2: three clusters in two dimensions, normal, at (0, 0), (0, 5) and (5, −3), with 25, 25 and 50 points.</summary>
    [Fact]
    public void Three_clusters_by_the_gap_as_in_simulation_2_of_Tibshirani_2001()
    {
        Assert.Equal(3, GapStatistic.Choose(GapStatistic.Curve(Triangle(spread: 1), 6, 20, 3, 1)));
    }

    private static FeatureMatrix Triangle(double spread)
    {
        var random = new SeededRandom(2);
        (double X, double Y)[] centers =
        [
            .. Enumerable
                .Range(0, 100)
                .Select(i =>
                    i < 25 ? (0.0, 0.0)
                    : i < 50 ? (0, 5)
                    : (5, -3)
                ),
        ];
        double[] x = [.. centers.Select(c => c.X + spread * random.NextNormal())];
        double[] y = [.. centers.Select(c => c.Y + spread * random.NextNormal())];
        return new FeatureMatrix(["x", "y"], [x, y]);
    }

    [Fact]
    public void The_rule_of_one_standard_error_takes_the_smallest_k()
    {
        GapPoint[] curve = [new(1, 0.1, 0.01), new(2, 0.5, 0.02), new(3, 0.51, 0.03), new(4, 0.9, 0.01)];

        Assert.Equal(2, GapStatistic.Choose(curve));
        Assert.Equal(4, GapStatistic.Choose([curve[0], curve[1] with { Gap = 0.6 }, curve[2] with { Gap = 0.8 }, curve[3]]));
        Assert.Equal(1, GapStatistic.Choose([curve[0], new(2, null, 0)]));
        Assert.Null(GapStatistic.Choose([new(1, null, 0)]));
    }

    [Fact]
    public void Fewer_different_rows_than_clusters_leave_the_curves_short()
    {
        var data = new FeatureMatrix(
            ["x"],
            [
                [1, 1, 1, 2, 2, 2],
            ]
        );
        var suggestion = ClusterCount.Suggest(data, new ClusterCountOptions(4), 1);

        Assert.Equal(4, suggestion.Points.Count);
        Assert.All(suggestion.Points.Skip(1), p => Assert.Null(p.Gap));
        Assert.All(suggestion.Points.Skip(1), p => Assert.Null(p.Bic));
    }

    [Fact]
    public void Gap_and_BIC_can_be_left_out()
    {
        var suggestion = ClusterCount.Suggest(KMeansTests.Blobs(400, 2, 4), new ClusterCountOptions(4, GapReferences: 0, BicRows: 0), 1);

        Assert.Equal((null, null), (suggestion.BestGap, suggestion.BestBic));
        Assert.DoesNotContain("BIC", suggestion.Reason);
    }
}
