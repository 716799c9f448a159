using Core.Customers;
using Core.Estimators;
using Core.Segments;
using Core.Segments.Density;
using Xunit;

namespace Tests.Segments.Density;

/// <summary>What holds for every engine that clusters by density, whatever the data. Values are whole numbers, so that nothing is rounded.</summary>
public sealed class DensityPropertyTests
{
    // An engine takes the data and their scale: a radius is in the unit of the data.
    private static readonly Dictionary<string, Func<FeatureMatrix, double, IFittedClusterer>> Engines = new()
    {
        ["Dbscan"] = (data, scale) => Dbscan.Fit(data, new DbscanOptions(1.5 * scale, 5)),
        ["Hdbscan"] = (data, _) => Hdbscan.Fit(data, new HdbscanOptions(10)),
        ["Hdbscan leaf"] = (data, _) => Hdbscan.Fit(data, new HdbscanOptions(10, 4, ClusterSelection.Leaf)),
    };

    public static TheoryData<string> Names => [.. Engines.Keys];

    private static FeatureMatrix Data() => Map(Bench.SeededData.Blobs(600, 3, 4, 1.5).Data, v => Math.Round(8 * v) / 8);

    private static FeatureMatrix Map(FeatureMatrix data, Func<double, double> map) =>
        new(data.Names, [.. Enumerable.Range(0, data.Columns).Select(c => Array.ConvertAll(data.Column(c).ToArray(), v => map(v)))]);

    [Theory]
    [MemberData(nameof(Names))]
    public void Translation_and_scaling_change_nothing(string name)
    {
        var labels = Engines[name](Data(), 1).Labels;

        Assert.True(labels.Distinct().Count() > 2);
        Assert.Equal(labels, Engines[name](Map(Data(), v => v + 4096), 1).Labels);
        Assert.Equal(labels, Engines[name](Map(Data(), v => v * 1024), 1024).Labels);
        Assert.Equal(labels, Engines[name](Map(Data(), v => -v), 1).Labels);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_constant_column_and_another_order_of_columns_change_nothing(string name)
    {
        var data = Data();
        double[][] columns =
        [
            data.Column(2).ToArray(),
            Enumerable.Repeat(7.0, data.Rows).ToArray(),
            data.Column(0).ToArray(),
            data.Column(1).ToArray(),
        ];

        Assert.Equal(Engines[name](data, 1).Labels, Engines[name](new FeatureMatrix(["a", "b", "c", "d"], columns), 1).Labels);
    }

    /// <summary>
    /// Up to rows exactly between two clusters, which a rule of order gives to one of them: there are few. The leaves of the condensed tree
    /// are left out: one such row may make the difference between 9 rows and the 10 of a cluster.
    /// </summary>
    [Theory]
    [InlineData("Dbscan")]
    [InlineData("Hdbscan")]
    public void The_order_of_rows_changes_numbers_only(string name)
    {
        var data = Data();
        var order = Enumerable.Range(0, data.Rows).OrderBy(i => i * 7919 % 601).ToArray();
        var labels = Engines[name](data, 1).Labels;
        var shuffled = Engines[name](data.TakeRows(order), 1).Labels;

        Assert.True(ClusterAgreement.AdjustedRand([.. order.Select(i => labels[i])], shuffled) > 0.98);
    }

    [Fact]
    public void The_order_of_rows_changes_no_height_of_a_merge()
    {
        var data = Data();
        var shuffled = data.TakeRows([.. Enumerable.Range(0, data.Rows).OrderBy(i => i * 7919 % 601)]);
        double[] Heights(FeatureMatrix rows) => [.. Hdbscan.Fit(rows, new HdbscanOptions(10)).Merges.Merges.Select(m => m.Height)];

        Assert.Equal(Heights(data), Heights(shuffled));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_that_coincide_are_of_one_cluster(string name)
    {
        var data = Data();
        var twice = data.TakeRows([.. Enumerable.Range(0, data.Rows), .. Enumerable.Range(0, data.Rows)]);
        var labels = Engines[name](twice, 1).Labels;

        Assert.Equal(labels.Take(data.Rows), labels.Skip(data.Rows));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Few_rows_are_noise(string name)
    {
        var fitted = Engines[name](Data().TakeRows([0, 1, 2]), 1);

        Assert.Equal([-1, -1, -1], fitted.Labels);
        Assert.Equal(0, fitted.ClusterCount);
        Assert.Equal([-1, -1], fitted.Assign(Data().TakeRows([7, 8])));
        Assert.Equal([-1], Engines[name](Data().TakeRows([5]), 1).Labels);
    }

    [Fact]
    public void Rows_far_from_each_other_are_noise_to_Dbscan_and_equal_rows_one_cluster()
    {
        double[] spread = [.. Enumerable.Range(0, 100).Select(i => 10.0 * i)];
        Assert.All(Dbscan.Fit(new FeatureMatrix(["x"], [spread]), new DbscanOptions(9.99, 2)).Labels, l => Assert.Equal(-1, l));
        var equal = Dbscan.Fit(new FeatureMatrix(["x"], [new double[100]]), new DbscanOptions(0.5, 5));
        Assert.All(equal.Labels, l => Assert.Equal(0, l));
        Assert.Equal(1, equal.ClusterCount);
    }

    /// <summary>The two engines share every other part, so the sum over cores is what could differ: run on one and on many.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void One_core_and_two_give_the_same_labels(string name)
    {
        var data = Bench.SeededData.Blobs(20_000, 3, 6).Data;
        var many = Engines[name](data, 0.1).Labels;
        IReadOnlyList<int> one = [];
        OnOneCore.Run(() => one = Engines[name](data, 0.1).Labels);

        Assert.Equal(many, one);
    }

    public static TheoryData<Action<FeatureMatrix>, string> Refused =>
        new()
        {
            { d => Dbscan.Fit(d, new DbscanOptions(0)), "The Epsilon of Dbscan must be between" },
            { d => Dbscan.Fit(d, new DbscanOptions(double.NaN)), "The Epsilon of Dbscan must be between" },
            { d => Dbscan.Fit(d, new DbscanOptions(1, 0)), "The MinSamples of Dbscan must be at least 1. Got 0 instead." },
            { d => Hdbscan.Fit(d, new HdbscanOptions(1)), "The MinClusterSize of Hdbscan must be at least 2. Got 1 instead." },
            { d => Hdbscan.Fit(d, new HdbscanOptions(5, 0)), "The MinSamples of Hdbscan must be at least 1. Got 0 instead." },
            {
                d => Hdbscan.Fit(d, new HdbscanOptions(5, Selection: (ClusterSelection)7)),
                "The Selection of Hdbscan must be one of ExcessOfMass, Leaf. Got 7 instead."
            },
        };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void Options_are_refused_by_name_range_and_value(Action<FeatureMatrix> fit, string message) =>
        Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(() => fit(Data())).Message);
}
