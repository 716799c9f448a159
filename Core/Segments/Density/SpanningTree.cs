using Core.Estimators;

namespace Core.Segments.Density;

/// <summary>
/// The exact minimum spanning tree of mutual reachability distances, by rounds of Borůvka: every component finds its nearest other one
/// and they unite, so components at least halve. What a row has learnt of its nearest row outside spares it most searches of later
/// rounds: outside only ever shrinks. Source: March, Ram and Gray, "Fast Euclidean minimum spanning tree", KDD 2010, section 4, with
/// leaves of rows searched at a time instead of pairs of nodes.
/// </summary>
/// <param name="tree">n rows.</param>
/// <param name="squaredCores">n squared core distances, by position in the tree.</param>
internal sealed class SpanningTree(KdTree tree, double[] squaredCores)
{
    private readonly DisjointSets sets = new(tree.Rows);

    /// <returns>n − 1 edges in ascending order.</returns>
    public SpanningEdge[] Find(IProgress<Progress>? progress, double from, double to, CancellationToken cancellation)
    {
        var edges = new SpanningEdge[Math.Max(0, tree.Rows - 1)];
        var positions = new int[tree.Rows];
        for (var position = 0; position < tree.Rows; position++)
        {
            positions[tree.RowAt[position]] = position;
        }
        var component = new int[tree.Rows];
        var count = 0;
        var lanes = Enumerable.Range(0, tree.Leaves).Select(tree.Lanes).ToArray();
        // No edge of a row is shorter than that to a row that coincides with it, and that one is first among equals. From then on the last
        // of such rows stands for all: many rows of customers coincide, and each would find the same.
        foreach (var (low, high) in CoincidentRows.Find(tree))
        {
            var position = positions[low];
            sets.Union(position, positions[high]);
            edges[count++] = new SpanningEdge(squaredCores[position], false, low, high);
            lanes[position / KdTree.LeafRows] &= ~(1u << position % KdTree.LeafRows);
        }
        var nearest = new NearestOutside(tree, squaredCores, lanes);
        while (count < edges.Length)
        {
            var components = Number(component);
            foreach (var edge in nearest.Search(component, components, cancellation))
            {
                // Two components may have chosen the same edge.
                if (sets.Union(positions[edge.Low], positions[edge.High]))
                {
                    edges[count++] = edge;
                }
            }
            var done = 1 - Math.Log(tree.Rows - count) / Math.Log(tree.Rows);
            progress?.Report(new Progress(from + (to - from) * done, $"{tree.Rows - count} parts to join"));
        }
        Array.Sort(edges);
        return edges;
    }

    private int Number(int[] component)
    {
        var count = 0;
        // A set stands under its smallest position, which therefore comes first.
        for (var position = 0; position < component.Length; position++)
        {
            var root = sets.Find(position);
            component[position] = root == position ? count++ : component[root];
        }
        return count;
    }
}
