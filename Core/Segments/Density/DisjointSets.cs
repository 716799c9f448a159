namespace Core.Segments.Density;

/// <summary>
/// Sets of 0 … n − 1 that several cores may unite at once. Which sets there are in the end does not depend on the order of the unions.
/// Source: Anderson and Woll, "Wait-free parallel algorithms for the union-find problem", STOC 1991 (here linked by number, paths halved).
/// </summary>
internal sealed class DisjointSets
{
    private readonly int[] parents;

    public DisjointSets(int count)
    {
        parents = new int[count];
        for (var i = 0; i < count; i++)
        {
            parents[i] = i;
        }
    }

    /// <summary>A member that stands for the set of <paramref name="item"/>, until the set is united with another.</summary>
    public int Find(int item)
    {
        while (true)
        {
            var parent = Volatile.Read(ref parents[item]);
            if (parent == item)
            {
                return item;
            }
            var grandparent = Volatile.Read(ref parents[parent]);
            if (parent != grandparent)
            {
                Interlocked.CompareExchange(ref parents[item], grandparent, parent);
            }
            item = grandparent;
        }
    }

    /// <summary>Unites two sets; false when they are one already.</summary>
    public bool Union(int a, int b)
    {
        while (true)
        {
            (a, b) = (Find(a), Find(b));
            if (a == b)
            {
                return false;
            }
            // The larger number under the smaller: no cycle can arise, whoever else is at work.
            var (small, large) = a < b ? (a, b) : (b, a);
            if (Interlocked.CompareExchange(ref parents[large], small, large) == large)
            {
                return true;
            }
        }
    }
}
