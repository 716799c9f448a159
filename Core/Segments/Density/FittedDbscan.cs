using Core.Customers;
using Core.Estimators;

namespace Core.Segments.Density;

/// <summary>Clusters of rows that lie close together, and noise.</summary>
public sealed class FittedDbscan : IFittedClusterer
{
    private readonly FeatureMatrix data;
    private readonly DbscanOptions options;
    private readonly int[] labels;
    private readonly bool[] isCore;
    private readonly Lazy<NearestPoints> cores;

    internal FittedDbscan(FeatureMatrix data, DbscanOptions options, int[] labels, bool[] isCore, int clusterCount)
    {
        (this.data, this.options, this.labels, this.isCore, ClusterCount) = (data, options, labels, isCore, clusterCount);
        cores = new Lazy<NearestPoints>(FindCores);
    }

    /// <summary>n labels: clusters in the order of their first core point; −1 is noise.</summary>
    public IReadOnlyList<int> Labels => labels;

    /// <inheritdoc/>
    public int ClusterCount { get; }

    /// <summary>Whether each row (length n) is a core point; a row with a label that is none is a border row.</summary>
    public IReadOnlyList<bool> IsCore => isCore;

    /// <summary>What has to be saved to label other rows later.</summary>
    public NearestPoints Nearest => cores.Value;

    /// <summary>
    /// The cluster of the nearest core point within ε, else noise. A border row of the fit that two clusters reach may so get the nearer
    /// of them, where the fit gave it the first.
    /// </summary>
    public int[] Assign(FeatureMatrix rows) => Nearest.Assign(rows);

    private NearestPoints FindCores()
    {
        int[] rows = [.. Enumerable.Range(0, labels.Length).Where(row => isCore[row])];
        var points = data.TakeRows(rows);
        double[][] columns = [.. Enumerable.Range(0, points.Columns).Select(c => points.Column(c).ToArray())];
        return new NearestPoints([.. data.Names], columns, Array.ConvertAll(rows, row => labels[row]), options.Epsilon);
    }
}
