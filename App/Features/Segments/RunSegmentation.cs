using App.Shell;
using Core.Customers;
using Core.Estimators;
using Core.Segments;
using Data;
using Data.Queries;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace App.Features.Segments;

/// <summary>Loads the customers, runs the method and saves the run with its clusters as segments.</summary>
public sealed class RunSegmentation(
    FeatureStore features,
    NpgsqlDataSource database,
    IDbContextFactory<AppDb> databases,
    SegmentationStore store,
    RfmSettings rfm
)
{
    /// <returns>The id of the saved run.</returns>
    /// <exception cref="FormatException">The run makes no sense for these data; the message says why.</exception>
    public async Task<long> RunAsync(
        SegmentationOptions options,
        IProgress<Progress> progress,
        CancellationToken cancellation,
        bool automatic = false
    )
    {
        progress.Report(new Progress(0.02, "Loading the customers"));
        var asOf =
            options.AsOf
            ?? await FeatureTable.AsOfAsync(database, cancellation)
            ?? throw new FormatException("There is nothing known of customers yet.");
        (options, var data) = await LoadAsync(options, cancellation);
        long id;
        if (options.Method == "rfm")
        {
            var (result, labels) = Score(data, (await rfm.GetAsync(cancellation)) ?? RfmSettings.Quintiles(data));
            id = await store.SaveAsync(options.Name ?? "RFM", options, asOf, result, data.RowIds!, labels, automatic, cancellation);
        }
        else
        {
            var clustered = await Task.Run(() => Cluster(data, options, progress, cancellation), cancellation);
            id = await store.SaveAsync(
                options.Name ?? NameOf(options),
                options,
                asOf,
                clustered.Result,
                clustered.Ids,
                clustered.Labels,
                automatic,
                cancellation
            );
        }
        // A run that somebody asked for shows itself where they asked; pages of other people stay as they are.
        if (automatic)
        {
            features.Announce();
        }
        return id;
    }

    // The options come back with every feature by name, so that a saved run can be repeated when other values have become usual.
    private async Task<(SegmentationOptions Options, FeatureMatrix Data)> LoadAsync(
        SegmentationOptions options,
        CancellationToken cancellation
    )
    {
        var data = options.AsOf is { } asOf
            ? await FeatureTable.LoadAsOfAsync(database, asOf, cancellation)
            : await features.GetAsync(cancellation);
        if (options.SegmentId is { } segmentId)
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            var members = await SegmentList.MembersAsync(db, database, segmentId, cancellation);
            data = data.TakeRows([.. Enumerable.Range(0, data.Rows).Where(r => members.Contains(data.RowIds![r]))]);
        }
        options = options.WithValuesOf(data.Names);
        // Of whom none of the features is known, nothing can be said.
        string[] used = options.Method == "rfm" ? ["recency_days"] : [.. options.Features!];
        if (used.FirstOrDefault(u => data.Find(u) < 0) is { } unknown)
        {
            throw new FormatException(
                $"No customer has the feature '{unknown}'. Known: {string.Join(", ", CustomerFeatures.KnownIn(data).Select(f => f.Key))}."
            );
        }
        data = WithAnyOf(data, used);
        return data.Rows >= 3
            ? (options, data)
            : throw new FormatException($"There are too few customers of whom that is known: {data.Rows}. At least 3 are needed.");
    }

    private static FeatureMatrix WithAnyOf(FeatureMatrix data, IReadOnlyList<string> features)
    {
        double[][] columns = [.. features.Select(f => data.Column(f).ToArray())];
        int[] kept = [.. Enumerable.Range(0, data.Rows).Where(r => Array.Exists(columns, c => !double.IsNaN(c[r])))];
        return kept.Length == data.Rows ? data : data.TakeRows(kept);
    }

    private static (SegmentationResult Result, int[] Labels) Score(FeatureMatrix data, RfmThresholds thresholds)
    {
        var recency = data.Column("recency_days");
        var frequency = data.Column("frequency");
        var monetary = data.Column("monetary");
        var labels = new int[data.Rows];
        var position = RfmSegment.All.Select((s, i) => (s.Key, i)).ToDictionary(x => x.Key, x => x.i);
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = position[thresholds.Score(recency[i], frequency[i], monetary[i]).Segment.Key];
        }
        var clusters = RfmSegment
            .All.Select((s, i) => (Segment: s, Label: i, Rows: RowsOf(labels, i)))
            .Where(c => c.Rows.Count > 0)
            .Select(c => View(data, c.Label, c.Segment.Name, c.Segment.Description + " " + c.Segment.Suggestion, c.Rows));
        var result = new SegmentationResult([.. clusters], 0, new QualityView(null, null, null, null, null), [], null, thresholds, null);
        return (result, labels);
    }

    private static (SegmentationResult Result, IReadOnlyList<long> Ids, int[] Labels) Cluster(
        FeatureMatrix all,
        SegmentationOptions options,
        IProgress<Progress> progress,
        CancellationToken cancellation
    )
    {
        var parameters = options.Parameters ?? new SegmentationParameters();
        ScalingNames.TryParse(options.Scaling, out var method);
        var chosen = all.Select([.. options.Features!]);
        var complete = MissingValues.Complete(
            chosen,
            parameters.MissingValues == "drop" ? MissingValuePolicy.Drop : MissingValuePolicy.Median
        );
        var scaling = Scaling.Fit(complete.Data, method);
        var scaled = scaling.Transform(complete.Data);
        if (parameters.K is { } asked && asked > scaled.Rows)
        {
            throw new FormatException($"{asked} clusters can't be made of {scaled.Rows} customers.");
        }
        var seed = (ulong)options.Seed;
        progress.Report(new Progress(0.1, "Trying numbers of clusters"));
        var choice = ClusterCount.Suggest(scaled, new ClusterCountOptions(), seed, new Jobs.Portion(progress, 0.1, 0.7), cancellation);
        var k = parameters.K ?? choice.Suggested;
        progress.Report(new Progress(0.72, $"Making {k} clusters"));
        var fitted = KMeans.Fit(scaled, new KMeansOptions(k, parameters.Starts), seed, null, cancellation);
        progress.Report(new Progress(0.85, "Measuring the clusters"));
        var quality = ClusterQuality.Measure(scaled, fitted.Labels, new ClusterQualityOptions(), seed, cancellation);
        var raw = all.TakeRows(complete.KeptRows);
        var (labels, nearest) = RichestFirst(raw, fitted);
        var clusters = SegmentNaming
            .Name(raw.Select(chosen.Names), labels)
            .Select(n => View(raw, n.Label, n.Name, n.Description, RowsOf(labels, n.Label)));
        var result = new SegmentationResult(
            [.. clusters.OrderBy(c => c.Label)],
            0,
            new QualityView(
                quality.Silhouette,
                quality.SilhouetteStandardError,
                quality.DaviesBouldin,
                quality.CalinskiHarabasz,
                fitted.Inertia
            ),
            complete.Columns,
            choice,
            null,
            new SavedModel(scaling, [.. complete.Columns.Select(c => c.Median)], nearest)
        );
        return (result, raw.RowIds!, labels);
    }

    // k-means numbers its clusters by chance. By revenue a customer, the numbers and with them the colours stay when a run is repeated.
    private static (int[] Labels, NearestCenters Nearest) RichestFirst(FeatureMatrix raw, FittedKMeans fitted)
    {
        // Without orders, the largest comes first.
        var revenue = raw.Revenue();
        var (sum, count) = (new double[fitted.ClusterCount], new int[fitted.ClusterCount]);
        for (var i = 0; i < revenue.Length; i++)
        {
            sum[fitted.Labels[i]] += revenue[i];
            count[fitted.Labels[i]]++;
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
        return (
            [.. fitted.Labels.Select(l => labelOf[l])],
            fitted.Nearest with
            {
                Centers = [.. order.Select(c => fitted.Nearest.Centers[c])],
            }
        );
    }

    internal static ClusterView View(FeatureMatrix data, int label, string name, string description, List<int> rows)
    {
        var subset = data.TakeRows(rows);
        var profile = data
            .Names.Select((n, i) => FeatureSummary.Of(n, subset.Column(i)))
            .ToDictionary(s => s.Feature, s => new FeatureFigures(s.Mean, s.Median, s.Q1, s.Q3, s.Min, s.Max));
        return new ClusterView(label, name, description, rows.Count, (double)rows.Count / data.Rows, profile);
    }

    private static List<int> RowsOf(int[] labels, int label) => [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] == label)];

    private static string NameOf(SegmentationOptions options)
    {
        var labels = options.Features!.Select(f => CustomerFeatures.Find(f)!.Label.ToLowerInvariant()).ToList();
        var names = labels.Count <= 3 ? string.Join(", ", labels) : string.Join(", ", labels.Take(3)) + $" and {labels.Count - 3} more";
        return "By " + names;
    }
}
