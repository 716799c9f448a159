using System.Collections.Concurrent;
using App.Shell;
using Core.Customers;
using Core.Segments;
using Data;
using Data.Queries;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace App.Features.Explorer;

/// <summary>Turns what the explorer shows into points. Recent views are kept, since a selection asks for the same points again.</summary>
public sealed class BuildPoints(FeatureStore features, IDbContextFactory<AppDb> databases, NpgsqlDataSource database)
{
    private const int Kept = 8;
    private const float PlainSize = 6;
    private readonly ConcurrentDictionary<string, (FeatureMatrix Data, Task<PointSet> Points)> recent = [];

    /// <exception cref="KeyNotFoundException">The segmentation or segment of the colour does not exist.</exception>
    public async Task<PointSet> RunAsync(ExplorerState state, CancellationToken cancellation = default)
    {
        var data = await features.GetAsync(cancellation);
        var stamp = await ColourStampAsync(state, cancellation);
        var key = $"{state with { LogX = false, LogY = false }}|{stamp}";
        if (recent.TryGetValue(key, out var known) && ReferenceEquals(known.Data, data) && known.Points.IsCompletedSuccessfully)
        {
            return await known.Points;
        }
        if (recent.Count >= Kept)
        {
            recent.Clear();
        }
        var points = BuildAsync(state, data, cancellation);
        recent[key] = (data, points);
        return await points;
    }

    // Names and members of a segment may change while the features stay.
    private async Task<string> ColourStampAsync(ExplorerState state, CancellationToken cancellation)
    {
        if (ExplorerState.IdOf(state.Colour, "segmentation") is not { } id)
        {
            return "";
        }
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var names = await db
            .Segments.Where(s => s.SegmentationId == id)
            .OrderBy(s => s.Cluster)
            .Select(s => s.Name)
            .ToListAsync(cancellation);
        return string.Join('|', names);
    }

    private async Task<PointSet> BuildAsync(ExplorerState state, FeatureMatrix data, CancellationToken cancellation)
    {
        var ids = await ExternalIdsAsync(data, cancellation);
        IReadOnlyList<Loading> loadings = [];
        IReadOnlyList<double> explained = [];
        float[][] components = [];
        if (state.UsesComponents && data.Rows > 2)
        {
            (components, loadings, explained) = Components(data);
        }
        var (colour, groups) = await ColourAsync(state.Colour, data, cancellation);
        return new PointSet(
            Axis(state.X, data, components),
            Axis(state.Y, data, components),
            Sizes(state.Size, data),
            colour,
            ids,
            groups,
            loadings,
            explained
        );
    }

    private static float[] Axis(string axis, FeatureMatrix data, float[][] components) =>
        ExplorerState.IsComponent(axis) && components.Length == 0 ? new float[data.Rows]
        : axis == ExplorerState.FirstComponent ? components[0]
        : axis == ExplorerState.SecondComponent ? components[1]
        : Array.ConvertAll(data.Column(axis).ToArray(), v => (float)v);

    // Heavy tails would let a single wholesaler make both components; logarithm and standardisation keep them readable.
    private static (float[][] Scores, List<Loading> Loadings, IReadOnlyList<double> Explained) Components(FeatureMatrix data)
    {
        var names = data.Names.Where(n => Varies(data.Column(n))).ToList();
        var complete = MissingValues.Complete(data.Select(names)).Data;
        var scaled = Scaling.Fit(complete, ScalingMethod.LogStandard).Transform(complete);
        var pca = Pca.Fit(scaled, new PcaOptions(2));
        var scores = pca.Transform(scaled);
        var loadings = names
            .Select((n, i) => new Loading(n, CustomerFeatures.Find(n)!.Label, pca.Components[0][i], pca.Components[1][i]))
            .ToList();
        return (
            [Array.ConvertAll(scores.Column(0).ToArray(), v => (float)v), Array.ConvertAll(scores.Column(1).ToArray(), v => (float)v)],
            loadings,
            pca.ExplainedVarianceRatio
        );
    }

