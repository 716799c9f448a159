using Core.Estimators;

namespace Core.Segments.Hierarchy;

/// <summary>Two clusters become one.</summary>
/// <param name="Left">A row (0 … n − 1), or n + the number of an earlier merge; smaller than <paramref name="Right"/>.</param>
/// <param name="Right">Likewise.</param>
/// <param name="Height">How far apart the two were; at least 0.</param>
/// <param name="Size">Rows of the new cluster.</param>
public readonly record struct Merge(int Left, int Right, double Height, int Size);

/// <summary>
/// How n rows became one cluster in n − 1 merges of ascending height: the linkage matrix of SciPy, in its order and with its numbers.
/// </summary>
/// <param name="Merges">n − 1 merges.</param>
public sealed record MergeTree(IReadOnlyList<Merge> Merges)
{
    /// <summary>n.</summary>
    public int Rows => Merges.Count + 1;

    /// <summary>Labels of k clusters: all but the last k − 1 merges are made. Clusters are numbered by their first row.</summary>
    /// <param name="clusters">k, 1 … n.</param>
    /// <returns>n labels.</returns>
    /// <exception cref="ArgumentOutOfRangeException">k is out of range.</exception>
    public int[] Cut(int clusters)
    {
        Guard.Range(clusters, 1, Rows, nameof(MergeTree));
        return Labels(Rows - clusters);
    }

    /// <summary>Labels of the clusters that are left when every merge up to that height is made, numbered by their first row.</summary>
    /// <param name="height">At least 0.</param>
    /// <returns>n labels.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The height is negative or NaN.</exception>
    public int[] CutAt(double height)
    {
        Guard.Range(height, 0, double.PositiveInfinity, nameof(MergeTree));
        var made = 0;
        while (made < Merges.Count && Merges[made].Height <= height)
        {
            made++;
        }
        return Labels(made);
    }

    /// <summary>From edges between rows in ascending order of height, each of which joins two clusters.</summary>
    internal static MergeTree Of(int rows, IEnumerable<(int A, int B, double Height)> edges)
    {
        var parents = new int[2 * rows - 1];
        var sizes = new int[2 * rows - 1];
        for (var i = 0; i < parents.Length; i++)
        {
            (parents[i], sizes[i]) = (i, 1);
        }
        var merges = new Merge[rows - 1];
        var made = 0;
        foreach (var (a, b, height) in edges)
        {
            var (left, right) = (Root(parents, a), Root(parents, b));
            (left, right) = (Math.Min(left, right), Math.Max(left, right));
            var node = rows + made;
            sizes[node] = sizes[left] + sizes[right];
            parents[left] = parents[right] = node;
            merges[made++] = new Merge(left, right, height, sizes[node]);
        }
        return new MergeTree(merges);
    }

    private static int Root(int[] parents, int node)
    {
        while (parents[node] != node)
        {
            node = parents[node] = parents[parents[node]];
        }
        return node;
    }

    private int[] Labels(int made)
    {
        var parents = new int[Rows + made];
        Array.Fill(parents, -1);
        for (var i = 0; i < made; i++)
        {
            parents[Merges[i].Left] = parents[Merges[i].Right] = Rows + i;
        }
        var numbers = new int[parents.Length];
        Array.Fill(numbers, -1);
        // From the last merge down each node knows the top of its cluster before its children ask.
        var top = new int[parents.Length];
        for (var node = parents.Length - 1; node >= 0; node--)
        {
            top[node] = parents[node] < 0 ? node : top[parents[node]];
        }
        var labels = new int[Rows];
        var count = 0;
        for (var row = 0; row < labels.Length; row++)
        {
            ref var number = ref numbers[top[row]];
            labels[row] = number >= 0 ? number : number = count++;
        }
        return labels;
    }
}
