namespace Core.Cleaning;

/// <summary>A line of one customer, as far as it matters for finding what a cancellation cancels.</summary>
/// <param name="ProductId">The product.</param>
/// <param name="UnitPrice">Its price; lines of another price are other purchases.</param>
/// <param name="Quantity">Above 0 for a purchase, below for a cancellation.</param>
/// <param name="At">When, in ticks.</param>
public readonly record struct CancellableLine(long ProductId, long UnitPrice, double Quantity, long At);

/// <summary>
/// Finds for each cancelled line the one that it cancels: the latest earlier line of the same customer with the same product, price and
/// quantity that no other cancellation has taken. What was cancelled in part, or bought before the file begins, stays unmatched.
/// </summary>
public static class CancellationMatching
{
    /// <param name="lines">All lines of one customer, in any order.</param>
    /// <returns>Pairs of positions: the cancellation and its purchase. O(n log n).</returns>
    public static IReadOnlyList<(int Cancellation, int Purchase)> Match(IReadOnlyList<CancellableLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        Dictionary<(long, long, double), List<int>> open = [];
        List<(int, int)> pairs = [];
        // At one instant a purchase comes before its cancellation.
        foreach (var i in Enumerable.Range(0, lines.Count).OrderBy(i => lines[i].At).ThenBy(i => lines[i].Quantity < 0))
        {
            var line = lines[i];
            var key = (line.ProductId, line.UnitPrice, Math.Abs(line.Quantity));
            if (line.Quantity > 0)
            {
                (open.TryGetValue(key, out var list) ? list : open[key] = []).Add(i);
            }
            else if (open.TryGetValue(key, out var list) && list.Count > 0)
            {
                pairs.Add((i, list[^1]));
                list.RemoveAt(list.Count - 1);
            }
        }
        return pairs;
    }
}
