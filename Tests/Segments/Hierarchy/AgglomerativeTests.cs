using System.Text.Json;
using Core.Customers;
using Core.Segments;
using Core.Segments.Hierarchy;
using Tests.Segments.Density;
using Xunit;

namespace Tests.Segments.Hierarchy;

public sealed class AgglomerativeTests
{
    public static TheoryData<string> Vectors => [.. Oracles.EngineIds("linkage.ytdist.")];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, 15)];

    private static JsonElement Case(int index)
    {
        var cases = SeededRows.Expected("Hierarchy/expected-linkage.json").GetProperty("cases");
        Assert.Equal(Cases.Count(), cases.GetArrayLength());
        return cases[index];
    }

    private static Linkage Method(string name) => Enum.Parse<Linkage>(name, ignoreCase: true);

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Six_points_as_scipy_hierarchy_test_data(string id)
    {
        var oracle = Oracles.Engine(id);
        var condensed = oracle.GetProperty("input").GetProperty("condensed").Doubles();
        var merges = Agglomerative.OfDistances(condensed, Method(id[(id.LastIndexOf('.') + 1)..]));

        AssertSame(oracle.GetProperty("expected").Table(), merges, oracle.GetProperty("tol").GetDouble());
    }

    // Ward on whole numbers: merges of equal height differ by rounding, and centroids round otherwise than SciPy's update of distances does,
    // so another of equally near pairs may merge first. From the same distances the merges are the same.
    private const int WardOfEqualDistances = 10;

    /// <summary>Made by expected_linkage.py.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Seeded_data_as_scipy_1_10_1(int index)
    {
        var expected = Case(index);
        var data = SeededRows.Of(expected.GetProperty("data"));
        var linkage = Method(expected.GetProperty("method").GetString()!);
        var height = expected.GetProperty("height").GetDouble();
        var fitted = Agglomerative.Fit(data, new AgglomerativeOptions(Linkage: linkage, Height: height));

        var ofDistances = Agglomerative.OfDistances(PairDistances.Of(data, default), linkage);
        AssertSame(expected.GetProperty("linkage").Table(), ofDistances, 1e-9);
        Assert.Equal(1, ClusterAgreement.AdjustedRand(expected.GetProperty("labels").Ints(), ofDistances.CutAt(height)));
        if (index != WardOfEqualDistances)
        {
            AssertSame(expected.GetProperty("linkage").Table(), fitted.Merges, 1e-9);
            Assert.Equal(1, ClusterAgreement.AdjustedRand(expected.GetProperty("labels").Ints(), fitted.Labels));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_dendrogram_has_the_coordinates_of_scipy_1_10_1(int index)
    {
        var expected = Case(index);
        var linkage = Method(expected.GetProperty("method").GetString()!);
        var merges = Agglomerative.OfDistances(PairDistances.Of(SeededRows.Of(expected.GetProperty("data")), default), linkage);
        var drawn = Dendrogram.Of(merges, 12);

        Assert.Equal(expected.GetProperty("leaves").Ints(), drawn.Leaves.Select(l => l.Node));
        Assert.Equal(merges.Rows, drawn.Leaves.Sum(l => l.Size));
        var x = drawn.Links.Select(l => new[] { l.Left, l.Left, l.Right, l.Right }).ToArray();
        var y = drawn.Links.Select(l => new[] { l.LeftHeight, l.Height, l.Height, l.RightHeight }).ToArray();
        AssertClose(expected.GetProperty("icoord").Table(), x);
        AssertClose(expected.GetProperty("dcoord").Table(), y);
    }

    [Theory]
    [InlineData(Linkage.Ward)]
    [InlineData(Linkage.Complete)]
    [InlineData(Linkage.Average)]
    [InlineData(Linkage.Weighted)]
    [InlineData(Linkage.Single)]
    public void Groups_that_were_drawn_are_found_and_new_rows_join_them(Linkage linkage)
    {
        var data = KMeansTests.Blobs(1500, 4, 5);
        int[] groups = [.. Enumerable.Range(0, 1500).Select(i => i % 5)];
        var fitted = Agglomerative.Fit(data, new AgglomerativeOptions(5, linkage));
        var more = KMeansTests.Blobs(3000, 4, 5).TakeRows([.. Enumerable.Range(1500, 1500)]);

        Assert.Equal(1, ClusterAgreement.AdjustedRand(groups, fitted.Labels));
        Assert.Equal(1, ClusterAgreement.AdjustedRand(groups, fitted.Assign(more)));
        Assert.Equal(fitted.Merges.Cut(2), fitted.Cut(2).Labels);
        Assert.Equal(2, fitted.Cut(2).ClusterCount);
        var read = JsonSerializer.Deserialize<Core.Segments.Density.NearestPoints>(JsonSerializer.Serialize(fitted.NearestPoints))!;
        Assert.Equal(fitted.Labels, read.Assign(data));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void A_dendrogram_of_few_leaves_accounts_for_every_row(int leaves)
    {
        var merges = Agglomerative.Fit(Bench.SeededData.Blobs(200, 2).Data, new AgglomerativeOptions()).Merges;
        var drawn = Dendrogram.Of(merges, leaves);
        var labels = merges.Cut(leaves);

        Assert.Equal(leaves, drawn.Leaves.Count);
        Assert.Equal(leaves - 1, drawn.Links.Count);
        Assert.Equal(
            labels.CountBy(l => l).OrderBy(c => c.Key).Select(c => c.Value),
            drawn.Leaves.OrderBy(l => labels[l.Row]).Select(l => l.Size)
        );
    }

    [Fact]
    public void Too_many_rows_for_a_linkage_are_refused_with_what_to_do()
    {
        FeatureMatrix Rows(int count) => new(["x"], [new double[count]]);
        var refused = Assert.Throws<ArgumentException>(() =>
            Agglomerative.Fit(Rows(AgglomerativeOptions.MostRowsWithDistances + 1), new AgglomerativeOptions(2, Linkage.Complete))
        );

        Assert.Equal(
            "The data of Agglomerative must be at most 15000 rows with Complete linkage. Got 15001 instead. Choose Ward's or single linkage, or cluster a sample.",
            refused.Message
        );
        Assert.Throws<ArgumentException>(() => Agglomerative.Fit(Rows(AgglomerativeOptions.MostRows + 1), new AgglomerativeOptions()));
    }

    [Fact]
    public void Distances_that_are_none_are_refused()
    {
        Assert.StartsWith(
            "The distances of Agglomerative must be n (n − 1) / 2 for some n. Got 4 instead.",
            Assert.Throws<ArgumentException>(() => Agglomerative.OfDistances([1, 2, 3, 4], Linkage.Single)).Message
        );
        Assert.StartsWith(
            "The distances of Agglomerative must be finite and at least 0. Got -2 at 1 instead.",
            Assert.Throws<ArgumentException>(() => Agglomerative.OfDistances([1, -2, 3], Linkage.Average)).Message
        );
    }

    private static void AssertSame(double[][] expected, MergeTree merges, double tolerance)
    {
        Assert.Equal(expected.Select(e => ((int)e[0], (int)e[1], (int)e[3])), merges.Merges.Select(m => (m.Left, m.Right, m.Size)));
        foreach (var (e, m) in expected.Zip(merges.Merges))
        {
            Assert.Equal(e[2], m.Height, tolerance);
        }
    }

    private static void AssertClose(double[][] expected, double[][] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        foreach (var (e, a) in expected.SelectMany(v => v).Zip(actual.SelectMany(v => v)))
        {
            Assert.Equal(e, a, 1e-9);
        }
    }
}
