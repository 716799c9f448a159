using System.Text.Json;
using Core.Customers;
using Core.Estimators;
using Core.Segments;
using Core.Segments.Density;
using Xunit;

namespace Tests.Segments.Density;

public sealed class HdbscanTests
{
    public static TheoryData<string> Vectors => [.. Oracles.EngineIds("hdbscan.")];

    private static (FeatureMatrix Data, HdbscanOptions Options) Of(string id) =>
        id switch
        {
            "hdbscan.iris.mcs5" => (Oracles.Iris().Data, new HdbscanOptions(5)),
            "hdbscan.iris.mcs15" => (Oracles.Iris().Data, new HdbscanOptions(15)),
            "hdbscan.iris.mcs10.ms5" => (Oracles.Iris().Data, new HdbscanOptions(10, 5)),
            "hdbscan.blobs2d.n600.leaf" => (Bench.SeededData.Blobs(600, 2).Data, new HdbscanOptions(15, Selection: ClusterSelection.Leaf)),
            _ => throw new ArgumentException($"There is no test yet of '{id}'."),
        };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Labels_and_spanning_tree_as_hdbscan_0_8_43(string id)
    {
        var oracle = Oracles.Engine(id);
        var (data, options) = Of(id);
        var fitted = Hdbscan.Fit(data, options);

        Assert.Equal(Renumbered(oracle.Expected("labels").Ints()), fitted.Labels);
        Assert.Equal(oracle.Expected("n_clusters").GetInt32(), fitted.ClusterCount);
        Assert.Equal(oracle.Expected("noise").GetInt32(), fitted.Labels.Count(l => l < 0));
        Assert.Equal(oracle.Expected("mst_total_weight").GetDouble(), fitted.Merges.Merges.Sum(m => m.Height), 1e-9);
        Assert.Equal(oracle.Expected("mst_max").GetDouble(), fitted.Merges.Merges[^1].Height, 1e-9);
    }

    /// <summary>Not of mcs5: there a cluster ends at one of several merges of equal height, and which comes first is left to rounding.</summary>
    [Theory]
    [InlineData("hdbscan.iris.mcs15")]
    [InlineData("hdbscan.iris.mcs10.ms5")]
    [InlineData("hdbscan.blobs2d.n600.leaf")]
    public void Membership_and_persistence_as_hdbscan_0_8_43(string id)
    {
        var oracle = Oracles.Engine(id);
        var (data, options) = Of(id);
        var fitted = Hdbscan.Fit(data, options);

        AssertClose(oracle.Expected("probabilities").Doubles(), fitted.Strengths, 1e-9);
        var labels = oracle.Expected("labels").Ints();
        var order = labels.Where(l => l >= 0).Distinct().ToArray();
        var persistence = oracle.Expected("persistence").Doubles();
        AssertClose([.. order.Select(l => persistence[l])], fitted.Persistence(), 1e-9);
    }

    /// <summary>Prim's algorithm over all pairs.</summary>
    [Theory]
    [InlineData(1, 1, 3)]
    [InlineData(2, 5, 40)]
    [InlineData(3, 4, 4)]
    [InlineData(8, 12, 30)]
    [InlineData(20, 3, 9)]
    public void The_spanning_tree_is_minimal(int columns, int samples, int size)
    {
        var data = SeededRows.Lattice(700, columns, size, 4);
        double Distance(int a, int b) =>
            Math.Sqrt(Enumerable.Range(0, columns).Sum(c => Math.Pow(data.Column(c)[a] - data.Column(c)[b], 2)));
        var distances = Enumerable.Range(0, 700).Select(a => Enumerable.Range(0, 700).Select(b => Distance(a, b)).ToArray()).ToArray();
        var cores = distances.Select(d => d.Order().ElementAt(samples)).ToArray();
        var nearest = Enumerable.Repeat(double.PositiveInfinity, 700).ToArray();
        var outside = Enumerable.Range(1, 699).ToHashSet();
        var expected = new List<double>();
        for (var last = 0; outside.Count > 0; outside.Remove(last))
        {
            foreach (var row in outside)
            {
                nearest[row] = Math.Min(nearest[row], Math.Max(distances[last][row], Math.Max(cores[last], cores[row])));
            }
            last = outside.MinBy(row => nearest[row]);
            expected.Add(nearest[last]);
        }
        var fitted = Hdbscan.Fit(data, new HdbscanOptions(5, samples));

        AssertClose([.. expected.Order()], [.. fitted.Merges.Merges.Select(m => m.Height)], 1e-12);
    }

