using System.Globalization;
using Core.Estimators;

namespace Core.Segments.Hierarchy;

/// <param name="Clusters">k, 1 … n; not used with <paramref name="Height"/>. Default 4.</param>
/// <param name="Linkage">Default <see cref="Linkage.Ward"/>.</param>
/// <param name="Height">At least 0: every merge up to this height is made, however many clusters that leaves. Default none: k clusters.</param>
public sealed record AgglomerativeOptions(int Clusters = 4, Linkage Linkage = Linkage.Ward, double? Height = null)
{
    /// <summary>With complete, average and weighted linkage all n (n − 1) / 2 distances are kept: 0.9 GB for so many rows.</summary>
    public const int MostRowsWithDistances = 15_000;

    /// <summary>With Ward's and single linkage memory is O(n), but time grows with n²: a minute or so for so many rows.</summary>
    public const int MostRows = 200_000;

    internal void Validate(int rows)
    {
        const string caller = nameof(Agglomerative);
        if (!Enum.IsDefined(Linkage))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Linkage),
                $"The {nameof(Linkage)} of {caller} must be one of {string.Join(", ", Enum.GetNames<Linkage>())}. Got {Linkage} instead."
            );
        }
        if (Height is { } height)
        {
            Guard.Range(height, 0, double.MaxValue, caller, nameof(Height));
        }
        else
        {
            Guard.Range(Clusters, 1, rows, caller);
        }
        var most = Linkage is Linkage.Ward or Linkage.Single ? MostRows : MostRowsWithDistances;
        if (rows > most)
        {
            var remedy = most < MostRows ? "Choose Ward's or single linkage, or cluster a sample" : "Cluster a sample, or choose k-means";
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The data of {caller} must be at most {most} rows with {Linkage} linkage. Got {rows} instead. {remedy}."
                )
            );
        }
    }
}
