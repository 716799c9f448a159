using Core.Customers;
using Core.Segments.Density;
using Xunit;

namespace Tests.Segments.Density;

public sealed class DbscanTests
{
    [Fact]
    public void Six_points_as_in_the_docstring_of_scikit_learn_dbscan_doc()
    {
        var oracle = Oracles.Engine("dbscan.doc");
        var data = Oracles.Matrix(oracle.GetProperty("input").GetProperty("X").Table());

        Assert.Equal(oracle.GetProperty("expected").Ints(), Dbscan.Fit(data, new DbscanOptions(3, 2)).Labels);
    }

    [Fact]
    public void Iris_as_scikit_learn_1_2_1_dbscan_iris_eps0_6_min10()
    {
        var oracle = Oracles.Engine("dbscan.iris.eps0.6.min10");
        var fitted = Dbscan.Fit(Oracles.Iris().Data, new DbscanOptions(0.6, 10));

        Assert.Equal(oracle.Expected("labels").Ints(), fitted.Labels);
        Assert.Equal(oracle.Expected("core").Ints(), Enumerable.Range(0, 150).Where(i => fitted.IsCore[i]));
        Assert.Equal(2, fitted.ClusterCount);
    }

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, 13)];

    /// <summary>Made by expected_labels.py. Numbering and border rows too, also where many rows lie exactly on the radius.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Seeded_data_as_scikit_learn_1_2_1(int index)
    {
        var expected = SeededRows.Expected("Density/expected-labels.json").GetProperty("dbscan");
        Assert.Equal(Cases.Count(), expected.GetArrayLength());
        var one = expected[index];
        var options = new DbscanOptions(one.GetProperty("eps").GetDouble(), one.GetProperty("minSamples").GetInt32());
        var fitted = Dbscan.Fit(SeededRows.Of(one.GetProperty("data")), options);

        Assert.Equal(one.GetProperty("core").GetString(), string.Concat(fitted.IsCore.Select(c => c ? '1' : '0')));
        Assert.Equal(one.GetProperty("labels").Ints(), fitted.Labels);
    }

    /// <summary>The definition, row by row, on data with clusters, borders, duplicates and noise.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 12)]
    [InlineData(9, 5)]
    public void As_the_definition_read_off_all_pairs(int columns, int minSamples)
    {
        var data = SeededRows.Lattice(257, columns, 7, 3);
        var squared = columns;
        var near = Enumerable.Range(0, 257).Select(i => Enumerable.Range(0, 257).Where(j => Squared(data, i, j) <= squared).ToArray());
        var neighbours = near.ToArray();
        var expected = Enumerable.Repeat(-1, 257).ToArray();
        var clusters = 0;
        for (var start = 0; start < 257; start++)
        {
            if (neighbours[start].Length < minSamples || expected[start] >= 0)
            {
                continue;
            }
            var queue = new Queue<int>([start]);
            while (queue.TryDequeue(out var row))
            {
                if (expected[row] < 0)
                {
                    expected[row] = clusters;
                    foreach (var next in neighbours[row].Length >= minSamples ? neighbours[row] : [])
                    {
                        queue.Enqueue(next);
                    }
                }
            }
            clusters++;
        }
        var fitted = Dbscan.Fit(data, new DbscanOptions(Math.Sqrt(squared) * (1 + 1e-12), minSamples));

        Assert.Equal(expected, fitted.Labels);
        Assert.Equal(clusters, fitted.ClusterCount);
    }

    [Fact]
    public void New_rows_get_the_cluster_of_the_nearest_core_point_within_epsilon()
    {
        double[] x = [0, 1, 2, 3, 10, 11, 12, 13, 40];
        var fitted = Dbscan.Fit(new FeatureMatrix(["x"], [x]), new DbscanOptions(1.5, 3));
        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1, -1], fitted.Labels);

        // 2 and 11 are core points, and so are 1 and 12; 3 and 10 are borders and draw nothing.
        double[] asked = [3.5, 3.6, 8.9, 9.6, 25, 40, double.MaxValue];
        Assert.Equal([0, -1, -1, 1, -1, -1, -1], fitted.Assign(new FeatureMatrix(["x"], [asked])));
        var saved = System.Text.Json.JsonSerializer.Serialize(fitted.Nearest);
        var read = System.Text.Json.JsonSerializer.Deserialize<NearestPoints>(saved)!;
        Assert.Equal(
            [0, 1],
            read.Assign(
                new FeatureMatrix(
                    ["x"],
                    [
                        [2.5, 11.5],
                    ]
                )
            )
        );
    }

    private static double Squared(FeatureMatrix data, int i, int j) =>
        Enumerable.Range(0, data.Columns).Sum(c => (data.Column(c)[i] - data.Column(c)[j]) * (data.Column(c)[i] - data.Column(c)[j]));
}
