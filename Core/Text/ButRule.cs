namespace Core.Text;

/// <summary>
/// What comes before the first "but" counts half, what comes behind it half as much again. The reference walks through the valences and
/// changes, for each, the first one that is equal to it at that moment; so of equal valences some are changed twice and others not at
/// all. That is reproduced, in linearithmic instead of quadratic time.
/// </summary>
internal static class ButRule
{
    private const double Before = 0.5,
        Behind = 1.5;

    // Below this many, looking through all costs less than keeping order.
    private const int Few = 48;

    /// <param name="valences">Those that are not 0, in order; changed in place.</param>
    /// <param name="positions">The position of each among the words.</param>
    /// <param name="but">The position of "but".</param>
    public static void Apply(Span<double> valences, ReadOnlySpan<int> positions, int but)
    {
        if (valences.Length > Few)
        {
            ApplyToMany(valences, positions, but);
            return;
        }
        for (var i = 0; i < valences.Length; i++)
        {
            var first = valences.IndexOf(valences[i]);
            valences[first] *= Factor(positions[first], but);
        }
    }

    private static void ApplyToMany(Span<double> valences, ReadOnlySpan<int> positions, int but)
    {
        // By value the places that hold it, the first on top. Places not walked through yet are behind all that matter.
        var places = new Dictionary<double, PriorityQueue<int, int>>();
        for (var i = 0; i < valences.Length; i++)
        {
            var same = Places(places, valences[i]);
            same.Enqueue(i, i);
            var first = same.Dequeue();
            valences[first] *= Factor(positions[first], but);
            Places(places, valences[first]).Enqueue(first, first);
        }
    }

    private static PriorityQueue<int, int> Places(Dictionary<double, PriorityQueue<int, int>> places, double valence)
    {
        if (!places.TryGetValue(valence, out var queue))
        {
            places.Add(valence, queue = new PriorityQueue<int, int>());
        }
        return queue;
    }

    private static double Factor(int position, int but) =>
        position < but ? Before
        : position > but ? Behind
        : 1;
}