    /// <summary>Where every row is a core point, DBSCAN at a radius is the cut of the merges at it.</summary>
    [Fact]
    public void A_cut_of_the_merges_is_DBSCAN_without_its_border()
    {
        var data = Bench.SeededData.Blobs(3000, 4, 5).Data;
        var cut = Hdbscan.Fit(data, new HdbscanOptions(10, 1)).Merges.CutAt(1.1);
        var dbscan = Dbscan.Fit(data, new DbscanOptions(1.1, 1));

        Assert.Equal(dbscan.Labels, cut);
        Assert.True(dbscan.ClusterCount > 5);
    }

    [Fact]
    public void Rows_that_coincide_do_not_make_clusters_of_infinite_stability()
    {
        double[] x =
        [
            .. Enumerable.Repeat(0.0, 30),
            .. Enumerable.Range(0, 30).Select(i => 100 + i / 10.0),
            .. Enumerable.Repeat(50.0, 30),
        ];
        var fitted = Hdbscan.Fit(new FeatureMatrix(["x"], [x]), new HdbscanOptions(10, 3));

        Assert.Equal([30, 30, 30], fitted.Labels.CountBy(l => l).OrderBy(c => c.Key).Select(c => c.Value));
        Assert.All(fitted.Tree.Branches, b => Assert.True(double.IsFinite(b.Stability) && double.IsFinite(b.Death)));
    }

    [Fact]
    public void All_the_data_are_one_cluster_only_where_that_is_allowed()
    {
        var data = Bench.SeededData.Blobs(400, 2, 1).Data;

        Assert.Equal(0, Hdbscan.Fit(data, new HdbscanOptions(100, 5)).ClusterCount);
        var one = Hdbscan.Fit(data, new HdbscanOptions(100, 5, AllowSingleCluster: true));
        Assert.Equal(1, one.ClusterCount);
        Assert.Contains(0, one.Labels);
        Assert.Equal(0, Hdbscan.Fit(data.TakeRows([1, 2, 3]), new HdbscanOptions(5, AllowSingleCluster: true)).ClusterCount);
    }

    [Fact]
    public void New_rows_join_the_cluster_of_their_nearest_row_where_it_was_as_dense()
    {
        var (data, groups) = Bench.SeededData.Blobs(2000, 3, 4);
        var fitted = Hdbscan.Fit(data, new HdbscanOptions(20));
        var (more, _) = Bench.SeededData.Blobs(4000, 3, 4);
        var fresh = more.TakeRows([.. Enumerable.Range(2000, 2000)]);
        var far = new FeatureMatrix(
            data.Names,
            [
                [500],
                [500],
                [500],
            ]
        );

        Assert.Equal(4, fitted.ClusterCount);
        Assert.True(ClusterAgreement.AdjustedRand(groups, fitted.Assign(fresh)) > 0.95);
        Assert.Equal([-1], fitted.Assign(far));
        Assert.Equal(fitted.Labels, fitted.Assign(data));
        var read = JsonSerializer.Deserialize<ReachabilityPoints>(JsonSerializer.Serialize(fitted.Points))!;
        Assert.Equal(fitted.Assign(fresh), read.Assign(fresh));
    }

    [Fact]
    public void The_condensed_tree_accounts_for_every_row()
    {
        var tree = Hdbscan.Fit(Bench.SeededData.Blobs(2000, 2).Data, new HdbscanOptions(15)).Tree;

        Assert.Equal((-1, 0.0, 2000), (tree.Branches[0].Parent, tree.Branches[0].Birth, tree.Branches[0].Size));
        for (var b = 0; b < tree.Branches.Count; b++)
        {
            var branch = tree.Branches[b];
            var parts = tree.Branches.Where(c => c.Parent == b).ToArray();
            Assert.True(parts.Length is 0 or 2);
            Assert.True(branch.Parent < b && branch.Size >= 15 && branch.Death >= branch.Birth);
            Assert.Equal(branch.Size, tree.BranchOfRow.Count(r => r == b) + parts.Sum(p => p.Size));
            var widths = tree.Widths(b, 20);
            Assert.Equal((branch.Birth, branch.Size), widths[0]);
            Assert.Equal((branch.Death, 0), widths[^1]);
            Assert.InRange(widths.Count, 2, 20);
            Assert.Equal(widths.OrderBy(w => w.Density).ThenByDescending(w => w.Rows), widths);
        }
    }

    private static int[] Renumbered(int[] labels)
    {
        var order = labels.Where(l => l >= 0).Distinct().ToList();
        return Array.ConvertAll(labels, l => order.IndexOf(l));
    }

    private static void AssertClose(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance)
    {
        Assert.Equal(expected.Count, actual.Count);
        foreach (var (e, a) in expected.Zip(actual))
        {
            Assert.Equal(e, a, tolerance);
        }
    }
}
