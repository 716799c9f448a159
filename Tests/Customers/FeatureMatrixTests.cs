using Core.Customers;
using Xunit;

namespace Tests.Customers;

public sealed class FeatureMatrixTests
{
    [Fact]
    public void Who_never_ordered_brought_nothing() =>
        Assert.Equal(
            [12.5, 0, 3],
            new FeatureMatrix(
                ["frequency", "monetary"],
                [
                    [1, double.NaN, 2],
                    [12.5, double.NaN, 3],
                ]
            ).Revenue()
        );

    [Fact]
    public void Without_a_column_of_revenue_that_is_said() =>
        Assert.Contains(
            "monetary",
            Assert
                .Throws<ArgumentException>(() =>
                    new FeatureMatrix(
                        ["age"],
                        [
                            [1],
                        ]
                    ).Revenue()
                )
                .Message
        );
}
