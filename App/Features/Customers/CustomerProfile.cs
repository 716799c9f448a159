using System.Runtime.CompilerServices;
using Core.Customers;
using Core.Estimators;
using Core.Segments;
using Data;
using Data.Queries;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace App.Features.Customers;

/// <summary>One feature of one customer, with middle values to read it against.</summary>
/// <param name="Median">The middle value of everybody of whom it is known.</param>
/// <param name="SegmentMedian">The same within the segment compared with; null without one.</param>
public sealed record FeatureValue(string Key, string Label, double? Value, double? Median, double? SegmentMedian);

public sealed record OrderSummary(string OrderId, DateTime OrderedAt, decimal Amount, double Quantity, int Lines);

public sealed record OrderLineOfCustomer(
    string OrderId,
    int Line,
    string? ProductId,
    string? Product,
    double Quantity,
    decimal UnitPrice,
    decimal Amount
);

public sealed record SegmentOfCustomer(long Id, string Name, int Colour, string? Segmentation);

public sealed record MessageToCustomer(string Campaign, long CampaignId, string State, DateTime? SentAt, DateTime? ClickedAt);

/// <summary>The single view of a person.</summary>
public sealed record CustomerView(
    string ExternalId,
    string? Name,
    string? Email,
    string? Location,
    string? Country,
    string? Channel,
    string? Region,
    string? SubscriptionId,
    DateOnly? SignupDate,
    System.Text.Json.JsonElement Attributes,
    IReadOnlyList<FeatureValue> Features,
    IReadOnlyList<SegmentOfCustomer> Segments,
    IReadOnlyList<OrderSummary> Orders,
    IReadOnlyList<MessageToCustomer> Messages,
    SegmentOfCustomer? ComparedWith,
    IReadOnlyList<TimelineEvent> Timeline
);

