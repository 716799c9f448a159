using Core.Customers;

namespace Core.Segments;

/// <summary>Means of clusters, and how far rows lie from them.</summary>
internal sealed class ClusterSpread
{
    private readonly double[][] means;
    private readonly double[] meanDistances;

    private ClusterSpread(double[][] means, double[] meanDistances, double within, double between)
    {
        this.means = means;
        this.meanDistances = meanDistances;
        Within = within;
        Between = between;
    }

    /// <summary>Σ of squared distances of rows to the mean of their cluster.</summary>
    public double Within { get; }

    /// <summary>Σ over clusters of size times squared distance of its mean to the mean of all rows.</summary>
    public double Between { get; }

    public static ClusterSpread Of(FeatureMatrix data, LabelledRows clusters)
    {
        var (p, k) = (data.Columns, clusters.Count);
        var all = new double[p];
        var means = new double[k][];
        for (var c = 0; c < k; c++)
        {
            means[c] = new double[p];
            for (var j = 0; j < p; j++)
            {
                var column = data.Column(j);
                var sum = 0.0;
                foreach (var row in clusters.Rows(c))
                {
                    sum += column[row];
                }
                means[c][j] = sum / clusters.Size(c);
                all[j] += sum;
            }
        }
        var distances = new double[k];
        double within = 0,
            between = 0;
        for (var c = 0; c < k; c++)
        {
            var squared = new double[clusters.Size(c)];
            for (var j = 0; j < p; j++)
            {
                var column = data.Column(j);
                var rows = clusters.Rows(c);
                for (var i = 0; i < squared.Length; i++)
                {
                    var difference = column[rows[i]] - means[c][j];
                    squared[i] += difference * difference;
                }
                var off = means[c][j] - all[j] / clusters.SortedRows.Length;
                between += squared.Length * off * off;
            }
            within += squared.Sum();
            distances[c] = squared.Sum(Math.Sqrt) / squared.Length;
        }
        return new ClusterSpread(means, distances, within, between);
    }

    /// <summary>Mean over clusters of the largest (sᵢ + sⱼ) / dᵢⱼ; pairs with the same mean are passed over, as scikit-learn does.</summary>
    public double DaviesBouldin()
    {
        var sum = 0.0;
        for (var i = 0; i < means.Length; i++)
        {
            var worst = 0.0;
            for (var j = 0; j < means.Length; j++)
            {
                var apart = Math.Sqrt(means[i].Zip(means[j], (a, b) => (a - b) * (a - b)).Sum());
                if (i != j && apart > 0)
                {
                    worst = Math.Max(worst, (meanDistances[i] + meanDistances[j]) / apart);
                }
            }
            sum += worst;
        }
        return sum / means.Length;
    }

    /// <summary>Smallest distance of two means over twice the largest mean distance to a mean; null when no row is off its mean.</summary>
    public double? Dunn()
    {
        var apart = double.PositiveInfinity;
        for (var i = 0; i < means.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                apart = Math.Min(apart, Math.Sqrt(means[i].Zip(means[j], (a, b) => (a - b) * (a - b)).Sum()));
            }
        }
        var widest = meanDistances.Max();
        return widest > 0 ? apart / (2 * widest) : null;
    }
}
