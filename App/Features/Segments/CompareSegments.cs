using App.Shell;
using Core.Customers;
using Core.Segments;
using Data;
using Data.Queries;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace App.Features.Segments;

/// <summary>A group of a comparison with what it weighs.</summary>
public sealed record ComparedGroup(long Id, string Name, int Colour, int Size, double Share, double RevenueShare, IReadOnlyList<int> Rows);

/// <summary>Groups side by side.</summary>
public sealed record GroupComparison(FeatureMatrix Data, IReadOnlyList<ComparedGroup> Groups, SegmentComparisonResult Result);

/// <summary>Compares segments feature by feature, the first against each of the others.</summary>
public sealed class CompareSegments(FeatureStore features, IDbContextFactory<AppDb> databases, NpgsqlDataSource database)
{
    /// <param name="segmentIds">Two to four segments; 0 stands for everyone who is not in the first.</param>
    /// <param name="only">Feature keys; null for all.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="KeyNotFoundException">There is no such segment.</exception>
    public async Task<GroupComparison> RunAsync(
        IReadOnlyList<long> segmentIds,
        IReadOnlyList<string>? only = null,
        CancellationToken cancellation = default
    )
    {
        var data = await features.GetAsync(cancellation);
        var shown = only is { Count: > 0 }
            ? data.Select([.. only.Select(f => CustomerFeatures.Find(f)?.Key ?? f)])
            : data.Select([.. CustomerFeatures.KnownIn(data).Select(f => f.Key)]);
        var revenue = data.Revenue();
        var allRevenue = revenue.Sum();
        List<ComparedGroup> groups = [];
        foreach (var id in segmentIds)
        {
            var (name, colour, rows) = await RowsAsync(id, data, groups, cancellation);
            var share = data.Rows == 0 ? 0 : (double)rows.Count / data.Rows;
            groups.Add(
                new ComparedGroup(id, name, colour, rows.Count, share, allRevenue > 0 ? rows.Sum(r => revenue[r]) / allRevenue : 0, rows)
            );
        }
        var result = await Task.Run(
            () => SegmentComparison.Compare(shown, [.. groups.Select(g => new ComparisonGroup(g.Name, g.Rows))]),
            cancellation
        );
        return new GroupComparison(data, groups, result);
    }

    private async Task<(string Name, int Colour, List<int> Rows)> RowsAsync(
        long id,
        FeatureMatrix data,
        List<ComparedGroup> groups,
        CancellationToken cancellation
    )
    {
        if (id == 0)
        {
            var first = groups[0].Rows.ToHashSet();
            return ("Everyone else", -1, [.. Enumerable.Range(0, data.Rows).Where(r => !first.Contains(r))]);
        }
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var segment =
            await db.Segments.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellation)
            ?? throw new KeyNotFoundException($"There is no segment {id}.");
        var members = await SegmentList.MembersAsync(db, database, id, cancellation);
        return (segment.Name, segment.Colour, [.. Enumerable.Range(0, data.Rows).Where(r => members.Contains(data.RowIds![r]))]);
    }
}
