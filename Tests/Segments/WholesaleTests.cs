using System.Globalization;
using Core.Customers;
using Core.Segments;
using Xunit;

namespace Tests.Segments;

/// <summary>
/// Wholesale customers (UCI 292, Cardoso 2013, CC BY 4.0): six kinds of spending of 440 clients, log-standard scaled, three clusters.
/// Figures by scikit-learn 1.2.1, KMeans(3, n_init=1, tol=1e-4), best of random_state 0 … 9; 200 starts find nothing better.
/// </summary>
public sealed class WholesaleTests
{
    private static FeatureMatrix Scaled()
    {
        var lines = File.ReadAllLines(SharedFiles.Path("data/wholesale/wholesale-customers.csv"));
        var rows = lines.Skip(1).Select(l => l.Split(',').Skip(2).Select(f => double.Parse(f, CultureInfo.InvariantCulture)).ToArray());
        var data = Oracles.Matrix([.. rows]);
        return Scaling.Fit(data, ScalingMethod.LogStandard).Transform(data);
    }

    [Fact]
    public void Three_clusters_as_scikit_learn_1_2_1()
    {
        var data = Scaled();
        var fitted = Enumerable.Range(0, 10).Select(seed => KMeans.Fit(data, new KMeansOptions(3), (ulong)seed)).MinBy(f => f.Inertia)!;
        var quality = ClusterQuality.Measure(data, fitted.Labels, new ClusterQualityOptions(), seed: 1);

        Assert.Equal(1553.339538040626, fitted.Inertia, 1e-9);
        Assert.Equal([81, 147, 212], fitted.Labels.GroupBy(l => l).Select(g => g.Count()).Order());
        Assert.Equal(0.25919941838776356, quality.Silhouette!.Value, 1e-10);
        Assert.Equal(152.8547398192305, quality.CalinskiHarabasz!.Value, 1e-9);
        Assert.Equal(1.3443616275814791, quality.DaviesBouldin!.Value, 1e-10);
    }
}
