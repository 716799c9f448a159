using Core.Estimators;

namespace Core.Segments.Density;

/// <summary>Work for each leaf of a tree, on all cores.</summary>
internal static class LeafChunks
{
    private const int LeavesOfChunk = 64;

    public static void ForEach(KdTree tree, Action<int> body, CancellationToken cancellation) =>
        ForEach(tree, () => 0, (_, leaf) => body(leaf), cancellation);

    /// <summary>With scratch of its own for each chunk of leaves.</summary>
    public static void ForEach<T>(KdTree tree, Func<T> scratch, Action<T, int> body, CancellationToken cancellation) =>
        new RowChunks(tree.Leaves, LeavesOfChunk).ForEach(
            (_, start, end) =>
            {
                var mine = scratch();
                for (var leaf = start; leaf < end; leaf++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    body(mine, leaf);
                }
            },
            cancellation
        );
}
