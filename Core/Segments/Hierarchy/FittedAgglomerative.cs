using Core.Customers;
using Core.Estimators;
using Core.Segments.Density;

namespace Core.Segments.Hierarchy;

/// <summary>Clusters cut from a tree of merges, and the tree, which can be cut elsewhere at no cost.</summary>
public sealed class FittedAgglomerative : IFittedClusterer
{
    private readonly FeatureMatrix data;
    private readonly int[] labels;
    private readonly Lazy<NearestCenters> centers;
    private readonly Lazy<NearestPoints> points;

    internal FittedAgglomerative(FeatureMatrix data, AgglomerativeOptions options, MergeTree merges)
        : this(data, options.Linkage, merges, options.Height is { } height ? merges.CutAt(height) : merges.Cut(options.Clusters)) { }

    private FittedAgglomerative(FeatureMatrix data, Linkage linkage, MergeTree merges, int[] labels)
    {
        (this.data, Linkage, Merges, this.labels) = (data, linkage, merges, labels);
        ClusterCount = labels.Max() + 1;
        centers = new Lazy<NearestCenters>(() => new NearestCenters([.. data.Names], Centers()));
        points = new Lazy<NearestPoints>(() =>
            new NearestPoints(
                [.. data.Names],
                [.. Enumerable.Range(0, data.Columns).Select(c => data.Column(c).ToArray())],
                labels,
                double.MaxValue
            )
        );
    }

    /// <summary>n labels: clusters in the order of their first row. There is no noise.</summary>
    public IReadOnlyList<int> Labels => labels;

    /// <inheritdoc/>
    public int ClusterCount { get; }

    /// <summary>How clusters were merged.</summary>
    public Linkage Linkage { get; }

    /// <summary>All n − 1 merges.</summary>
    public MergeTree Merges { get; }

    /// <summary>The mean of each cluster: what has to be saved to label other rows later with Ward's linkage.</summary>
    public NearestCenters NearestCenters => centers.Value;

    /// <summary>All rows with their labels: what has to be saved to label other rows later with other linkages.</summary>
    public NearestPoints NearestPoints => points.Value;

    /// <summary>The same merges cut into k clusters.</summary>
    /// <param name="clusters">k, 1 … n.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is out of range.</exception>
    public FittedAgglomerative Cut(int clusters) => new(data, Linkage, Merges, Merges.Cut(clusters));

    /// <summary>
    /// With Ward's linkage the cluster with the nearest mean (a row of the fit at the edge of its cluster may so get another one); with the
    /// others the cluster of the nearest row of the fit.
    /// </summary>
    public int[] Assign(FeatureMatrix rows) => Linkage == Linkage.Ward ? NearestCenters.Assign(rows) : NearestPoints.Assign(rows);

    private double[][] Centers()
    {
        var centers = new double[ClusterCount][];
        var sizes = new int[ClusterCount];
        foreach (var label in labels)
        {
            sizes[label]++;
        }
        for (var k = 0; k < centers.Length; k++)
        {
            centers[k] = new double[data.Columns];
        }
        for (var j = 0; j < data.Columns; j++)
        {
            var column = data.Column(j);
            for (var row = 0; row < column.Length; row++)
            {
                centers[labels[row]][j] += column[row] / sizes[labels[row]];
            }
        }
        return centers;
    }
}
