using Core.Customers;
using Core.Segments;
using Xunit;

namespace Tests.Segments;

public sealed class SegmentProfileTests
{
    [Fact]
    public void Setosa_against_the_rest_of_iris_by_NumPy()
    {
        var (data, species) = Oracles.Iris();
        var profile = SegmentProfile.Of(data, [.. Enumerable.Range(0, 150).Where(i => species[i] == 0)]);

        Assert.Equal((50, 1.0 / 3), (profile.Size, profile.Share));
        // (mean − mean) / sqrt((var + var) / 2) with ddof=1, NumPy 1.24.2.
        double[] expected = [-2.366027198668319, 1.5589066718021156, -5.7732154382903245, -4.620911346512063];
        foreach (var (e, feature) in expected.Zip(profile.Features))
        {
            Assert.Equal(e, feature.StandardizedDifference!.Value, 1e-12);
        }
        Assert.Equal(5.006, profile.Features[0].Inside.Mean!.Value, 1e-12);
        Assert.Equal((4.3, 4.8, 5.0, 5.2, 5.8), Five(profile.Features[0].Inside));
    }

    [Fact]
    public void Missing_values_are_counted_and_a_segment_of_everybody_has_nobody_to_differ_from()
    {
        var profile = SegmentProfile.Of(
            new FeatureMatrix(
                ["a"],
                [
                    [1, double.NaN, 3],
                ]
            ),
            [0, 1, 2]
        );

        Assert.Equal((2, 1, 2.0), (profile.Features[0].Inside.Count, profile.Features[0].Inside.Missing, profile.Features[0].Inside.Mean));
        Assert.Null(profile.Features[0].StandardizedDifference);
        Assert.Null(profile.Features[0].Outside.Median);
    }

    private static (double?, double?, double?, double?, double?) Five(FeatureSummary s) => (s.Min, s.Q1, s.Median, s.Q3, s.Max);
}
