using Core.Customers;
using Core.Estimators;
using Core.Segments;
using Core.Segments.Density;
using Core.Segments.Mixture;

namespace App.Features.Segments;

/// <summary>One run of a clustering: complete, scale, choose what was left open, cluster, keep identity, measure, name.</summary>
internal static class ClusterCustomers
{
    private static readonly ClusterStabilityOptions Resampling = new(Resamples: 30, MaxRows: 2_000);

    /// <param name="former">The run that this one takes the place of: its clusters keep their labels and names where they go on.</param>
    public static MadeSegmentation Run(
        FeatureMatrix all,
        SegmentationOptions options,
        MadeSegmentation? former,
        IProgress<Progress> progress,
        CancellationToken cancellation
    )
    {
        var method = ClusteringMethod.Find(options.Method)!;
        var asked = options.Parameters ?? new SegmentationParameters();
        ScalingNames.TryParse(options.Scaling, out var scalingMethod);
        var chosen = all.Select([.. options.Features!.Select(f => CustomerFeatures.Find(f)!.Key)]);
        var complete = MissingValues.Complete(chosen, asked.MissingValues == "drop" ? MissingValuePolicy.Drop : MissingValuePolicy.Median);
        var scaling = Scaling.Fit(complete.Data, scalingMethod);
        var scaled = scaling.Transform(complete.Data);
        if (asked.K is { } k && k > scaled.Rows)
        {
            throw new FormatException($"{k} clusters can't be made of {scaled.Rows} customers.");
        }
        var seed = (ulong)options.Seed;
        var choice = method.AsksClusters ? Suggest(scaled, seed, progress, cancellation) : null;
        progress.Report(new Progress(0.6, "Making the clusters"));
        var parameters = method.Decide(scaled, asked.ForMethod(choice?.Suggested), cancellation);
        var fitted = method.Fit(scaled, parameters, seed, new Jobs.Portion(progress, 0.6, 0.75), cancellation);
        progress.Report(new Progress(0.75, "Measuring the clusters"));
        var raw = all.TakeRows(complete.KeptRows);
        var matching = former is null ? null : ClusterMatching.Of(former.Ids, former.Labels, raw.RowIds!, fitted.Labels);
        var relabel = matching is null ? RichestFirst(raw, fitted) : Kept(matching, fitted.ClusterCount);
        int[] labels = [.. fitted.Labels.Select(l => l < 0 ? -1 : relabel[l])];
        var stability = Stability(method, parameters, scaled, labels, seed, progress, cancellation);
        var result = new SegmentationResult(
            [.. Clusters(raw, chosen.Names, labels, former, stability)],
            labels.Count(l => l < 0),
            Quality(scaled, labels, fitted, stability, seed, cancellation),
            complete.Columns,
            choice,
            null,
            ClusterAssigner.Of(fitted, relabel) is { } assigner
                ? new SavedModel(scaling, [.. complete.Columns.Select(c => c.Median)], Assigner: assigner)
                : null,
            parameters,
            method == ClusteringMethod.Dbscan ? KDistanceCurve.Of(scaled, parameters.MinSamples!.Value, cancellation) : null,
            matching is null ? null : Renamed(matching, relabel)
        );
        return new MadeSegmentation(result, raw.RowIds!, labels);
    }

    private static ClusterCountSuggestion Suggest(
        FeatureMatrix scaled,
        ulong seed,
        IProgress<Progress> progress,
        CancellationToken cancellation
    )
    {
        progress.Report(new Progress(0.1, "Trying numbers of clusters"));
        return ClusterCount.Suggest(scaled, new ClusterCountOptions(), seed, new Jobs.Portion(progress, 0.1, 0.6), cancellation);
    }

