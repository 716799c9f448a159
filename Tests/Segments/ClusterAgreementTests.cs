using System.Text.Json;
using Core.Estimators;
using Core.Segments;
using Xunit;

namespace Tests.Segments;

public sealed class ClusterAgreementTests
{
    private static readonly Dictionary<string, Func<int[], int[], double>> Figures = new()
    {
        ["mi"] = ClusterAgreement.MutualInformation,
        ["emi"] = ClusterAgreement.ExpectedMutualInformation,
        ["ami"] = ClusterAgreement.AdjustedMutualInformation,
        ["ari"] = ClusterAgreement.AdjustedRand,
        ["nmi"] = ClusterAgreement.NormalizedMutualInformation,
        ["fmi"] = ClusterAgreement.FowlkesMallows,
        ["h"] = ClusterAgreement.Homogeneity,
        ["c"] = ClusterAgreement.Completeness,
        ["v"] = ClusterAgreement.NormalizedMutualInformation,
        ["rand"] = ClusterAgreement.Rand,
    };

    [Theory]
    [InlineData("external.ami")]
    [InlineData("external.non_consecutive")]
    public void Every_figure_as_scikit_learn_1_2_1(string id)
    {
        var oracle = Oracles.Engine(id);
        var (a, b) = (oracle.GetProperty("input").GetProperty("a").Ints(), oracle.GetProperty("input").GetProperty("b").Ints());

        Assert.All(
            oracle.GetProperty("expected").EnumerateObject(),
            expected => Assert.Equal(expected.Value.GetDouble(), Figures[expected.Name](a, b), oracle.GetProperty("tol").GetDouble())
        );
    }

    /// <summary>scikit-learn 1.2.1: adjusted_mutual_info_score(a, b) with a[i] = i*i % 7, b[i] = i % 5 + (i*i % 7) // 3, i below 100 000.</summary>
    [Fact]
    public void Adjusted_mutual_information_of_many_rows_as_scikit_learn_1_2_1()
    {
        int[] a = [.. Enumerable.Range(0, 100_000).Select(i => (int)((long)i * i % 7))];
        int[] b = [.. a.Select((label, i) => i % 5 + label / 3)];

        Assert.Equal(0.07762866873830498, ClusterAgreement.AdjustedMutualInformation(a, b), 1e-10);
    }

    [Fact]
    public void The_same_partition_by_other_names_agrees_wholly_and_unrelated_ones_not_at_all()
    {
        var random = new SeededRandom(3);
        int[] a = [.. Enumerable.Range(0, 5000).Select(_ => random.NextInt(4))];
        int[] renamed = [.. a.Select(l => 7 - 2 * l)];
        int[] unrelated = [.. a.Select(_ => random.NextInt(5))];

        Assert.All(Figures.Where(f => f.Key is not ("mi" or "emi")), f => Assert.Equal(1, f.Value(a, renamed), 1e-9));
        Assert.Equal(0, ClusterAgreement.AdjustedRand(a, unrelated), 0.01);
        Assert.Equal(0, ClusterAgreement.AdjustedMutualInformation(a, unrelated), 0.01);
        Assert.Equal(1, ClusterAgreement.AdjustedMutualInformation([0, 0, 0], [5, 5, 5]));
        Assert.Equal(0, ClusterAgreement.AdjustedMutualInformation([0, 0, 0, 0], [0, 1, 2, 3]), 1e-9);
        Assert.Throws<ArgumentException>(() => ClusterAgreement.AdjustedMutualInformation([0], [0, 1]));
    }
}
