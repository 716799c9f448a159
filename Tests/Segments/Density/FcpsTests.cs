using System.Globalization;
using Core.Segments;
using Core.Segments.Density;
using Core.Segments.Hierarchy;
using Xunit;

namespace Tests.Segments.Density;

/// <summary>
/// The groups of the Fundamental Clustering Problems Suite (Ultsch, WSOM 2005) that no center describes: rings, chains and shells that lie
/// apart from each other.
/// </summary>
public sealed class FcpsTests
{
    [Theory]
    [InlineData("atom")]
    [InlineData("chainlink")]
    [InlineData("hepta")]
    [InlineData("lsun")]
    [InlineData("target")]
    public void Hdbscan_and_single_linkage_find_the_groups(string name)
    {
        var data = Oracles.Matrix(Read($"data/clustering/fcps/{name}.data.gz"));
        int[] groups = [.. Read($"data/clustering/fcps/{name}.labels0.gz").Select(row => (int)row[0])];
        var single = Agglomerative.Fit(data, new AgglomerativeOptions(groups.Distinct().Count(), Linkage.Single));

        Assert.Equal(1, ClusterAgreement.AdjustedRand(groups, single.Labels));
        Assert.True(ClusterAgreement.AdjustedRand(groups, Hdbscan.Fit(data, new HdbscanOptions()).Labels) > 0.99);
    }

    private static double[][] Read(string file)
    {
        using var reader = new StreamReader(SharedFiles.Open(file));
        var rows = new List<double[]>();
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > 0)
            {
                rows.Add([.. fields.Select(f => double.Parse(f, CultureInfo.InvariantCulture))]);
            }
        }
        return [.. rows];
    }
}
