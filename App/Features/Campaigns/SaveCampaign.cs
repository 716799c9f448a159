using System.Security.Cryptography;
using System.Text.Json;
using Data;
using Data.Queries;
using Data.Tables;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace App.Features.Campaigns;

/// <summary>Creates and changes drafts.</summary>
public sealed class SaveCampaign(NpgsqlDataSource database, MailSettings mail, TimeProvider time)
{
    /// <summary>Saves a draft.</summary>
    /// <param name="id">The draft to change; null makes a new one.</param>
    /// <param name="allowUnfinished">Takes messages that can't be sent yet, as a person leaves them between two steps.</param>
    /// <returns>The campaign's id.</returns>
    /// <exception cref="KeyNotFoundException">There is no such campaign.</exception>
    public async Task<Outcome<long>> RunAsync(
        long? id,
        CampaignInput input,
        bool allowUnfinished = false,
        CancellationToken cancellation = default
    )
    {
        await using var db = Database.Context(database);
        var segments = (await db.Segments.Select(s => s.Id).ToListAsync(cancellation)).ToHashSet();
        var errors = CampaignCheck.Joined(CampaignCheck.Values(input, segments), allowUnfinished ? [] : CampaignCheck.Messages(input));
        if (errors.Count > 0)
        {
            return Outcome<long>.Invalid(errors);
        }
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        CampaignRow row;
        if (id is { } existing)
        {
            // Locked, so that a launch at the same moment either sees the change or keeps it out.
            row =
                await db
                    .Campaigns.FromSql($"SELECT * FROM campaigns WHERE id = {existing} FOR UPDATE")
                    .Include(c => c.Variants)
                    .AsSplitQuery()
                    .SingleOrDefaultAsync(cancellation)
                ?? throw new KeyNotFoundException($"There is no campaign {existing}.");
            if (row.State != CampaignState.Draft)
            {
                return Outcome<long>.Forbidden($"'{row.Name}' was launched already ({row.State}); only a draft can be changed.");
            }
            row.Variants.Clear();
            await db.SaveChangesAsync(cancellation);
        }
        else
        {
            row = new CampaignRow
            {
                Name = "",
                Goal = "",
                State = CampaignState.Draft,
                Salt = RandomNumberGenerator.GetHexString(32, lowercase: true),
                CreatedAt = time.GetUtcNow().UtcDateTime,
            };
            db.Campaigns.Add(row);
        }
        Fill(row, input);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return Outcome<long>.Done(row.Id);
    }

    private void Fill(CampaignRow row, CampaignInput input)
    {
        row.Name = input.Name!.Trim();
        row.Goal = string.IsNullOrWhiteSpace(input.Goal) ? "purchase" : input.Goal.Trim();
        row.IncludeSegments = [.. input.IncludeSegments.Distinct()];
        row.ExcludeSegments = [.. input.ExcludeSegments.Distinct()];
        row.Holdout = input.Holdout;
        row.PracticeAddresses = input.PracticeAddresses;
        row.FromName = string.IsNullOrWhiteSpace(input.FromName) ? mail.FromName : input.FromName.Trim();
        row.FromAddress = string.IsNullOrWhiteSpace(input.FromAddress) ? mail.FromAddress : input.FromAddress.Trim();
        row.RatePerMinute = input.RatePerMinute;
        row.UnknownPolicy = input.UnknownPolicy ?? "hold";
        row.MergeValues = JsonSerializer.Serialize(input.MergeValues, JsonSerializerOptions.Web);
        row.Variants.AddRange(
            input.Variants.Select(
                (v, i) =>
                    new CampaignVariantRow
                    {
                        Variant = i,
                        Name = CampaignCheck.NameOf(v, i),
                        Subject = v.Subject ?? "",
                        Html = v.Html ?? "",
                        Text = string.IsNullOrWhiteSpace(v.Text) ? null : v.Text,
                        Weight = v.Weight,
                    }
            )
        );
    }
}
