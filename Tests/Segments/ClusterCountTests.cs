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
}
