using System.Text.Json;
using App.Shell;
using Core.Customers;

namespace App.Features.Segments;

/// <summary>A segmentation's model as a file: what places customers into its clusters, with their names. Holds no customer.</summary>
/// <param name="Format">Of the file, for readers of later versions.</param>
/// <param name="Name">What the run is called.</param>
/// <param name="Options">How it was made.</param>
/// <param name="Clusters">Label, name and description of each cluster.</param>
/// <param name="Model">Scaling, medians for missing values, and centers (scaled).</param>
public sealed record PortableModel(
    int Format,
    string Name,
    SegmentationOptions Options,
    IReadOnlyList<PortableCluster> Clusters,
    SavedModel Model
)
{
    public const int CurrentFormat = 1;
}

/// <summary>A cluster of a portable model.</summary>
public sealed record PortableCluster(int Label, string Name, string Description);

/// <summary>Takes models out as files, and places this database's customers by a model that came as one.</summary>
public sealed class ModelFiles(SegmentationStore store, FeatureStore features)
{
    /// <returns>Null when there is no such run.</returns>
    /// <exception cref="FormatException">Its method keeps no model.</exception>
    public async Task<PortableModel?> TakeOutAsync(long id, CancellationToken cancellation = default)
    {
        if (await store.FindAsync(id, cancellation) is not var (run, result))
        {
            return null;
        }
        return new PortableModel(
            PortableModel.CurrentFormat,
            run.Name,
            JsonSerializer.Deserialize<SegmentationOptions>(run.Options, SegmentationStore.Json)!,
            [.. result.Clusters.Select(c => new PortableCluster(c.Label, c.Name, c.Description))],
            result.Model ?? throw new FormatException($"Segmentation {id} is made by {run.Method}, which keeps no model.")
        );
    }

    /// <summary>Saves a run in which each customer of this database is placed by the model.</summary>
    /// <returns>The new run's id.</returns>
    /// <exception cref="FormatException">The file is no model, or the customers lack its features; the message says which.</exception>
    public async Task<long> LoadAsync(PortableModel file, CancellationToken cancellation = default)
    {
        if (
            file is not { Format: PortableModel.CurrentFormat, Clusters.Count: > 0, Model: { Scaling: not null } model }
            || !model.PlacesRows
        )
        {
            throw new FormatException(
                $"This is no model of format {PortableModel.CurrentFormat}, as GET /api/segmentations/{{id}}/model gives it."
            );
        }
        var data = await features.GetAsync(cancellation);
        var names = model.Scaling.Names;
        if (names.FirstOrDefault(n => data.Find(n) < 0) is { } unknown)
        {
            throw new FormatException($"The customers here lack the feature '{unknown}' that the model needs.");
        }
        if (model.Medians?.Count != names.Count)
        {
            throw new FormatException(
                $"The model must have one median for each of its {names.Count} features. Got {model.Medians?.Count ?? 0} instead."
            );
        }
        var columns = names
            .Select((n, c) => Array.ConvertAll(data.Column(n).ToArray(), v => double.IsNaN(v) ? model.Medians[c] : v))
            .ToArray();
        var labels = model.Assign(new FeatureMatrix(names, columns));
        var clusters = file
            .Clusters.Select(c =>
                ClusterView.Of(
                    data,
                    c.Label,
                    c.Name,
                    c.Description,
                    [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] == c.Label)]
                )
            )
            .Where(c => c.Size > 0);
        var result = new SegmentationResult([.. clusters], 0, new QualityView(), [], null, null, model);
        var asOf = file.Options.AsOf ?? DateOnly.MinValue;
        return await store.SaveAsync(
            file.Name,
            file.Options,
            asOf,
            new MadeSegmentation(result, data.RowIds!, labels),
            false,
            cancellation
        );
    }
}
