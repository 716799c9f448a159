using Core.Estimators;

namespace Core.Segments;

/// <param name="Clusters">k, 1 … n. Default 4.</param>
/// <param name="Starts">Runs from different k-means++ starts, of which the best is kept; at least 1. Default 10.</param>
/// <param name="MaxIterations">Of each run; at least 1. Default 300.</param>
/// <param name="Tolerance">A run ends when the squared movement of all centers is at most this times the mean variance of the columns; at least 0. Default 0.0001.</param>
public sealed record KMeansOptions(int Clusters = 4, int Starts = 10, int MaxIterations = 300, double Tolerance = 1e-4)
{
    /// <summary>k × p centers to start from instead of k-means++; then there is one run. Default none.</summary>
    public IReadOnlyList<double[]>? InitialCenters { get; init; }

    /// <summary>n weights, each finite and at least 0, one above 0: a row of weight 2 counts as two equal rows. Default all 1.</summary>
    public IReadOnlyList<double>? Weights { get; init; }

    internal void Validate(int rows, int columns)
    {
        const string caller = nameof(KMeans);
        Guard.Range(Clusters, 1, rows, caller);
        Guard.Range(Starts, 1, int.MaxValue, caller);
        Guard.Range(MaxIterations, 1, int.MaxValue, caller);
        Guard.Range(Tolerance, 0, double.MaxValue, caller);
        if (InitialCenters is not null && (InitialCenters.Count != Clusters || InitialCenters.Any(c => c.Length != columns)))
        {
            throw new ArgumentException($"The {nameof(InitialCenters)} of {caller} must be {Clusters} rows of {columns} values.");
        }
        if (InitialCenters is not null && InitialCenters.Any(c => !c.All(double.IsFinite)))
        {
            throw new ArgumentException($"The {nameof(InitialCenters)} of {caller} must be finite.");
        }
        if (Weights is not null && (Weights.Count != rows || !Weights.All(w => w >= 0 && double.IsFinite(w)) || !Weights.Any(w => w > 0)))
        {
            throw new ArgumentException(
                $"The {nameof(Weights)} of {caller} must be {rows} finite values of at least 0, one of them above 0."
            );
        }
    }
}
