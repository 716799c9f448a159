namespace Core.Segments.Density;

/// <summary>An edge of a minimum spanning tree.</summary>
/// <param name="Squared">The squared mutual reachability distance.</param>
/// <param name="Apart">Whether the two rows differ; rows that coincide are united before others of equal distance, so that they stay together.</param>
/// <param name="Low">The row with the smaller number.</param>
/// <param name="High">The row with the larger number.</param>
internal readonly record struct SpanningEdge(double Squared, bool Apart, int Low, int High) : IComparable<SpanningEdge>
{
    public static SpanningEdge Between(double squared, bool apart, int a, int b) =>
        a < b ? new(squared, apart, a, b) : new(squared, apart, b, a);

    /// <summary>By distance; equal ones by later rows first. No two edges are equal, so there is one spanning tree and one order of it.</summary>
    public int CompareTo(SpanningEdge other)
    {
        var order = Squared.CompareTo(other.Squared);
        order = order != 0 ? order : Apart.CompareTo(other.Apart);
        order = order != 0 ? order : other.Low.CompareTo(Low);
        return order != 0 ? order : High.CompareTo(other.High);
    }
}
