namespace Core.Segments;

/// <param name="NewLabel">A cluster of the new run.</param>
/// <param name="OldLabel">The cluster of the old run that it continues; null when it is a new one.</param>
/// <param name="Members">Customers in both.</param>
/// <param name="Jaccard">Customers in both over customers in either, among those that both runs know; 0 without an old cluster.</param>
public sealed record MatchedCluster(int NewLabel, int? OldLabel, int Members, double Jaccard);

/// <param name="OldLabel">Where customers were; −1 is noise, null not in the old run.</param>
/// <param name="NewLabel">Where they are; −1 is noise, null not in the new run.</param>
/// <param name="Customers">How many, above 0.</param>
public sealed record ClusterFlow(int? OldLabel, int? NewLabel, int Customers);

/// <summary>
/// What became of clusters when a segmentation was run again. The new clusters continue old ones so that as many customers as possible stay where they
/// were (optimal assignment on the overlaps); clusters that share nobody are not matched, and noise never is.
/// </summary>
/// <param name="Clusters">By new label, ascending.</param>
/// <param name="Flows">By old label, then new label; those not in a run last.</param>
/// <param name="Ended">Old labels that no new cluster continues, ascending.</param>
public sealed record ClusterMatching(IReadOnlyList<MatchedCluster> Clusters, IReadOnlyList<ClusterFlow> Flows, IReadOnlyList<int> Ended)
{
    /// <summary>Customers whose cluster continues the one they were in.</summary>
    public int Stayed => Clusters.Sum(c => c.Members);

    /// <summary>The label under which each new cluster goes on: that of the old one, or the next label that neither run had.</summary>
    public IReadOnlyDictionary<int, int> KeptLabels
    {
        get
        {
            var next = Flows.Select(f => f.OldLabel ?? -1).Append(-1).Max() + 1;
            return Clusters.ToDictionary(c => c.NewLabel, c => c.OldLabel ?? next++);
        }
    }

    /// <param name="oldIds">Distinct customers of the old run.</param>
    /// <param name="oldLabels">Their labels; −1 is noise.</param>
    /// <param name="newIds">Distinct customers of the new run.</param>
    /// <param name="newLabels">Their labels; −1 is noise.</param>
    /// <exception cref="ArgumentException">The lengths differ or a customer appears twice.</exception>
    public static ClusterMatching Of(
        IReadOnlyList<long> oldIds,
        IReadOnlyList<int> oldLabels,
        IReadOnlyList<long> newIds,
        IReadOnlyList<int> newLabels
    )
    {
        var (before, after) = (ByCustomer(oldIds, oldLabels, "old"), ByCustomer(newIds, newLabels, "new"));
        var flows = new Dictionary<(int? Old, int? New), int>();
        foreach (var (id, label) in before)
        {
            var key = ((int?)label, after.TryGetValue(id, out var now) ? now : (int?)null);
            flows[key] = flows.GetValueOrDefault(key) + 1;
        }
        foreach (var (_, label) in after.Where(a => !before.ContainsKey(a.Key)))
        {
            flows[(null, label)] = flows.GetValueOrDefault((null, label)) + 1;
        }
        int[] olds = [.. before.Values.Where(l => l >= 0).Distinct().Order()];
        int[] news = [.. after.Values.Where(l => l >= 0).Distinct().Order()];
        var clusters = Match(olds, news, flows);
        return new ClusterMatching(
            clusters,
            [
                .. flows
                    .Select(f => new ClusterFlow(f.Key.Old, f.Key.New, f.Value))
                    .OrderBy(f => f.OldLabel ?? int.MaxValue)
                    .ThenBy(f => f.NewLabel ?? int.MaxValue),
            ],
            [.. olds.Except(clusters.Select(c => c.OldLabel).OfType<int>())]
        );
    }

    private static MatchedCluster[] Match(int[] olds, int[] news, Dictionary<(int? Old, int? New), int> flows)
    {
        var overlaps = new double[news.Length, olds.Length];
        for (var n = 0; n < news.Length; n++)
        {
            for (var o = 0; o < olds.Length; o++)
            {
                overlaps[n, o] = flows.GetValueOrDefault((olds[o], news[n]));
            }
        }
        var assigned = OptimalAssignment.Maximize(overlaps);
        return
        [
            .. news.Select(
                (label, n) =>
                {
                    if (assigned[n] < 0 || overlaps[n, assigned[n]] == 0)
                    {
                        return new MatchedCluster(label, null, 0, 0);
                    }
                    var (old, both) = (olds[assigned[n]], (int)overlaps[n, assigned[n]]);
                    var either = flows
                        .Where(f => f.Key is { Old: not null, New: not null } && (f.Key.Old == old || f.Key.New == label))
                        .Sum(f => f.Value);
                    return new MatchedCluster(label, old, both, (double)both / either);
                }
            ),
        ];
    }

    private static Dictionary<long, int> ByCustomer(IReadOnlyList<long> ids, IReadOnlyList<int> labels, string run)
    {
        if (ids.Count != labels.Count)
        {
            throw new ArgumentException(
                $"The {run} run must have one label per customer. Got {ids.Count} customers and {labels.Count} labels instead."
            );
        }
        var byCustomer = new Dictionary<long, int>(ids.Count);
        for (var i = 0; i < ids.Count; i++)
        {
            if (!byCustomer.TryAdd(ids[i], labels[i]))
            {
                throw new ArgumentException($"The customers of the {run} run must be distinct. Got {ids[i]} twice instead.");
            }
        }
        return byCustomer;
    }
}
