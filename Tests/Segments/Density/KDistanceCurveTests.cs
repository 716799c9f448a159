using Core.Customers;
using Core.Segments;
using Core.Segments.Density;
using Xunit;

namespace Tests.Segments.Density;

public sealed class KDistanceCurveTests
{
    /// <summary>Nine rows a step apart and one far away: the second nearest is one step away for all but that one.</summary>
    [Fact]
    public void The_knee_is_where_the_curve_lies_farthest_below_its_chord()
    {
        double[] x = [0, 1, 2, 3, 4, 5, 6, 7, 8, 100];
        var curve = KDistanceCurve.Of(new FeatureMatrix(["x"], [x]), 2);

        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 1, 1, 92], curve.Points.Select(p => p.Distance));
        Assert.Equal(Enumerable.Range(1, 10), curve.Points.Select(p => p.Rows));
        Assert.Equal(1, curve.Epsilon);
        Assert.Equal(0.9, curve.Share);
    }

    [Fact]
    public void The_suggestion_finds_the_groups_that_were_drawn()
    {
        var (data, labels) = Bench.SeededData.Blobs(5000, 8, 8, 1, 1);
        var curve = KDistanceCurve.Of(data, 10);
        var fitted = Dbscan.Fit(data, new DbscanOptions(curve.Epsilon!.Value, 10));

        Assert.Equal(8, fitted.ClusterCount);
        Assert.True(ClusterAgreement.AdjustedRand(labels, fitted.Labels) > 0.95);
        Assert.Equal(500, curve.Points.Count);
        Assert.Equal(curve.Points.Select(p => p.Distance).Order(), curve.Points.Select(p => p.Distance));
    }

    [Fact]
    public void Equal_rows_have_no_suggestion_and_duplicates_do_not_make_it_zero()
    {
        Assert.Null(
            KDistanceCurve
                .Of(
                    new FeatureMatrix(
                        ["x"],
                        [
                            [2, 2, 2],
                        ]
                    ),
                    2
                )
                .Epsilon
        );
        double[] x = [1, 1, 1, 1, 1, 1, 1, 1, 5, 9];
        Assert.Equal(4, KDistanceCurve.Of(new FeatureMatrix(["x"], [x]), 2).Epsilon);
    }

    [Fact]
    public void Bad_input_is_refused_with_name_range_and_value()
    {
        var data = new FeatureMatrix(
            ["x"],
            [
                [1, 2, double.NaN],
            ]
        );
        Assert.Contains("row 2 of 'x'", Assert.Throws<ArgumentException>(() => KDistanceCurve.Of(data, 2)).Message);
        Assert.StartsWith(
            "The minSamples of KDistanceCurve must be between 1 and 2. Got 3 instead.",
            Assert
                .Throws<ArgumentOutOfRangeException>(() =>
                    KDistanceCurve.Of(
                        new FeatureMatrix(
                            ["x"],
                            [
                                [1, 2],
                            ]
                        ),
                        3
                    )
                )
                .Message
        );
    }
}
