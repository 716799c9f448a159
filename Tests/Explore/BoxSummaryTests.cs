using Core.Explore;
using Xunit;

namespace Tests.Explore;

public sealed class BoxSummaryTests
{
    [Fact]
    public void Box_of_1_to_9_and_an_outlier()
    {
        var box = BoxSummary.Of([9, 1, 2, 3, 4, 5, 6, 7, 8, 100])!;

        Assert.Equal((1.0, 3.25, 5.5, 7.75, 9.0), (box.LowerWhisker, box.Q1, box.Median, box.Q3, box.UpperWhisker));
        Assert.Equal((0, 1, 10), (box.OutliersBelow, box.OutliersAbove, box.Count));
        Assert.Null(BoxSummary.Of([double.NaN]));
    }
}
