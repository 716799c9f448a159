using Core.Estimators;

namespace Core.Segments;

/// <param name="Clusters">k, 1 … n. Default 8.</param>
/// <param name="BatchRows">Rows drawn, with replacement, for each step; at least 1. Default 1 024.</param>
/// <param name="Starts">Runs from different k-means++ starts, of which the best on a common sample is kept; at least 1. Default 3.</param>
/// <param name="MaxSteps">Of each run; at least 1. Default 1 000.</param>
/// <param name="MaxStepsWithoutProgress">A run ends when the smoothed inertia of the batches has not fallen for so many steps; at least 1. Default 10.</param>
/// <param name="ReassignmentRatio">A center with fewer rows than this share of the largest one's starves and is moved to a random row; 0 … 1. Default 0.01.</param>
public sealed record MiniBatchKMeansOptions(
    int Clusters = 8,
    int BatchRows = 1024,
    int Starts = 3,
    int MaxSteps = 1000,
    int MaxStepsWithoutProgress = 10,
    double ReassignmentRatio = 0.01
)
{
    internal void Validate(int rows)
    {
        const string caller = nameof(MiniBatchKMeans);
        Guard.Range(Clusters, 1, rows, caller);
        Guard.Range(BatchRows, 1, int.MaxValue, caller);
        Guard.Range(Starts, 1, int.MaxValue, caller);
        Guard.Range(MaxSteps, 1, int.MaxValue, caller);
        Guard.Range(MaxStepsWithoutProgress, 1, int.MaxValue, caller);
        Guard.Range(ReassignmentRatio, 0, 1, caller);
    }
}
