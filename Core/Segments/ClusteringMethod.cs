using Core.Customers;
using Core.Estimators;
using Core.Segments.Density;
using Core.Segments.Hierarchy;
using Core.Segments.Mixture;

namespace Core.Segments;

/// <summary>A method of clustering, so that any can stand where one is asked for.</summary>
/// <param name="Key">Its name in the API and in saved runs.</param>
/// <param name="Label">What a person reads.</param>
/// <param name="AsksClusters">Whether it is told the number of clusters; the others find it.</param>
/// <param name="IsRandom">Whether the seed matters.</param>
public sealed record ClusteringMethod(string Key, string Label, bool AsksClusters, bool IsRandom)
{
    private const int OneClusterIn = 50;
    private const int FewestInCluster = 5;
    private const int MostCoreNeighbours = 10;
    private const double KeptEpsilon = 0.5;

    public static ClusteringMethod KMeans { get; } = new("k-means", "k-means", true, true);
    public static ClusteringMethod MiniBatchKMeans { get; } = new("mini-batch-k-means", "Mini-batch k-means", true, true);
    public static ClusteringMethod Dbscan { get; } = new("dbscan", "DBSCAN", false, false);
    public static ClusteringMethod Hdbscan { get; } = new("hdbscan", "HDBSCAN", false, false);
    public static ClusteringMethod GaussianMixture { get; } = new("gaussian-mixture", "Gaussian mixture", true, true);
    public static ClusteringMethod Agglomerative { get; } = new("agglomerative", "Agglomerative", true, false);

    public static IReadOnlyList<ClusteringMethod> All { get; } = [KMeans, MiniBatchKMeans, GaussianMixture, Agglomerative, Dbscan, Hdbscan];

    public static ClusteringMethod? Find(string key) => All.FirstOrDefault(m => m.Key == key);

    /// <summary>The parameters with everything that was left open decided for these data.</summary>
    /// <exception cref="ArgumentException">DBSCAN finds no ε, since all rows are alike.</exception>
    public ClusteringParameters Decide(FeatureMatrix data, ClusteringParameters parameters, CancellationToken cancellation = default)
    {
        if (this == Dbscan)
        {
            var samples = parameters.MinSamples ?? Math.Min(Math.Max(FewestInCluster, 2 * data.Columns), data.Rows);
            return parameters with
            {
                MinSamples = samples,
                Epsilon =
                    parameters.Epsilon
                    ?? KDistanceCurve.Of(data, samples, cancellation).Epsilon
                    ?? throw new ArgumentException("DBSCAN needs rows that differ. Got rows that are all alike instead."),
            };
        }
        if (this == Hdbscan)
        {
            var size = parameters.MinClusterSize ?? Math.Max(FewestInCluster, data.Rows / OneClusterIn);
            return parameters with { MinClusterSize = size, MinSamples = parameters.MinSamples ?? Math.Min(size, MostCoreNeighbours) };
        }
        return parameters;
    }

    /// <param name="data">n × p, finite, scaled.</param>
    /// <param name="parameters">See <see cref="ClusteringParameters"/>; what is left open is decided by the data.</param>
    /// <param name="seed">Of the methods that draw.</param>
    /// <param name="progress">Told as the method goes.</param>
    /// <param name="cancellation">Honoured.</param>
    /// <exception cref="ArgumentException">The method refuses the data or a parameter; the message says why.</exception>
    public IFittedClusterer Fit(
        FeatureMatrix data,
        ClusteringParameters parameters,
        ulong seed,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var p = Decide(data, parameters, cancellation);
        return Key switch
        {
            "k-means" => Segments.KMeans.Fit(data, new KMeansOptions(p.Clusters, p.Starts), seed, progress, cancellation),
            "mini-batch-k-means" => Segments.MiniBatchKMeans.Fit(
                data,
                new MiniBatchKMeansOptions(p.Clusters),
                seed,
                progress,
                cancellation
            ),
            "dbscan" => Density.Dbscan.Fit(data, new DbscanOptions(p.Epsilon!.Value, p.MinSamples!.Value), progress, cancellation),
            "hdbscan" => Density.Hdbscan.Fit(
                data,
                new HdbscanOptions(p.MinClusterSize!.Value, p.MinSamples, p.Selection),
                progress,
                cancellation
            ),
            "gaussian-mixture" => Mixture.GaussianMixture.Fit(
                data,
                new GaussianMixtureOptions(p.Clusters, p.Covariance, Math.Min(p.Starts, 3)),
                seed,
                progress,
                cancellation
            ),
            "agglomerative" => Hierarchy.Agglomerative.Fit(data, new AgglomerativeOptions(p.Clusters, p.Linkage), progress, cancellation),
            _ => throw new InvalidOperationException($"Unknown method {Key}."),
        };
    }

    /// <summary>The same method for fewer rows of the same data, as a bootstrap draws them: what counts rows shrinks with them.</summary>
    /// <param name="parameters">As decided for all rows.</param>
    /// <param name="share">The share of rows that is left, in (0, 1].</param>
    public static ClusteringParameters ForSample(ClusteringParameters parameters, double share) =>
        parameters with
        {
            // Much sparser rows have another ε; with about as many, fewer neighbours within the same one make the same places dense.
            Epsilon = share >= KeptEpsilon ? parameters.Epsilon : null,
            MinSamples =
                share >= KeptEpsilon && parameters.MinSamples is { } samples
                    ? Math.Max(2, (int)Math.Round(samples * share))
                    : parameters.MinSamples,
            MinClusterSize = parameters.MinClusterSize is { } size ? Math.Max(2, (int)Math.Round(size * share)) : null,
        };
}
