using Core.Explore;
using Xunit;

namespace Tests.Explore;

public sealed class DensityTests
{
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
}
