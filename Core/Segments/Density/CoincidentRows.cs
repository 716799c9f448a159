namespace Core.Segments.Density;

/// <summary>Rows that are equal in every column.</summary>
internal static class CoincidentRows
{
    /// <returns>For each row the next one in the data that coincides with it, where there is one.</returns>
    public static IEnumerable<(int Row, int Next)> Find(KdTree tree)
    {
        var hashes = new (int Hash, int Row, int Position)[tree.Rows];
        for (var position = 0; position < hashes.Length; position++)
        {
            var hash = new HashCode();
            for (var j = 0; j < tree.Columns; j++)
            {
                // 0 and −0 are equal and hash alike.
                hash.Add(Value(tree, position, j));
            }
            hashes[position] = (hash.ToHashCode(), tree.RowAt[position], position);
        }
        Array.Sort(hashes);
        for (var i = 0; i < hashes.Length; i++)
        {
            // Rows with the same hash that differ are rare: the next equal one is nearly always the next.
            for (var next = i + 1; next < hashes.Length && hashes[next].Hash == hashes[i].Hash; next++)
            {
                if (Equal(tree, hashes[i].Position, hashes[next].Position))
                {
                    yield return (hashes[i].Row, hashes[next].Row);
                    break;
                }
            }
        }
    }

    private static bool Equal(KdTree tree, int a, int b)
    {
        for (var j = 0; j < tree.Columns; j++)
        {
            if (Value(tree, a, j) != Value(tree, b, j))
            {
                return false;
            }
        }
        return true;
    }

    private static double Value(KdTree tree, int position, int column) =>
        tree.Tile(position / KdTree.LeafRows)[column * KdTree.LeafRows + position % KdTree.LeafRows];
}
