using App.Shell;
using Core.Customers;
using Core.Estimators;
using Core.Segments;
using Core.Segments.Engagement;
using Data;
using Data.Queries;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace App.Features.Segments;

/// <summary>Who fell into which cluster of a run; label −1 is noise.</summary>
public sealed record MadeSegmentation(SegmentationResult Result, IReadOnlyList<long> Ids, int[] Labels);

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
        var former = automatic ? await store.FormerAsync(options.Method, cancellation) : null;
        var made = options.Method switch
        {
            "rfm" => ScoreCustomers.ByRfm(data, (await rfm.GetAsync(cancellation)) ?? RfmSettings.Quintiles(data)),
            "engagement" => ScoreCustomers.ByEngagement(await WithPricesAsync(data, cancellation), EngagementScore.Default),
            _ => await ClusterAsync(data, options, former, progress, cancellation),
        };
        var id = await store.SaveAsync(options.Name ?? NameOf(options), options, asOf, made, automatic, cancellation);
        // A run that somebody asked for shows itself where they asked; pages of other people stay as they are.
        if (automatic)
        {
            features.Announce();
        }
        return id;
    }

    private static async Task<MadeSegmentation> ClusterAsync(
        FeatureMatrix data,
        SegmentationOptions options,
        MadeSegmentation? former,
        IProgress<Progress> progress,
        CancellationToken cancellation
    )
    {
        try
        {
            return await Task.Run(() => ClusterCustomers.Run(data, options, former, progress, cancellation), cancellation);
        }
        catch (ArgumentException exception)
        {
            // What a method refuses is a matter of the data and the parameters that a person chose.
            throw new FormatException(exception.Message, exception);
        }
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
        string[] used = options.Method switch
        {
            "rfm" => ["recency_days"],
            "engagement" => [],
            _ => [.. options.Features!],
        };
        if (used.FirstOrDefault(u => data.Find(u) < 0) is { } unknown)
        {
            throw new FormatException(
                $"No customer has the feature '{unknown}'. Known: {string.Join(", ", CustomerFeatures.KnownIn(data).Select(f => f.Key))}."
            );
        }
        data = used.Length > 0 ? WithAnyOf(data, used) : data;
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

    // What customers pay for their subscription (currency units); unknown without one.
    private async Task<FeatureMatrix> WithPricesAsync(FeatureMatrix data, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "SELECT c.customer_id, s.price FROM customers c JOIN subscriptions s ON s.external_id = c.subscription_id WHERE s.price IS NOT NULL"
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        Dictionary<long, double> prices = [];
        while (await reader.ReadAsync(cancellation))
        {
            prices[reader.GetInt64(0)] = (double)reader.GetInt64(1) / Money.Scale;
        }
        double[] column = [.. data.RowIds!.Select(id => prices.GetValueOrDefault(id, double.NaN))];
        return new FeatureMatrix(
            [.. data.Names, "subscription_price"],
            [.. Enumerable.Range(0, data.Columns).Select(c => data.Column(c).ToArray()), column],
            [.. data.RowIds!]
        );
    }

    private static string NameOf(SegmentationOptions options)
    {
        if (options.IsScoring)
        {
            return options.Method == "rfm" ? "RFM" : "Engagement";
        }
        var labels = options.Features!.Select(f => CustomerFeatures.Find(f)!.Label.ToLowerInvariant()).ToList();
        var names = labels.Count <= 3 ? string.Join(", ", labels) : string.Join(", ", labels.Take(3)) + $" and {labels.Count - 3} more";
        var method = options.Method == ClusteringMethod.KMeans.Key ? "" : $" ({ClusteringMethod.Find(options.Method)!.Label})";
        return $"By {names}{method}";
    }
}
