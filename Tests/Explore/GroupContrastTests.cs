using Core.Explore;
using Xunit;

namespace Tests.Explore;

public sealed class GroupContrastTests
{
    [Fact]
    public void Two_groups_are_Welchs_test_as_SciPy_1_10_1()
    {
        var found = GroupContrast.Of([new("a", "A", 100, 0.5, 0.4), new("b", "B", 200, 0.3, 0.5)]);

        Assert.Equal(["a", "b"], found.Select(f => f.Group.Key));
        Assert.Equal(0.2, found[0].Difference, 1e-12);
        Assert.Equal(0.00022457815988836567, found[0].PValue, 1e-12);
        Assert.Equal(2 * found[0].PValue, found[0].AdjustedPValue, 1e-15);
        Assert.Equal(-0.2, found[1].Difference, 1e-12);
        Assert.True(found[0].Interval.Lower is > 0 and < 0.2);
    }

    [Fact]
    public void The_others_together_are_as_if_their_values_were_one_group()
    {
        double[][] values =
        [
            [1, 2, 4],
            [3, 9],
            [7],
            [2, 2, 5, 8],
        ];
        GroupMean Of(string key, double[] v) =>
            ColumnSummary.Of(v) is var s ? new GroupMean(key, key, s.Count, s.Mean!.Value, s.StandardDeviation ?? 0) : null!;
        var found = GroupContrast.Of([.. values.Select((v, i) => Of(i.ToString(), v))], 2).Single(f => f.Group.Key == "0");
        var expected = Core.Segments.MeanComparison.Of(values[0], [.. values.Skip(1).SelectMany(v => v)]);

        Assert.Equal(expected.Difference!.Value, found.Difference, 1e-12);
        Assert.Equal(expected.PValue!.Value, found.PValue, 1e-12);
        Assert.Equal(
            (expected.Lower!.Value, 7L),
            (found.Interval.Lower, found.OthersCount),
            (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-9 && a.Item2 == b.Item2
        );
    }

    [Fact]
    public void Small_groups_are_not_judged_but_count_among_the_others()
    {
        GroupMean[] groups = [new("a", "A", 30, 1, 1), new("b", "B", 29, 2, 1), new("c", "C", 1, 2, double.NaN)];

        var only = Assert.Single(GroupContrast.Of(groups));
        Assert.Equal(("a", 30L, 2.0), (only.Group.Key, only.OthersCount, only.OthersMean));
        Assert.Empty(GroupContrast.Of(groups[..2]));
        Assert.Empty(GroupContrast.Of([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => GroupContrast.Of(groups, 1));
    }

    [Fact]
    public void Where_nothing_varies_the_means_are_known()
    {
        var found = GroupContrast.Of([new("a", "A", 40, 1, 0), new("b", "B", 40, 2, 0)]);
        Assert.All(found, f => Assert.Equal((0.0, 1.0), (f.PValue, Math.Abs(f.Interval.Upper))));
        Assert.All(GroupContrast.Of([new("a", "A", 40, 1, 0), new("b", "B", 40, 1, 0)]), f => Assert.Equal(1, f.PValue));
    }
}
