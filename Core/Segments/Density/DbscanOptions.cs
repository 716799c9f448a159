using Core.Estimators;

namespace Core.Segments.Density;

/// <param name="Epsilon">ε, the radius of a neighbourhood, in the unit of the (scaled) data; above 0. Default 0.5. See <see cref="KDistanceCurve"/> for a suggestion.</param>
/// <param name="MinSamples">Rows that a neighbourhood must hold, the row itself counted, for the row to be a core point; at least 1. Default 5.</param>
public sealed record DbscanOptions(double Epsilon = 0.5, int MinSamples = 5)
{
    internal void Validate()
    {
        const string caller = nameof(Dbscan);
        Guard.Range(Epsilon, double.Epsilon, double.MaxValue, caller);
        Guard.Range(MinSamples, 1, int.MaxValue, caller);
    }
}
