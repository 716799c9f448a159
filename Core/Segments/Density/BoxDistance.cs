namespace Core.Segments.Density;

/// <summary>
/// Squared distances between boxes. They are added column after column as distances of rows are, and rounding keeps the order of numbers:
/// so no pair of rows is computed nearer than the gap of their boxes or farther than the span.
/// </summary>
internal static class BoxDistance
{
    /// <summary>At most the squared distance of any two rows, one from each node.</summary>
    public static double Gap(KdTree a, int nodeA, KdTree b, int nodeB)
    {
        var lowA = a.Low(nodeA);
        var highA = a.High(nodeA);
        var lowB = b.Low(nodeB);
        var highB = b.High(nodeB);
        var sum = 0.0;
        for (var j = 0; j < lowA.Length; j++)
        {
            var gap = Math.Max(Math.Max(lowB[j] - highA[j], lowA[j] - highB[j]), 0);
            sum += gap * gap;
        }
        return sum;
    }

    /// <summary>At least the squared distance of any two rows, one from each node.</summary>
    public static double Span(KdTree a, int nodeA, KdTree b, int nodeB)
    {
        var lowA = a.Low(nodeA);
        var highA = a.High(nodeA);
        var lowB = b.Low(nodeB);
        var highB = b.High(nodeB);
        var sum = 0.0;
        for (var j = 0; j < lowA.Length; j++)
        {
            var span = Math.Max(highB[j] - lowA[j], highA[j] - lowB[j]);
            sum += span * span;
        }
        return sum;
    }
}
