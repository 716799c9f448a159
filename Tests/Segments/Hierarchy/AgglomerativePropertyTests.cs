using Core.Customers;
using Core.Segments;
using Core.Segments.Density;
using Core.Segments.Hierarchy;
using Tests.Segments.Density;
using Xunit;

namespace Tests.Segments.Hierarchy;

/// <summary>What holds for every linkage, whatever the data.</summary>
public sealed class AgglomerativePropertyTests
{
    public static TheoryData<Linkage> Linkages => [.. Enum.GetValues<Linkage>()];

    private static FeatureMatrix Data() => Bench.SeededData.Blobs(300, 3, 4, 1.5).Data;

    private static FeatureMatrix Map(FeatureMatrix data, Func<double, double> map) =>
        new(data.Names, [.. Enumerable.Range(0, data.Columns).Select(c => Array.ConvertAll(data.Column(c).ToArray(), v => map(v)))]);

    private static IReadOnlyList<int> Labels(FeatureMatrix data, Linkage linkage) =>
        Agglomerative.Fit(data, new AgglomerativeOptions(6, linkage)).Labels;

    [Theory]
    [MemberData(nameof(Linkages))]
    public void Translation_scaling_and_a_constant_column_change_nothing(Linkage linkage)
    {
        var labels = Labels(Data(), linkage);
        double[][] columns = [.. Enumerable.Range(0, 3).Select(c => Data().Column(c).ToArray()), Enumerable.Repeat(7.0, 300).ToArray()];

        Assert.Equal(labels, Labels(Map(Data(), v => v + 1000), linkage));
        Assert.Equal(labels, Labels(Map(Data(), v => v * 1024), linkage));
        Assert.Equal(labels, Labels(new FeatureMatrix(["a", "b", "c", "d"], columns), linkage));
    }

    [Theory]
    [MemberData(nameof(Linkages))]
    public void The_order_of_rows_changes_numbers_only(Linkage linkage)
    {
        var order = Enumerable.Range(0, 300).OrderBy(i => i * 7919 % 307).ToArray();
        var labels = Labels(Data(), linkage);

        Assert.Equal(1, ClusterAgreement.AdjustedRand([.. order.Select(i => labels[i])], Labels(Data().TakeRows(order), linkage)));
    }

    [Theory]
    [MemberData(nameof(Linkages))]
    public void Rows_that_coincide_are_of_one_cluster(Linkage linkage)
    {
        var twice = Data().TakeRows([.. Enumerable.Range(0, 300), .. Enumerable.Range(0, 300)]);
        var fitted = Agglomerative.Fit(twice, new AgglomerativeOptions(6, linkage));

        Assert.Equal(fitted.Labels.Take(300), fitted.Labels.Skip(300));
        Assert.Equal(300, fitted.Merges.Merges.Count(m => m.Height == 0));
        Assert.All(Labels(new FeatureMatrix(["x"], [new double[40]]), linkage), l => Assert.InRange(l, 0, 5));
    }

    [Theory]
    [MemberData(nameof(Linkages))]
    public void Heights_ascend_and_k_clusters_are_k(Linkage linkage)
    {
        var merges = Agglomerative.Fit(Data(), new AgglomerativeOptions(1, linkage)).Merges;

        Assert.Equal(merges.Merges.Select(m => m.Height).Order(), merges.Merges.Select(m => m.Height));
        for (var k = 1; k <= 300; k += 23)
        {
            Assert.Equal(Enumerable.Range(0, k), merges.Cut(k).Distinct());
        }
        Assert.Equal(merges.Cut(4), merges.CutAt((merges.Merges[^4].Height + merges.Merges[^3].Height) / 2));
        Assert.Equal([0], Agglomerative.Fit(Data().TakeRows([9]), new AgglomerativeOptions(1, linkage)).Labels);
    }

    /// <summary>Above 16 384 rows work is shared among cores; what is asked here is that it never shows.</summary>
    [Theory]
    [InlineData(Linkage.Ward)]
    [InlineData(Linkage.Average)]
    [InlineData(Linkage.Single)]
    public void One_core_and_two_give_the_same_merges(Linkage linkage)
    {
        var data = Bench.SeededData.Blobs(1200, 3, 6).Data;
        var many = Agglomerative.Fit(data, new AgglomerativeOptions(6, linkage)).Merges.Merges;
        IReadOnlyList<Merge> one = [];
        OnOneCore.Run(() => one = Agglomerative.Fit(data, new AgglomerativeOptions(6, linkage)).Merges.Merges);

        Assert.Equal(many, one);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(13)]
    public void Every_width_of_vectors_finds_the_same_clusters_near(int columns)
    {
        var tiles = new ActiveTiles(Bench.SeededData.Blobs(50, columns).Data, 1, 0);
        tiles.Values[3] = 5;
        tiles.Remove(7);
        var query = new double[KdTree.LeafRows * columns];
        tiles.CopyTo(3, query);
        foreach (var squared in new[] { double.PositiveInfinity, 0, 3.5, 200 })
        {
            for (var tile = 0; tile < tiles.Tiles; tile++)
            {
                var sizes = tiles.Values.AsSpan(tile * KdTree.LeafRows, KdTree.LeafRows).ToArray();
                var found = new[] { SimdWidth.Scalar, SimdWidth.Vector256, SimdWidth.Vector512, SimdWidth.Best }
                    .Select(w => WardKernel.Nearer(query, tiles.Tile(tile), sizes, 5, squared, new double[KdTree.LeafRows], w))
                    .ToArray();
                Assert.All(found, f => Assert.Equal(found[0], f));
                Assert.Equal(0u, found[0] >> 7 & (tile == 0 ? 1u : 0));
            }
        }
    }

    [Fact]
    public void Options_are_refused_by_name_range_and_value()
    {
        void Refused(string message, AgglomerativeOptions options) =>
            Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(() => Agglomerative.Fit(Data(), options)).Message);

        Refused("The Clusters of Agglomerative must be between 1 and 300. Got 0 instead.", new AgglomerativeOptions(0));
        Refused("The Clusters of Agglomerative must be between 1 and 300. Got 301 instead.", new AgglomerativeOptions(301));
        Refused("The Height of Agglomerative must be between 0 and", new AgglomerativeOptions(Height: -1));
        Refused("The Linkage of Agglomerative must be one of Ward, Complete, Average", new AgglomerativeOptions(4, (Linkage)9));
    }
}