    private static ClusterStability? Stability(
        ClusteringMethod method,
        ClusteringParameters parameters,
        FeatureMatrix scaled,
        int[] labels,
        ulong seed,
        IProgress<Progress> progress,
        CancellationToken cancellation
    )
    {
        if (labels.All(l => l < 0))
        {
            return null;
        }
        // Of rows drawn with replacement, 1 − 1/e are different.
        var share = (1 - Math.Exp(-1)) * Math.Min(scaled.Rows, Resampling.MaxRows) / scaled.Rows;
        return ClusterStability.Measure(
            scaled,
            labels,
            (rows, own) =>
            {
                var fewer = ClusteringMethod.ForSample(parameters, share);
                return method.Fit(rows, fewer with { Clusters = Math.Min(fewer.Clusters, rows.Rows), Starts = 2 }, own, null, cancellation);
            },
            Resampling,
            seed,
            new Jobs.Portion(progress, 0.8, 0.98),
            cancellation
        );
    }

    private static QualityView Quality(
        FeatureMatrix scaled,
        int[] labels,
        IFittedClusterer fitted,
        ClusterStability? stability,
        ulong seed,
        CancellationToken cancellation
    )
    {
        var quality = ClusterQuality.Measure(scaled, labels, new ClusterQualityOptions(), seed, cancellation);
        var mixture = fitted as FittedGaussianMixture;
        return new QualityView(
            quality.Silhouette,
            quality.SilhouetteStandardError,
            quality.DaviesBouldin,
            quality.CalinskiHarabasz,
            quality.Inertia,
            mixture?.LogLikelihood,
            mixture?.Bic,
            mixture?.Aic,
            stability?.Mean
        );
    }

    private static IEnumerable<ClusterView> Clusters(
        FeatureMatrix raw,
        IReadOnlyList<string> features,
        int[] labels,
        MadeSegmentation? former,
        ClusterStability? stability
    )
    {
        int[] inside = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] >= 0)];
        if (inside.Length == 0)
        {
            return [];
        }
        var named = SegmentNaming.Name(raw.Select(features).TakeRows(inside), [.. inside.Select(i => labels[i])]);
        var before = former?.Result.Clusters.ToDictionary(c => c.Label, c => c.Name) ?? [];
        HashSet<string> taken = [.. named.Where(n => before.ContainsKey(n.Label)).Select(n => before[n.Label])];
        return named
            .Select(n =>
                ClusterView.Of(
                    raw,
                    n.Label,
                    before.GetValueOrDefault(n.Label) ?? Unlike(n.Name, taken),
                    n.Description,
                    ClusterView.RowsOf(labels, n.Label)
                ) with
                {
                    Stability = stability?.Clusters.FirstOrDefault(c => c.Label == n.Label)?.Jaccard,
                }
            )
            .OrderBy(c => c.Label);
    }

    // A cluster that is new beside those that kept their names.
    private static string Unlike(string name, HashSet<string> taken)
    {
        var unlike = name;
        for (var i = 2; !taken.Add(unlike); i++)
        {
            unlike = $"{name} ({i})";
        }
        return unlike;
    }

    private static int[] Kept(ClusterMatching matching, int clusters)
    {
        var kept = matching.KeptLabels;
        var next = kept.Values.Append(-1).Max() + 1;
        return [.. Enumerable.Range(0, clusters).Select(c => kept.TryGetValue(c, out var label) ? label : next++)];
    }

    private static List<ClusterFlow> Renamed(ClusterMatching matching, int[] relabel) =>
        [.. matching.Flows.Select(f => f with { NewLabel = f.NewLabel is >= 0 and { } l ? relabel[l] : f.NewLabel })];

    // Methods number their clusters by chance or by the order of rows. By revenue a customer, the most valuable is the first.
    private static int[] RichestFirst(FeatureMatrix raw, IFittedClusterer fitted)
    {
        // Without orders, the largest comes first.
        var revenue = raw.Revenue();
        var (sum, count) = (new double[fitted.ClusterCount], new int[fitted.ClusterCount]);
        for (var i = 0; i < raw.Rows; i++)
        {
            if (fitted.Labels[i] is >= 0 and var label)
            {
                sum[label] += revenue[i];
                count[label]++;
            }
        }
        var order = Enumerable
            .Range(0, fitted.ClusterCount)
            .OrderByDescending(c => count[c] == 0 ? 0 : sum[c] / count[c])
            .ThenByDescending(c => count[c])
            .ToArray();
        var labelOf = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            labelOf[order[i]] = i;
        }
        return labelOf;
    }
}
