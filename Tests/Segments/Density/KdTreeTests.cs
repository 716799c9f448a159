using Core.Segments;
using Core.Segments.Density;
using Xunit;

namespace Tests.Segments.Density;

public sealed class KdTreeTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(8, 3)]
    [InlineData(19, 2)]
    public void Every_width_of_vectors_gives_the_same_bits(int columns, int seed)
    {
        var data = Bench.SeededData.Blobs(64, columns, 3, 1, (ulong)seed).Data;
        var tree = KdTree.Build(data);
        foreach (var limit in new[] { 0, 1.5, 40, double.PositiveInfinity })
        {
            for (var lane = 0; lane < KdTree.LeafRows; lane++)
            {
                var runs = new[] { SimdWidth.Scalar, SimdWidth.Vector256, SimdWidth.Vector512, SimdWidth.Best }
                    .Select(width =>
                    {
                        var distances = new double[KdTree.LeafRows];
                        var found = TileKernel.Within(tree.Tile(0), lane, tree.Tile(1), limit, distances, width);
                        return (Found: found, Distances: distances.Select((d, i) => (found >> i & 1) != 0 ? d : -1).ToArray());
                    })
                    .ToArray();
                Assert.All(runs, run => Assert.Equal(runs[0].Found, run.Found));
                Assert.All(runs, run => Assert.Equal(runs[0].Distances, run.Distances));
            }
            var limits = Enumerable.Range(0, KdTree.LeafRows).Select(i => limit * i / 16).ToArray();
            var boxes = new[] { SimdWidth.Scalar, SimdWidth.Vector256, SimdWidth.Vector512, SimdWidth.Best }
                .Select(w => TileKernel.NearBox(tree.Tile(0), tree.Low(2), tree.High(2), limits, w))
                .ToArray();
            Assert.All(boxes, near => Assert.Equal(boxes[0], near));
        }
    }

    /// <summary>Searches leave out what the box rules out: so no row may be computed nearer than its box, to the last bit.</summary>
    [Fact]
    public void No_row_is_nearer_than_its_box()
    {
        var data = Bench.SeededData.Blobs(64 * KdTree.LeafRows, 7).Data;
        var tree = KdTree.Build(data);
        var distances = new double[KdTree.LeafRows];
        var limits = new double[KdTree.LeafRows];
        for (var other = 0; other < tree.Leaves; other++)
        {
            var node = tree.NodeOfLeaf(other);
            for (var lane = 0; lane < KdTree.LeafRows; lane++)
            {
                TileKernel.Within(tree.Tile(5), lane, tree.Tile(other), double.PositiveInfinity, distances);
                Array.Fill(limits, distances.Min());
                Assert.NotEqual(0u, TileKernel.NearBox(tree.Tile(5), tree.Low(node), tree.High(node), limits) >> lane & 1);
                Assert.True(BoxDistance.Gap(tree, tree.NodeOfLeaf(5), tree, node) <= distances.Min());
                Assert.True(BoxDistance.Span(tree, tree.NodeOfLeaf(5), tree, node) >= distances.Max());
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(1000)]
    [InlineData(20_000)]
    public void A_tree_holds_every_row_once_within_the_boxes_of_its_nodes(int rows)
    {
        var data = SeededRows.Lattice(rows, 2, 50, 8);
        var tree = KdTree.Build(data);

        Assert.Equal(Enumerable.Range(0, rows), tree.RowAt.Order());
        for (var index = 0; index < tree.Nodes.Length; index++)
        {
            var node = tree.Nodes[index];
            var found = tree.RowAt.Skip(node.FirstLeaf * KdTree.LeafRows).Take(tree.RowsOf(node)).ToArray();
            for (var j = 0; j < 2; j++)
            {
                var values = Array.ConvertAll(found, row => data.Column(j)[row]);
                Assert.Equal((values.Min(), values.Max()), (tree.Low(index)[j], tree.High(index)[j]));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(60)]
    public void Nearest_rows_are_as_near_as_those_of_a_full_search(int k)
    {
        var data = SeededRows.Lattice(500, 3, 6, 2);
        var tree = KdTree.Build(data);
        var search = new NearestRows(tree, k);
        for (var leaf = 0; leaf < tree.Leaves; leaf++)
        {
            search.Find(tree, leaf);
            for (var lane = 0; lane < KdTree.LeafRows && leaf * KdTree.LeafRows + lane < 500; lane++)
            {
                var row = tree.RowAt[leaf * KdTree.LeafRows + lane];
                double Squared(int other) => Enumerable.Range(0, 3).Sum(c => Math.Pow(data.Column(c)[row] - data.Column(c)[other], 2));
                var found = search.Rows(lane).ToArray();
                Assert.Equal(Enumerable.Range(0, 500).Select(Squared).Order().Take(k), search.Distances(lane).ToArray());
                Assert.Equal(found.Select(Squared), search.Distances(lane).ToArray());
                Assert.Equal(k, found.Distinct().Count());
            }
        }
    }
}
