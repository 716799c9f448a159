using Core.Customers;
using Core.Segments;
using Xunit;

namespace Tests.Segments;

public sealed class MissingValuesTests
{
    private const double Nan = double.NaN;

    private static FeatureMatrix Data() =>
        new(
            ["a", "b"],
            [
                [1, Nan, 3, 10],
                [Nan, Nan, 5, 7],
            ],
            [11, 12, 13, 14]
        );

    [Fact]
    public void Median_fills_and_counts_what_it_filled()
    {
        var completed = MissingValues.Complete(Data(), MissingValuePolicy.Median);

        Assert.Equal([1.0, 3, 3, 10], completed.Data.Column("a").ToArray());
        Assert.Equal([6.0, 6, 5, 7], completed.Data.Column("b").ToArray());
        Assert.Equal([0, 1, 2, 3], completed.KeptRows);
        Assert.Equal([new("a", 1, 0, 3), new CompletedColumn("b", 2, 0, 6)], completed.Columns);
    }

    [Fact]
    public void Drop_keeps_complete_rows_and_their_ids()
    {
        var completed = MissingValues.Complete(Data(), MissingValuePolicy.Drop);

        Assert.Equal([2, 3], completed.KeptRows);
        Assert.Equal([13L, 14L], completed.Data.RowIds!);
        Assert.Equal([1, 2], completed.Columns.Select(c => c.Dropped));
    }

    [Fact]
    public void Indicator_fills_the_median_and_says_who_lacked_it()
    {
        var completed = MissingValues.Complete(Data(), MissingValuePolicy.Indicator);
        var alsoWhole = MissingValues.Complete(
            new FeatureMatrix(
                ["a", "whole"],
                [
                    [1, Nan],
                    [1, 2],
                ]
            ),
            MissingValuePolicy.Indicator
        );

        Assert.Equal(["a", "b", "a:missing", "b:missing"], completed.Data.Names);
        Assert.Equal([1.0, 3, 3, 10], completed.Data.Column("a").ToArray());
        Assert.Equal([0.0, 1, 0, 0], completed.Data.Column("a:missing").ToArray());
        Assert.Equal([1.0, 1, 0, 0], completed.Data.Column(MissingValues.IndicatorOf("b")).ToArray());
        Assert.Equal([11L, 12L, 13L, 14L], completed.Data.RowIds!);
        Assert.Equal([new("a", 1, 0, 3), new CompletedColumn("b", 2, 0, 6)], completed.Columns);
        // A column that lacks nothing needs none: a constant column says nothing.
        Assert.Equal(["a", "whole", "a:missing"], alsoWhole.Data.Names);
        Assert.Equal("a", MissingValues.ColumnOfIndicator("a:missing"));
        Assert.Null(MissingValues.ColumnOfIndicator("a"));
        Assert.Equal("revenue unknown", FeatureVocabulary.Of("monetary:missing").High);
    }

    [Fact]
    public void A_column_nobody_has_is_refused_by_name()
    {
        var data = new FeatureMatrix(
            ["a", "b"],
            [
                [1, 2],
                [Nan, Nan],
            ]
        );

        Assert.Contains("'b' is missing for every one", Assert.Throws<ArgumentException>(() => MissingValues.Complete(data)).Message);
    }

    [Fact]
    public void Infinity_and_dropping_everybody_are_refused()
    {
        var infinite = new FeatureMatrix(
            ["a"],
            [
                [1, double.PositiveInfinity],
            ]
        );
        var alternating = new FeatureMatrix(
            ["a", "b"],
            [
                [1, Nan],
                [Nan, 1],
            ]
        );

        Assert.Contains("row 1 of 'a'", Assert.Throws<ArgumentException>(() => MissingValues.Complete(infinite)).Message);
        Assert.Throws<ArgumentException>(() => MissingValues.Complete(alternating, MissingValuePolicy.Drop));
    }
}
