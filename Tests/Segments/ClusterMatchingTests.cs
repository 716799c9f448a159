using Core.Estimators;
using Core.Segments;
using Xunit;

namespace Tests.Segments;

public sealed class ClusterMatchingTests
{
    private static long[] Ids(int count, long first = 0) => [.. Enumerable.Range(0, count).Select(i => first + i)];

    [Fact]
    public void Renamed_clusters_keep_their_old_labels()
    {
        var matching = ClusterMatching.Of(Ids(6), [0, 0, 1, 1, 2, -1], Ids(6), [2, 2, 0, 0, 1, -1]);

        Assert.Equal([(0, 1), (1, 2), (2, 0)], matching.Clusters.Select(c => (c.NewLabel, c.OldLabel!.Value)));
        Assert.All(matching.Clusters, c => Assert.Equal(1, c.Jaccard));
        Assert.Equal((5, 0), (matching.Stayed, matching.Ended.Count));
    }

    [Fact]
    public void The_most_customers_stay_even_where_the_largest_overlap_has_to_yield()
    {
        // Greedy would take 5 (old 0, new 0) and be left with 0; 4 + 4 is more.
        int[] before = [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1];
        int[] after = [0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0];
        var matching = ClusterMatching.Of(Ids(13), before, Ids(13), after);

        Assert.Equal([(0, 1, 4), (1, 0, 4)], matching.Clusters.Select(c => (c.NewLabel, c.OldLabel!.Value, c.Members)));
        Assert.Equal(8, matching.Stayed);
    }

    [Fact]
    public void New_and_ended_clusters_and_customers_are_told_apart()
    {
        // 1 to 4 known before, 3 to 7 now: 5 to 7 are a cluster nobody knew, old cluster 4 has gone.
        var matching = ClusterMatching.Of([1, 2, 3, 4], [4, 4, 6, 6], [3, 4, 5, 6, 7], [0, -1, 1, 1, 1]);

        Assert.Equal([new(0, 6, 1, 0.5), new MatchedCluster(1, null, 0, 0)], matching.Clusters);
        Assert.Equal([4], matching.Ended);
        Assert.Equal((6, 7), (matching.KeptLabels[0], matching.KeptLabels[1]));
        Assert.Equal([new(4, null, 2), new(6, -1, 1), new(6, 0, 1), new ClusterFlow(null, 1, 3)], matching.Flows);
    }

    [Fact]
    public void Flows_hold_every_customer_once_and_both_margins()
    {
        var random = new SeededRandom(5);
        int[] Labels(int count, int clusters) => [.. Enumerable.Range(0, count).Select(_ => random.NextInt(clusters + 1) - 1)];
        var (before, after) = (Labels(500, 5), Labels(450, 7));
        var matching = ClusterMatching.Of(Ids(500), before, Ids(450, 200), after);

        Assert.Equal(650, matching.Flows.Sum(f => f.Customers));
        Assert.All(
            Enumerable.Range(-1, 6),
            l => Assert.Equal(before.Count(b => b == l), matching.Flows.Where(f => f.OldLabel == l).Sum(f => f.Customers))
        );
        Assert.All(
            Enumerable.Range(-1, 8),
            l => Assert.Equal(after.Count(b => b == l), matching.Flows.Where(f => f.NewLabel == l).Sum(f => f.Customers))
        );
        Assert.Equal(7, matching.KeptLabels.Values.Distinct().Count());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 5)]
    [InlineData(5, 3)]
    [InlineData(6, 6)]
    public void The_assignment_is_the_best_of_all(int rows, int columns)
    {
        var random = new SeededRandom(7);
        for (var trial = 0; trial < 50; trial++)
        {
            var gains = new double[rows, columns];
            for (var i = 0; i < rows * columns; i++)
            {
                gains[i / columns, i % columns] = random.NextInt(20);
            }
            double Best(int row, int used) =>
                row == rows
                    ? 0
                    : Enumerable
                        .Range(0, columns)
                        .Where(c => (used >> c & 1) == 0)
                        .Select(c => gains[row, c] + Best(row + 1, used | 1 << c))
                        .Append(Best(row + 1, used))
                        .Max();
            var assigned = OptimalAssignment.Maximize(gains);

            Assert.Equal(Best(0, 0), Enumerable.Range(0, rows).Where(r => assigned[r] >= 0).Sum(r => gains[r, assigned[r]]));
            Assert.Equal(Math.Min(rows, columns), assigned.Where(c => c >= 0).Distinct().Count());
        }
    }

    [Fact]
    public void Runs_without_clusters_and_bad_input_are_understood()
    {
        var matching = ClusterMatching.Of([1, 2], [-1, -1], [1, 2], [0, 0]);

        Assert.Equal([new MatchedCluster(0, null, 0, 0)], matching.Clusters);
        Assert.Equal(0, matching.KeptLabels[0]);
        Assert.Contains("Got 1 twice", Assert.Throws<ArgumentException>(() => ClusterMatching.Of([1, 1], [0, 0], [], [])).Message);
        Assert.Contains("new run must have one label", Assert.Throws<ArgumentException>(() => ClusterMatching.Of([], [], [1], [])).Message);
    }
}
