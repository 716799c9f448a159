using System.Globalization;
using System.IO.Compression;
using Core.Customers;
using Core.Segments;
using Core.Segments.Mixture;
using Xunit;

namespace Tests.Segments.Mixture;

/// <summary>
/// Sets with a true answer from Ultsch's Fundamental Clustering Problem Suite (2005): a mixture finds groups of unequal spread that k-means
/// cuts through.
/// </summary>
public sealed class ShapesTests
{
    /// <summary>
    /// scikit-learn 1.2.1: GaussianMixture(k, n_init=20, random_state=0, tol=1e-9, max_iter=5000), its score(X) times n and
    /// adjusted_rand_score(truth, predict(X)).
    /// </summary>
    [Theory]
    [InlineData("hepta", 7, -560.709216859649, 1.0)]
    [InlineData("tetra", 4, -1255.4828010206215, 1.0)]
    [InlineData("twodiamonds", 2, -1451.0682040176948, 1.0)]
    [InlineData("engytime", 2, -14468.595489009864, 0.8679220007937682)]
    [InlineData("lsun", 3, -1019.0891197023483, 1.0)]
    [InlineData("wingnut", 2, -2720.1125475125705, 0.8631549038246006)]
    public void Likelihood_and_agreement_with_the_truth_as_scikit_learn_1_2_1(
        string name,
        int clusters,
        double logLikelihood,
        double agreement
    )
    {
        var (data, truth) = Read(name);
        var options = new GaussianMixtureOptions(clusters, Starts: 20, MaxIterations: 5000, Tolerance: 1e-9);
        var fitted = GaussianMixture.Fit(data, options, 1);

        Assert.Equal(logLikelihood, fitted.LogLikelihood, 1e-3);
        Assert.Equal(agreement, ClusterAgreement.AdjustedRand(truth, fitted.Labels), 1e-3);
    }

    [Fact]
    public void Groups_of_unequal_spread_that_k_means_cuts_through_are_whole()
    {
        var (data, truth) = Read("lsun");

        Assert.InRange(ClusterAgreement.AdjustedRand(truth, KMeans.Fit(data, new KMeansOptions(3), 1).Labels), 0, 0.5);
        Assert.Equal(
            1,
            ClusterAgreement.AdjustedRand(truth, GaussianMixture.Fit(data, new GaussianMixtureOptions(3, Starts: 5), 1).Labels)
        );
    }

    private static (FeatureMatrix Data, int[] Labels) Read(string name)
    {
        var rows = Lines($"{name}.data.gz").Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToList();
        double[][] values = [.. rows.Select(r => r.Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray())];
        return (Oracles.Matrix(values), [.. Lines($"{name}.labels0.gz").Select(line => int.Parse(line, CultureInfo.InvariantCulture))]);
    }

    private static List<string> Lines(string file)
    {
        using var packed = File.OpenRead(SharedFiles.Path($"data/clustering/fcps/{file}"));
        using var reader = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }
}