/// <summary>Puts together what is held of one person.</summary>
public sealed class CustomerProfile(
    IDbContextFactory<AppDb> databases,
    NpgsqlDataSource database,
    CustomerTimeline timeline,
    App.Shell.FeatureStore features
)
{
    private const int EventsShown = 50;

    // Everybody's medians cost a pass over all customers and hold as long as the features do.
    private readonly ConditionalWeakTable<FeatureMatrix, double?[]> medians = [];

    public async Task<bool> ExistsAsync(string externalId, CancellationToken cancellation = default)
    {
        var id = ExternalId.Hash(externalId);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Customers.AnyAsync(c => c.CustomerId == id, cancellation);
    }

    /// <param name="externalId">The person.</param>
    /// <param name="segmentId">The segment to compare with, one of the person's own; else the first of them.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Null when there is no such person.</returns>
    public async Task<CustomerView?> FindAsync(string externalId, long? segmentId = null, CancellationToken cancellation = default)
    {
        var id = ExternalId.Hash(externalId);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.CustomerId == id, cancellation) is not { } row)
        {
            return null;
        }
        var orders = await db
            .Orders.AsNoTracking()
            .Where(o => o.CustomerId == id)
            .OrderByDescending(o => o.OrderedAt)
            .Select(o => new OrderSummary(o.ExternalId, o.OrderedAt, (decimal)o.Amount / Money.Scale, o.Quantity, o.Lines))
            .ToListAsync(cancellation);
        var segments = await db
            .Segments.AsNoTracking()
            .Where(s =>
                db.SegmentationAssignments.Any(a => a.CustomerId == id && a.SegmentationId == s.SegmentationId && a.Cluster == s.Cluster)
                || db.SegmentMembers.Any(m => m.CustomerId == id && m.SegmentId == s.Id)
            )
            .OrderBy(s => s.Id)
            .Select(s => new SegmentOfCustomer(
                s.Id,
                s.Name,
                s.Colour,
                db.Segmentations.Where(g => g.Id == s.SegmentationId).Select(g => g.Name).FirstOrDefault()
            ))
            .ToListAsync(cancellation);
        var messages = await db
            .Deliveries.AsNoTracking()
            .Where(d => d.CustomerId == id)
            .Join(
                db.Campaigns,
                d => d.CampaignId,
                c => c.Id,
                (d, c) => new MessageToCustomer(c.Name, c.Id, d.State, d.SentAt, d.FirstClickedAt)
            )
            .ToListAsync(cancellation);
        var compared = segments.Find(s => s.Id == segmentId) ?? segments.FirstOrDefault();
        return new CustomerView(
            row.ExternalId,
            row.Name,
            row.Email,
            row.Location,
            row.Country,
            row.Channel,
            row.Region,
            row.SubscriptionId,
            row.SignupDate,
            System.Text.Json.JsonDocument.Parse(row.Attributes).RootElement,
            await FeaturesAsync(db, id, compared?.Id, cancellation),
            segments,
            orders,
            messages,
            compared,
            await timeline.PageAsync(id, null, 0, EventsShown, cancellation)
        );
    }

    /// <summary>Every line that the person ordered.</summary>
    public async Task<List<OrderLineOfCustomer>> LinesAsync(string externalId, CancellationToken cancellation = default)
    {
        var id = ExternalId.Hash(externalId);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await (
            from line in db.OrderLines.AsNoTracking()
            join order in db.Orders on new { line.CustomerId, line.OrderId } equals new { order.CustomerId, order.OrderId }
            where line.CustomerId == id
            orderby order.OrderedAt, order.OrderId, line.LineNumber
            let product = db.Products.FirstOrDefault(p => p.ProductId == line.ProductId)
            select new OrderLineOfCustomer(
                order.ExternalId,
                line.LineNumber,
                product!.ExternalId,
                product.Name,
                line.Quantity,
                (decimal)line.UnitPrice / Money.Scale,
                (decimal)line.Amount / Money.Scale
            )
        ).ToListAsync(cancellation);
    }

    private async Task<List<FeatureValue>> FeaturesAsync(AppDb db, long id, long? segmentId, CancellationToken cancellation)
    {
        var matrix = await features.GetAsync(cancellation);
        var at = ((long[])matrix.RowIds!).AsSpan().BinarySearch(id);
        if (at < 0)
        {
            return [];
        }
        var everybody = medians.GetValue(matrix, m => [.. m.Names.Select(n => Middle(m, n))]);
        var segment = segmentId is { } chosen ? matrix.TakeRows(await RowsAsync(db, matrix, chosen, cancellation)) : null;
        List<FeatureValue> values = [];
        foreach (var feature in CustomerFeatures.KnownIn(matrix))
        {
            var column = matrix.Find(feature.Key);
            // Of a category, what the person is; not all that the person is not.
            if (IsCategory(feature.Key) && matrix.Column(column)[at] is not 1)
            {
                continue;
            }
            values.Add(
                new FeatureValue(
                    feature.Key,
                    feature.Label,
                    Finite(matrix.Column(column)[at]),
                    everybody[column],
                    segment is null ? null : Middle(segment, feature.Key)
                )
            );
        }
        return values;
    }

    private async Task<int[]> RowsAsync(AppDb db, FeatureMatrix matrix, long segmentId, CancellationToken cancellation)
    {
        var members = await SegmentList.MembersAsync(db, database, segmentId, cancellation);
        return [.. Enumerable.Range(0, matrix.Rows).Where(r => members.Contains(matrix.RowIds![r]))];
    }

    private static bool IsCategory(string feature) => AttributeFeature.TryParse(feature) is { Kind: AttributeKind.Category };

    // The share of those who have the value of a category, whose middle is only 0 or 1; else the median.
    private static double? Middle(FeatureMatrix data, string feature)
    {
        var column = data.Column(feature);
        return IsCategory(feature) ? FeatureSummary.Of(feature, column).Mean : Median(column);
    }

    private static double? Median(ReadOnlySpan<double> column)
    {
        var known = Quantile.Known(column);
        return known.Length == 0 ? null : Quantile.Of(known, 0.5);
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
