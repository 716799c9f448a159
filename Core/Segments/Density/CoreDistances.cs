namespace Core.Segments.Density;

/// <summary>How far each row must reach to have so many other rows within reach: small where rows are dense.</summary>
internal static class CoreDistances
{
    /// <returns>n squared distances to the <paramref name="samples"/>-th nearest other row, by position in the tree.</returns>
    public static double[] Squared(KdTree tree, int samples, CancellationToken cancellation)
    {
        var k = (int)Math.Min(tree.Rows, samples + 1L);
        var cores = new double[tree.Rows];
        LeafChunks.ForEach(
            tree,
            () => new NearestRows(tree, k),
            (search, leaf) =>
            {
                search.Find(tree, leaf);
                var start = leaf * KdTree.LeafRows;
                for (var i = start; i < Math.Min(tree.Rows, start + KdTree.LeafRows); i++)
                {
                    cores[i] = search.Distances(i - start)[k - 1];
                }
            },
            cancellation
        );
        return cores;
    }
}