    private static bool Varies(ReadOnlySpan<double> column)
    {
        var first = double.NaN;
        foreach (var value in column)
        {
            if (double.IsNaN(value))
            {
                continue;
            }
            if (double.IsNaN(first))
            {
                first = value;
            }
            else if (value != first)
            {
                return true;
            }
        }
        return false;
    }

    // The area of a point grows with its rank, so that a few giants don't hide the rest.
    private static float[] Sizes(string size, FeatureMatrix data)
    {
        var sizes = new float[data.Rows];
        Array.Fill(sizes, PlainSize);
        if (size != ExplorerState.None)
        {
            var order = Enumerable.Range(0, data.Rows).ToArray();
            Array.Sort(Array.ConvertAll(data.Column(size).ToArray(), v => double.IsNaN(v) ? double.MinValue : v), order);
            for (var rank = 0; rank < order.Length; rank++)
            {
                sizes[order[rank]] = 3 + 13 * MathF.Sqrt((rank + 1f) / order.Length);
            }
        }
        return sizes;
    }

    private async Task<(float[] Colour, List<PointGroup>? Groups)> ColourAsync(
        string colour,
        FeatureMatrix data,
        CancellationToken cancellation
    )
    {
        var values = new float[data.Rows];
        if (colour == ExplorerState.None)
        {
            return (values, [new PointGroup("Customers", Palette.Colour(0), Palette.Symbol(0))]);
        }
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (ExplorerState.IdOf(colour, "segment") is { } segmentId)
        {
            var segment =
                await db.Segments.AsNoTracking().SingleOrDefaultAsync(s => s.Id == segmentId, cancellation)
                ?? throw new KeyNotFoundException($"There is no segment {segmentId}.");
            var members = await SegmentList.MembersAsync(db, database, segmentId, cancellation);
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = members.Contains(data.RowIds![i]) ? 1 : 0;
            }
            return (
                values,
                [
                    new PointGroup("Everyone else", Palette.Noise, "circle"),
                    new PointGroup(segment.Name, Palette.Colour(segment.Colour), Palette.Symbol(segment.Colour)),
                ]
            );
        }
        return ExplorerState.IdOf(colour, "segmentation") is { } segmentationId
            ? (values, await GroupsAsync(db, segmentationId, data, values, cancellation))
            : (Array.ConvertAll(data.Column(colour).ToArray(), v => (float)v), null);
    }

    private static async Task<List<PointGroup>> GroupsAsync(
        AppDb db,
        long segmentationId,
        FeatureMatrix data,
        float[] values,
        CancellationToken cancellation
    )
    {
        var segments = await db
            .Segments.AsNoTracking()
            .Where(s => s.SegmentationId == segmentationId)
            .OrderBy(s => s.Cluster)
            .ToListAsync(cancellation);
        var position = segments.Select((s, i) => (s.Cluster, i)).ToDictionary(x => x.Cluster ?? -1, x => x.i);
        var assignments = await db
            .SegmentationAssignments.AsNoTracking()
            .Where(a => a.SegmentationId == segmentationId)
            .Select(a => new { a.CustomerId, a.Cluster })
            .ToListAsync(cancellation);
        var clusterOf = assignments.ToDictionary(a => a.CustomerId, a => a.Cluster);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] =
                clusterOf.TryGetValue(data.RowIds![i], out var cluster) && position.TryGetValue(cluster, out var at) ? at : segments.Count;
        }
        return
        [
            .. segments.Select(s => new PointGroup(s.Name, Palette.Colour(s.Colour), Palette.Symbol(s.Colour))),
            new PointGroup("Not in this segmentation", Palette.Noise, "circle-open"),
        ];
    }

    private async Task<string[]> ExternalIdsAsync(FeatureMatrix data, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "SELECT c.external_id FROM customer_features f JOIN customers c USING (customer_id) ORDER BY f.customer_id"
        );
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        List<string> ids = new(data.Rows);
        while (await reader.ReadAsync(cancellation))
        {
            ids.Add(reader.GetString(0));
        }
        return ids.Count == data.Rows
            ? [.. ids]
            : throw new InvalidOperationException("The data changed while the points were being made. Please try again.");
    }
}
