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

    [Fact]
    public void Box_of_1_to_9_and_an_outlier()
    {
        var box = BoxSummary.Of([9, 1, 2, 3, 4, 5, 6, 7, 8, 100])!;

        Assert.Equal((1.0, 3.25, 5.5, 7.75, 9.0), (box.LowerWhisker, box.Q1, box.Median, box.Q3, box.UpperWhisker));
        Assert.Equal((0, 1, 10), (box.OutliersBelow, box.OutliersAbove, box.Count));
        Assert.Null(BoxSummary.Of([double.NaN]));
    }

    /// <summary>scipy.stats.gaussian_kde (1.10.1) of iris' first column with the bandwidth of R's bw.nrd0.</summary>
    [Fact]
    public void Density_of_iris_as_scipy_1_10_1()
    {
        var values = Oracles.Iris().Data.Column(0);
        var density = Density.Of(values, new DensityOptions(2001))!;

        Assert.Equal(0.2735831072751127, density.Bandwidth, 1e-12);
        foreach (var (x, expected) in new[] { (5.0, 0.37698342), (5.8, 0.39549329), (6.5, 0.34927655) })
        {
            var nearest = Enumerable.Range(0, 2001).MinBy(i => Math.Abs(density.Grid[i] - x));
            // Binning and the nearest place on the grid each cost less than this.
            Assert.Equal(expected, density.Values[nearest], 1e-3);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Density_has_area_one_on_its_scale(bool log)
    {
        var density = Density.Of([1, 2, 3, 50, 400, 12, 12, 12], new DensityOptions(400, log))!;
        double Scale(double x) => log ? Math.Sign(x) * Math.Log(1 + Math.Abs(x)) : x;

        var area = Enumerable
            .Range(1, 399)
            .Sum(i => (Scale(density.Grid[i]) - Scale(density.Grid[i - 1])) * (density.Values[i] + density.Values[i - 1]) / 2);

        Assert.Equal(1, area, 0.01);
        Assert.All(Density.Of([7, 7], new DensityOptions())!.Values, v => Assert.True(double.IsFinite(v)));
    }

    private static (double?, double?, double?, double?, double?) Five(FeatureSummary s) => (s.Min, s.Q1, s.Median, s.Q3, s.Max);
}
