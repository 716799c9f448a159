using System.Text.Json;
using Data;
using Data.Queries;
using Data.Tables;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace App.Features.Campaigns;

/// <summary>Reads campaigns, for pages and API alike.</summary>
public sealed class CampaignStore(NpgsqlDataSource database, MailSettings mail)
{
    /// <summary>The campaign with its messages.</summary>
    /// <exception cref="KeyNotFoundException">There is no such campaign.</exception>
    public async Task<CampaignRow> RowAsync(long id, CancellationToken cancellation = default)
    {
        await using var db = Database.Context(database);
        return await db.Campaigns.AsNoTracking().Include(c => c.Variants).SingleOrDefaultAsync(c => c.Id == id, cancellation)
            ?? throw new KeyNotFoundException($"There is no campaign {id}.");
    }

    /// <exception cref="KeyNotFoundException">There is no such campaign.</exception>
    public async Task<CampaignView> ViewAsync(long id, CancellationToken cancellation = default)
    {
        var row = await RowAsync(id, cancellation);
        var funnel = row.Funnel is { } frozen
            ? JsonSerializer.Deserialize<AudienceFunnel>(frozen, JsonSerializerOptions.Web)!
            : await AudienceFunnelQuery.CountAsync(database, AudienceOf(row), cancellation);
        var counts = await CampaignFigures.CountsAsync(database, id, cancellation);
        return CampaignView.Of(row, funnel, counts, await IsWorkingAsync(id, cancellation));
    }

    public async Task<(IReadOnlyList<CampaignLine> Items, long Total)> ListAsync(
        int skip,
        int limit,
        CancellationToken cancellation = default
    )
    {
        await using var command = database.CreateCommand(
            $"""
            SELECT c.id, c.name, c.goal, c.state, coalesce((c.funnel->>'willBeSent')::bigint, 0), d.sent, d.clicked, c.created_at,
              c.launched_at
            FROM campaigns c LEFT JOIN LATERAL (
              SELECT count(*) AS sent, count(first_clicked_at) AS clicked FROM deliveries
              WHERE campaign_id = c.id AND state = '{DeliveryState.Sent}') d ON true
            ORDER BY c.id DESC LIMIT @limit OFFSET @skip
            """
        );
        command.Parameters.AddWithValue("limit", limit);
        command.Parameters.AddWithValue("skip", skip);
        var items = new List<CampaignLine>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            items.Add(
                new CampaignLine(
                    reader.GetInt64(0),
                    reader.GetString(1),
                    reader.GetString(2),
                    reader.GetString(3),
                    reader.GetInt64(4),
                    reader.GetInt64(5),
                    reader.GetInt64(6),
                    reader.GetDateTime(7),
                    reader.IsDBNull(8) ? null : reader.GetDateTime(8)
                )
            );
        }
        await reader.DisposeAsync();
        await using var db = Database.Context(database);
        return (items, await db.Campaigns.LongCountAsync(cancellation));
    }

    /// <summary>The segments there are.</summary>
    public async Task<HashSet<long>> SegmentIdsAsync(CancellationToken cancellation = default)
    {
        await using var db = Database.Context(database);
        return await db.Segments.Select(s => s.Id).ToHashSetAsync(cancellation);
    }

    /// <summary>Whom a campaign is for. Made-up addresses are out of the question as soon as mails can reach people.</summary>
    public Audience AudienceOf(CampaignRow row)
    {
        double[] weights = [.. row.Variants.OrderBy(v => v.Variant).Select(v => v.Weight)];
        return new Audience(
            row.IncludeSegments,
            row.ExcludeSegments,
            row.PracticeAddresses && !mail.HasServer,
            row.Holdout,
            row.Salt,
            weights.Length > 0 ? weights : [1]
        );
    }

    private async Task<bool> IsWorkingAsync(long id, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            """
            SELECT EXISTS (SELECT 1 FROM jobs WHERE kind = @kind AND state IN ('queued', 'running')
              AND (options->>'campaignId')::bigint = @id)
            """
        );
        command.Parameters.AddWithValue("kind", SendCampaign.KindName);
        command.Parameters.AddWithValue("id", id);
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
