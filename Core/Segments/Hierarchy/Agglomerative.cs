using Core.Customers;
using Core.Estimators;

namespace Core.Segments.Hierarchy;

/// <summary>
/// Agglomerative clustering: the two nearest clusters merge until one is left. Merges come in the order and with the numbers of SciPy's
/// linkage (with Ward's, merges of equal height may differ by rounding). O(n²) time. Ward's linkage follows chains of nearest neighbours over centroids, and single linkage is read off a minimum
/// spanning tree, both in O(n p) memory; complete, average and weighted linkage follow chains over all distances, O(n²) memory, and are
/// refused above <see cref="AgglomerativeOptions.MostRowsWithDistances"/> rows. Needs no seed.
/// Sources: Müllner, "Modern hierarchical, agglomerative clustering algorithms", arXiv:1109.2378, 2011, section 3; Murtagh and Contreras,
/// "Algorithms for hierarchical clustering: an overview", WIREs Data Mining 2(1), 2012; Ward, JASA 58(301), 1963.
/// </summary>
public static class Agglomerative
{
    /// <param name="data">n × p, finite; scale it first (<see cref="Scaling"/>).</param>
    /// <param name="options">Linkage, and where to cut.</param>
    /// <param name="progress">Told as merges are made.</param>
    /// <param name="cancellation">Honoured between merges.</param>
    /// <exception cref="ArgumentException">Empty data, a value that is not finite, or more rows than the linkage allows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static FittedAgglomerative Fit(
        FeatureMatrix data,
        AgglomerativeOptions options,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        FiniteData.RequireShape(data, 1, nameof(Agglomerative));
        options.Validate(data.Rows);
        FiniteData.Require(data, 1, nameof(Agglomerative), cancellation);
        var told = new MergeProgress(data.Rows, progress, cancellation);
        var merges = options.Linkage switch
        {
            Linkage.Ward => new WardChain(data).Merge(told),
            Linkage.Single => SpanningPath.Merge(data, told),
            _ => new DistanceChain(PairDistances.Of(data, cancellation), data.Rows, options.Linkage).Merge(told),
        };
        progress?.Report(new Progress(1, "All merges are made"));
        return new FittedAgglomerative(data, options, merges);
    }

    /// <summary>The merges for given distances instead of rows.</summary>
    /// <param name="condensed">n (n − 1) / 2 distances, each at least 0: of rows 0 and 1, 0 and 2, …, 1 and 2, …. For Ward Euclidean ones.</param>
    /// <param name="linkage">Any.</param>
    /// <param name="cancellation">Honoured between merges.</param>
    /// <exception cref="ArgumentException">The length is not that of a triangle, or a distance is negative or not finite.</exception>
    public static MergeTree OfDistances(IReadOnlyList<double> condensed, Linkage linkage, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(condensed);
        var rows = (int)Math.Round((1 + Math.Sqrt(1 + 8.0 * condensed.Count)) / 2);
        if ((long)rows * (rows - 1) / 2 != condensed.Count)
        {
            throw new ArgumentException(
                $"The distances of {nameof(Agglomerative)} must be n (n − 1) / 2 for some n. Got {condensed.Count} instead."
            );
        }
        var bad = condensed.ToList().FindIndex(d => !(d >= 0 && double.IsFinite(d)));
        if (bad >= 0)
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"The distances of {nameof(Agglomerative)} must be finite and at least 0. Got {condensed[bad]} at {bad} instead."
                )
            );
        }
        new AgglomerativeOptions(1, linkage).Validate(rows);
        var told = new MergeProgress(rows, null, cancellation);
        return linkage == Linkage.Single
            ? SpanningPath.Merge([.. condensed], rows, told)
            : new DistanceChain([.. condensed], rows, linkage).Merge(told);
    }
}
